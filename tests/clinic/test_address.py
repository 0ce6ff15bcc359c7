"""How the clinic's database is reached: with TLS beyond this machine, and never by an accident of the environment."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from scribe.clinic.address import parameters
from scribe.config import RecordsSettings
from scribe.errors import ClinicError


def of(address: str, authority: Path | None = None) -> RecordsSettings:
    return RecordsSettings(replicate=SecretStr(address), replicate_authority=authority)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://scribe@records.clinic.lan/scribe",
        "postgresql://scribe@records.clinic.lan/scribe?sslmode=disable",
        "postgresql://scribe@localhost,10.0.0.3/scribe",
        "postgresql://scribe@localhost/scribe?hostaddr=10.0.0.3",
    ],
)
def test_another_machine_proves_its_name(address: str) -> None:
    told = parameters(of(address))
    assert (told["sslmode"], told["sslrootcert"]) == ("verify-full", "system")
    assert parameters(of(address, Path("/etc/ca.crt")))["sslrootcert"] == "/etc/ca.crt"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "%2Frun%2Fpostgresql"])
def test_this_machine_needs_no_certificate(host: str) -> None:
    assert "sslmode" not in parameters(of(f"postgresql://scribe@{host}/scribe"))


@pytest.mark.parametrize("address", ["postgresql:///scribe", "postgresql://h/d?nonsense=1"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(ClinicError, match=r"records\.replicate"):
        parameters(of(address))


def test_another_kind_of_database_is_refused_with_the_settings() -> None:
    with pytest.raises(ValidationError, match="postgresql://"):
        of("mysql://h/d")


def test_the_sealed_password_goes_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scribe-clinic-password").write_text("sealed\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert parameters(of("postgresql://scribe:written@localhost/d"))["password"] == "sealed"
