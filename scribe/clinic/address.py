"""Where the clinic's PostgreSQL is, and how it is reached: TLS with a checked name, or this machine."""

from typing import Any

from scribe.clinic.driver import psycopg
from scribe.config import RecordsSettings
from scribe.errors import ClinicError
from scribe.gateway.door import is_loopback
from scribe.room.credentials import CLINIC_PASSWORD, sealed_text

CONNECT_S = 5
"""For each address that the name has."""

QUIET_MS = 10_000
"""What was sent and is not acknowledged for so long: the connection is lost (TCP_USER_TIMEOUT)."""


def parameters(settings: RecordsSettings) -> dict[str, Any]:
    """What libpq is told. Raises ClinicError for an address that can't be read."""
    assert settings.replicate is not None
    try:
        given = psycopg.conninfo.conninfo_to_dict(settings.replicate.get_secret_value())
    except psycopg.ProgrammingError:
        given = {}
    hosts = ",".join(str(given[key]) for key in ("host", "hostaddr") if given.get(key))
    if not hosts:  # libpq would take one from its environment
        raise ClinicError("records.replicate names no PostgreSQL host.", "Write it postgresql://USER@HOST/DATABASE.")
    told = {**given, "connect_timeout": CONNECT_S, "tcp_user_timeout": QUIET_MS, "application_name": "scribe"}
    if password := sealed_text(CLINIC_PASSWORD):
        told["password"] = password
    if settings.replicate_authority:
        told["sslrootcert"] = str(settings.replicate_authority)
    if settings.replicate_authority or not _is_here(hosts):
        told["sslmode"] = "verify-full"
        told.setdefault("sslrootcert", "system")
    return told


def _is_here(hosts: str) -> bool:
    """A socket of this machine, or its loopback."""
    return all(host.startswith("/") or is_loopback(host) for host in hosts.split(","))
