"""The time of day as records keep it, and as the clinic reads it."""

from datetime import UTC, date, datetime


def utc_now() -> str:
    """UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def local(stamp: str) -> datetime:
    """A record's stamp in the device's own time zone: a session's day and clock are the clinic's. One without a zone is
    UTC. ValueError for what is no stamp."""
    found = datetime.fromisoformat(stamp)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()


def today() -> date:
    """The clinic's."""
    return datetime.now().astimezone().date()


def local_day(stamp: str) -> str:
    """YYYY-MM-DD."""
    return local(stamp).date().isoformat()
