"""The PostgreSQL driver: an extra, since a room that stands alone needs none."""

import sys

from scribe.errors import MissingPartError

__all__ = ["psycopg"]

try:
    import psycopg
except ImportError:
    raise MissingPartError(
        "The driver for the clinic's PostgreSQL is not installed.",
        f"Run: {sys.prefix}/bin/pip install 'scribe-ambient[clinic]'",
    ) from None
