"""Does the store still hold what was put in it? Every page, every event's place, every audit row."""

from collections.abc import Callable

import sqlcipher3

from scribe.records import audit, event_log
from scribe.records.connection import Db


def findings(db: Db, audit_key: bytes) -> list[str]:
    """One line each; empty: whole. A damaged page does not keep the other checks from running."""
    return [
        *_attempted("pages", lambda: _pragma(db, "cipher_integrity_check")),
        *_attempted("tables", lambda: _tables(db)),
        *_attempted("events", lambda: event_log.findings(db)),
        *_attempted("signatures", lambda: event_log.signature_findings(db)),
        *_attempted("audit", lambda: audit.findings(db, audit_key)),
    ]


def _attempted(what: str, check: Callable[[], list[str]]) -> list[str]:
    try:
        return check()
    except sqlcipher3.Error as error:
        return [f"{what}: can't be read ({getattr(error, 'sqlite_errorname', type(error).__name__)})."]


def _tables(db: Db) -> list[str]:
    checked = [line for line in _pragma(db, "integrity_check") if line != "tables: ok."]
    strays = db.execute("PRAGMA foreign_key_check").fetchall()
    return [*checked, *(f"tables: a row of {table} belongs to no session." for table, *_ in strays)]


def _pragma(db: Db, name: str) -> list[str]:
    """The lines it answers: none from `cipher_integrity_check` and `ok` from `integrity_check` mean whole."""
    part = "pages" if name.startswith("cipher") else "tables"
    return [f"{part}: {line}." for (line,) in db.execute(f"PRAGMA {name}")]
