"""Taking a session out of the record, and everything derived from it. Works inside the caller's transaction."""

from collections.abc import Iterable

import msgspec

from scribe.records import outbox
from scribe.records.connection import Db
from scribe.records.keys import Keys

DERIVED = (
    "notes",
    "consents",
    "redactions",
    "note_index",
    "clinic_outbox",
    "halves",
    "events",
)
"""Every table with a session's rows. A test compares this with the schema."""


def remove(db: Db, keys: Keys, session: str, actor: str, kind: str, reason: str, at: str) -> None:
    """Nothing of it is left but a line in the destruction log, under its pseudonym; and, where it may be in the
    clinic's other rooms, the order that destroys it there."""
    shared = outbox.has(db, session)
    for table in DERIVED:
        db.execute(f"DELETE FROM {table} WHERE session = ?", (session,))  # noqa: S608 - names from this file
    db.execute("DELETE FROM sessions WHERE id = ?", (session,))
    _told(db, at, actor, keys.pseudonym(session), kind, reason)
    if shared:
        outbox.add(db, session, outbox.DESTROYED)


def log_private_notes(db: Db, keys: Keys, name: str, actor: str, reason: str, at: str) -> None:
    """The clinician's own notes about a client are destroyed, which lie apart: the log keeps when and why."""
    _told(db, at, actor, keys.pseudonym(name), "private notes", reason)


def remove_client(db: Db, keys: Keys, name: str, actor: str, reason: str, at: str) -> None:
    """What the record knows of a client, when their sessions are gone: nothing is left but a line under a pseudonym."""
    db.execute("DELETE FROM clients WHERE name = ?", (name,))
    _told(db, at, actor, keys.pseudonym(name), "client", reason)


def _told(db: Db, *row: str) -> None:
    db.execute("INSERT INTO destruction_log (at, actor, subject, kind, reason) VALUES (?, ?, ?, ?, ?)", row)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Of the destruction log."""

    at: str
    actor: str
    subject: str
    """Keyed pseudonym of the session or client."""
    kind: str
    reason: str


def log(db: Db) -> list[Line]:
    """Oldest first."""
    found = db.execute("SELECT at, actor, subject, kind, reason FROM destruction_log ORDER BY seq")
    return [Line(**dict(zip(Line.__struct_fields__, row, strict=True))) for row in found]


def take_in(db: Db, lines: Iterable[Line]) -> None:
    """Of the store that a record was imported from, once."""
    known = {msgspec.structs.astuple(line) for line in log(db)}
    for row in map(msgspec.structs.astuple, lines):
        if row not in known:
            _told(db, *row)
