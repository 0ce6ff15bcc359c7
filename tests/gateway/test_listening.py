"""Plain text on this device only; a certificate for the rest; errors name the next step."""

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
from scribe.gateway.listening import listen, tls, url_of
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
        tls(GatewaySettings(host=host))


def test_half_a_certificate_is_none(tmp_path: Path) -> None:
    with pytest.raises(GatewayError, match="both"):
        tls(GatewaySettings(certificate=tmp_path / "cert.pem"))


def test_a_certificate_that_is_missing_or_not_one_is_named(tmp_path: Path) -> None:
    settings = certificate(tmp_path)
    (tmp_path / "key.pem").write_text("not a key")
    with pytest.raises(GatewayError, match=r"cert\.pem"):
        tls(settings)
    (tmp_path / "cert.pem").unlink()
    with pytest.raises(GatewayError, match=r"No such file"):
        tls(settings)


def test_an_address_of_another_machine_can_not_be_taken() -> None:
    with pytest.raises(GatewayError, match=r"gateway\.host"):
        listen(GatewaySettings(host="192.0.2.1"), any_port=False)
    with pytest.raises(GatewayError, match=r"gateway\.host"):
        listen(GatewaySettings(host="no-such-name.invalid"), any_port=False)


def test_the_address_to_type_into_a_tablet() -> None:
    assert url_of(GatewaySettings(), 8443, secure=False) == "http://127.0.0.1:8443"
    assert url_of(GatewaySettings(host="::1"), 1, secure=True) == "https://[::1]:1"
    everywhere = GatewaySettings(host="0.0.0.0", allowed_hosts=("scribe.clinic.example",))
    assert url_of(everywhere, 443, secure=True) == "https://scribe.clinic.example:443"
