"""Plain text on this device only; encryption for the rest, with the clinic's certificate or the device's own."""

import datetime
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scribe.config import GatewaySettings
from scribe.errors import GatewayError
from scribe.gateway.client import connect
from scribe.gateway.encryption import encryption, names, renew
from tests.gateway.room import room


def certificate(folder: Path) -> GatewaySettings:
    """Settings with a self-signed certificate for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "scribe test")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, none = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(built.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, none))
    return GatewaySettings(port=0, certificate=folder / "cert.pem", key=folder / "key.pem")


DAY = datetime.timedelta(days=1)


async def test_with_a_certificate_everything_is_encrypted(tmp_path: Path) -> None:
    settings = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=str(settings.certificate))
    async with room(settings=settings) as at:
        assert at.gateway.url.startswith("https://127.0.0.1:")
        async with connect(at.address, tls=trusting, origin=at.gateway.url) as client:
            await client.hello(await client.pair(at.gateway.new_pairing_code()))
        with pytest.raises(GatewayError):
            async with connect(at.address.replace("wss", "ws")):
                pass


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.7.4", "::", "scribe.clinic.example"])
def test_beyond_this_device_a_certificate_is_needed(host: str) -> None:
    with pytest.raises(GatewayError, match=r"gateway\.certificate"):
        encryption(GatewaySettings(host=host), None)


def test_half_a_certificate_is_none(tmp_path: Path) -> None:
    with pytest.raises(GatewayError, match="both"):
        encryption(GatewaySettings(certificate=tmp_path / "cert.pem"), tmp_path)


def test_a_certificate_that_is_missing_or_not_one_is_named(tmp_path: Path) -> None:
    settings = certificate(tmp_path)
    (tmp_path / "key.pem").write_text("not a key")
    with pytest.raises(GatewayError, match=r"cert\.pem"):
        encryption(settings, None)
    (tmp_path / "cert.pem").unlink()
    with pytest.raises(GatewayError, match=r"No such file"):
        encryption(settings, None)


def test_on_loopback_nothing_is_made(tmp_path: Path) -> None:
    assert encryption(GatewaySettings(), tmp_path / "tls") is None
    assert not (tmp_path / "tls").exists()


async def test_a_tablet_that_installed_the_devices_authority_trusts_it(tmp_path: Path) -> None:
    settings = GatewaySettings(host="0.0.0.0", port=0, allowed_hosts=("scribe.local:8443",))
    async with room(settings=settings, authority_folder=tmp_path / "tls") as at:
        authority = tmp_path / "tls" / "authority.crt"
        trusting = ssl.create_default_context(cafile=str(authority))
        address = f"wss://127.0.0.1:{at.port}"
        async with connect(address, tls=trusting, origin=f"https://127.0.0.1:{at.port}") as client:
            await client.hello(await client.pair(at.gateway.new_pairing_code()))
        with pytest.raises(GatewayError, match="SSLCertVerificationError"):
            async with connect(address, tls=ssl.create_default_context(), origin=f"https://127.0.0.1:{at.port}"):
                pass
        with pytest.raises(GatewayError):
            async with connect(f"ws://127.0.0.1:{at.port}"):
                pass
        assert at.gateway.url.startswith("https://scribe.local:")
        assert len(at.gateway.fingerprint.split(":")) == 32


def test_the_certificate_holds_every_name_a_tablet_may_use() -> None:
    settings = GatewaySettings(host="192.168.7.4", allowed_hosts=("scribe.clinic.lan:443", "room-2.local"))
    assert names(settings)[:3] == ["scribe.clinic.lan", "room-2.local", "192.168.7.4"]


def test_a_certificate_that_was_replaced_is_taken_up_while_running(tmp_path: Path) -> None:
    used = encryption(certificate(tmp_path), None)
    assert used is not None
    renew(certificate(tmp_path), used)
    (tmp_path / "key.pem").write_text("not a key")
    with pytest.raises(GatewayError):
        renew(GatewaySettings(certificate=used.certificate, key=used.key), used)
