"""The device's own certificate authority, for rooms whose clinic has none. X.509 as RFC 5280 has it.

The authority is made once and installed on each tablet; the room's certificate is signed by it and renewed by itself.
Name constraints keep the authority to private networks: even its stolen key makes no bank's certificate.
"""

import contextlib
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from scribe.errors import GatewayError

AUTHORITY_LIFE = timedelta(days=3650)
LIFE = timedelta(days=397)
"""Of a room's certificate. Apple's systems accept 825 days of an authority that a person installed, others 397."""

RENEW_BEFORE = timedelta(days=30)
CLOCK_SLACK = timedelta(days=1)
"""A tablet's clock may be behind."""

PRIVATE_NAMES = ("localhost", "local", "lan", "internal", "home.arpa")
PRIVATE_NETWORKS = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
    *("::1/128", "fc00::/7", "fe80::/10"),
)
_NEW = "Remove that folder to make a new authority, and install it on the tablets again."


@dataclass(frozen=True, slots=True)
class Issued:
    """PEM files."""

    authority: Path
    certificate: Path
    key: Path


def issue(folder: Path, names: Sequence[str], now: datetime | None = None) -> Issued:
    """The room's certificate for `names` (hosts and addresses), made or renewed where that is needed.

    Raises GatewayError when the folder can't be used or a name lies outside what the authority may sign.
    """
    now = now or datetime.now(UTC)
    issued = Issued(folder / "authority.crt", folder / "room.crt", folder / "room.key")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority, authority_key = _authority(folder, names, now)
        if not _good(issued, authority, names, now):
            certificate, key = _sign(authority, authority_key, names, now)
            _write_key(issued.key, key)
            _write(issued.certificate, _pem(certificate) + _pem(authority))
    except OSError as error:
        raise GatewayError(f"{folder}: {error.strerror}.", "Check SCRIBE_HOME and its permissions.") from None
    except ValueError:
        raise GatewayError(f"{folder}: a certificate or key there can't be read.", _NEW) from None
    return issued


def fingerprint(certificate: Path) -> str:
    """SHA-256 of the first certificate in the file, as systems show it: pairs of hex digits with colons."""
    digest = x509.load_pem_x509_certificates(certificate.read_bytes())[0].fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def der(certificate: Path) -> bytes:
    """As tablets take it for installing."""
    return x509.load_pem_x509_certificates(certificate.read_bytes())[0].public_bytes(serialization.Encoding.DER)


def _authority(
    folder: Path, names: Sequence[str], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    certificate, key = folder / "authority.crt", folder / "authority.key"
    if certificate.exists():
        return x509.load_pem_x509_certificate(certificate.read_bytes()), _read_key(key)
    made_key = ec.generate_private_key(ec.SECP256R1())
    made = _self_signed(made_key, names, now)
    _write_key(key, made_key)
    _write(certificate, _pem(made))
    return made, made_key


def _self_signed(key: ec.EllipticCurvePrivateKey, names: Sequence[str], now: datetime) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Scribe device {os.urandom(3).hex()}")])
    return (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(now + AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _permitted(names: Sequence[str]) -> list[x509.GeneralName]:
    own = [name for name in map(general, names) if isinstance(name, x509.DNSName)]
    private = [x509.DNSName(name) for name in PRIVATE_NAMES]
    networks = [x509.IPAddress(ipaddress.ip_network(network)) for network in PRIVATE_NETWORKS]
    return [*dict.fromkeys([*private, *own]), *networks]


def _sign(
    authority: x509.Certificate, authority_key: ec.EllipticCurvePrivateKey, names: Sequence[str], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    _refuse_foreign(authority, names)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    built = (
        x509.CertificateBuilder(authority.subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(min(now + LIFE, authority.not_valid_after_utc))
        .add_extension(x509.SubjectAlternativeName(list(map(general, names))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(signer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    return built, key


def _refuse_foreign(authority: x509.Certificate, names: Sequence[str]) -> None:
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    for name in names:
        if not any(_within(general(name), permitted) for permitted in allowed):
            raise GatewayError(f"{name}: this device's authority may not sign for that name.", _NEW)


def _within(name: x509.GeneralName, permitted: x509.GeneralName) -> bool:
    if isinstance(name, x509.IPAddress) and isinstance(permitted, x509.IPAddress):
        return ipaddress.ip_address(str(name.value)) in ipaddress.ip_network(str(permitted.value))
    if isinstance(name, x509.DNSName) and isinstance(permitted, x509.DNSName):
        return name.value == permitted.value or name.value.endswith(f".{permitted.value}")
    return False


def _good(issued: Issued, authority: x509.Certificate, names: Sequence[str], now: datetime) -> bool:
    if not (issued.certificate.exists() and issued.key.exists()):
        return False
    old = x509.load_pem_x509_certificates(issued.certificate.read_bytes())[0]
    with contextlib.suppress(Exception):
        old.verify_directly_issued_by(authority)
        named = old.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return set(named) == set(map(general, names)) and old.not_valid_after_utc - now > RENEW_BEFORE
    return False


def general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError
    return key


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    none = serialization.NoEncryption()  # only this user may read it, as the store's own key
    _write(path, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, none))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a device that is switched off now must still have the old one."""
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
