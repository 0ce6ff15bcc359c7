"""The device's own authority: made once, kept to private networks; the room's certificate renews itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from scribe.errors import GatewayError
from scribe.gateway.authority import LIFE, Issued, der, fingerprint, issue

NOW = datetime(2026, 3, 12, 14, tzinfo=UTC)
NAMES = ["scribe.clinic.example", "192.168.7.4", "localhost"]


def room_certificate(issued: Issued) -> x509.Certificate:
    return x509.load_pem_x509_certificates(issued.certificate.read_bytes())[0]


def test_the_same_certificate_is_kept_until_a_month_before_its_end(tmp_path: Path) -> None:
    first = room_certificate(issue(tmp_path, NAMES, NOW))
    authority = (tmp_path / "authority.crt").read_bytes()
    assert room_certificate(issue(tmp_path, NAMES, NOW + LIFE - timedelta(days=31))) == first
    renewed = room_certificate(issue(tmp_path, NAMES, NOW + LIFE - timedelta(days=29)))
    assert renewed.not_valid_after_utc > first.not_valid_after_utc
    assert (tmp_path / "authority.crt").read_bytes() == authority


def test_another_name_is_another_certificate_of_the_same_authority(tmp_path: Path) -> None:
    first = room_certificate(issue(tmp_path, NAMES, NOW))
    second = room_certificate(issue(tmp_path, [*NAMES, "room-2.local"], NOW))
    assert second.issuer == first.issuer
    named = second.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == ["scribe.clinic.example", "localhost", "room-2.local"]


def test_no_certificate_lives_longer_than_browsers_accept(tmp_path: Path) -> None:
    made = room_certificate(issue(tmp_path, NAMES, NOW))
    assert made.not_valid_after_utc - NOW <= timedelta(days=398)


@pytest.mark.parametrize("name", ["bank.example", "8.8.8.8", "2001:4860:4860::8888", "notclinic.example"])
def test_the_authority_signs_for_no_foreign_name(tmp_path: Path, name: str) -> None:
    issue(tmp_path, ["scribe.clinic.example"], NOW)
    with pytest.raises(GatewayError, match="may not sign"):
        issue(tmp_path, ["scribe.clinic.example", name], NOW)


def test_nobody_else_may_read_the_keys(tmp_path: Path) -> None:
    issue(tmp_path / "tls", NAMES, NOW)
    assert (tmp_path / "tls").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "tls").iterdir())


@pytest.mark.parametrize("broken", ["authority.crt", "authority.key", "room.crt"])
def test_a_damaged_file_is_named_with_the_next_step(tmp_path: Path, broken: str) -> None:
    issue(tmp_path, NAMES, NOW)
    (tmp_path / broken).write_text("not one")
    with pytest.raises(GatewayError, match="Remove that folder"):
        issue(tmp_path, [*NAMES, "room-2.local"] if broken == "authority.key" else NAMES, NOW)


def test_the_fingerprint_is_of_what_is_installed(tmp_path: Path) -> None:
    issued = issue(tmp_path, NAMES, NOW)
    installed = x509.load_der_x509_certificate(der(issued.authority))
    assert installed.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert len(fingerprint(issued.authority).split(":")) == 32
    assert fingerprint(issued.authority) != fingerprint(issued.certificate)
