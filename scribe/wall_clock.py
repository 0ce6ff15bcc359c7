"""The time of day as records keep it."""

from datetime import UTC, datetime


def utc_now() -> str:
    """UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
