"""Does the store still hold what was put in it? Every page, every event's place, every audit row."""

from collections.abc import Callable

import sqlcipher3

from scribe.records import audit, event_log
from scribe.records.connection import Db


def findings(db: Db, audit_key: bytes, words_key: event_log.WordsKey, head: audit.Head | None = None) -> list[str]:
    """One line each; empty: whole. A damaged page does not keep the other checks from running."""
    pages = _attempted("pages", lambda: _pragma(db, "cipher_integrity_check"))
    return [
        *pages,
        *(_affected(db) if pages else ()),
        *_attempted("tables", lambda: _tables(db)),
        *_attempted("events", lambda: event_log.findings(db, words_key)),
        *_attempted("signatures", lambda: event_log.signature_findings(db)),
        *_attempted("audit", lambda: audit.findings(db, audit_key, head)),
    ]


def _affected(db: Db) -> list[str]:
    """What a damaged page takes with it: each session and table of which a row can't be read."""
    found: list[str] = []
    names = _attempted(
        "tables", lambda: [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    )
    for table in names:
        try:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            if "session" not in columns:
                db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - a name from the schema
                continue
        except sqlcipher3.Error:
            found.append(f"affected: {table}.")
            continue
        found += _affected_sessions(db, table)
    return found


def _affected_sessions(db: Db, table: str) -> list[str]:
    found = []
    try:
        sessions = [id for (id,) in db.execute("SELECT id FROM sessions")]
    except sqlcipher3.Error:
        return [f"affected: {table}."]
    for session in sessions:
        try:
            db.execute(f"SELECT * FROM {table} WHERE session = ?", (session,)).fetchall()  # noqa: S608
        except sqlcipher3.Error:
            found.append(f"affected: {table} of session {session}.")
    return found


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
