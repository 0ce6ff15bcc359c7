"""The PostgreSQL driver: an extra, since a room that stands alone needs none."""

from scribe.errors import MissingPartError

__all__ = ["psycopg"]

try:
    import psycopg
except ImportError:
    raise MissingPartError(
        "The driver for the clinic's PostgreSQL is not installed.", "Run: pip install 'scribe-ambient[clinic]'"
    ) from None
