"""What leaves for the clinic's other rooms: one row for each signed entry, in the order in which they were signed.

A row is written in the transaction of the signature that it names (a transactional outbox): one is never there without
the other. Nothing here is marked as sent, since the clinic's database counts what it has taken (clinic/server.py):
after a crash on either side it is asked, and the next row follows. Works inside the caller's transaction.
"""

import secrets

import msgspec

from scribe import events as ev
from scribe.records import sessions
from scribe.records.connection import Db

DESTROYED = 0
"""In the place of a signature's number: the session is gone, and its copy is to go as well."""

MARK_BYTES = 8


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    """From 1, growing; never used twice."""
    mark: bytes
    """Random, of this row alone."""
    session: str
    seq: int
    client: str = ""
    """As the chart names them."""
    room: str = ""
    signature: ev.Signature | None = None
    """None: the session was destroyed."""


def add(db: Db, session: str, seq: int) -> None:
    mark = secrets.token_bytes(MARK_BYTES)
    db.execute("INSERT INTO clinic_outbox (session, seq, mark) VALUES (?, ?, ?)", (session, seq, mark))


def has(db: Db, session: str) -> bool:
    """Whether anything of it has left, or is about to."""
    return db.execute("SELECT 1 FROM clinic_outbox WHERE session = ? LIMIT 1", (session,)).fetchone() is not None


def after(db: Db, number: int, most: int) -> list[Outgoing]:
    """In order, those after `number`, at most so many."""
    found = db.execute(
        "SELECT o.number, o.mark, o.session, o.seq, e.body FROM clinic_outbox o"
        " LEFT JOIN events e ON e.session = o.session AND e.seq = o.seq WHERE o.number > ? ORDER BY o.number LIMIT ?",
        (number, most),
    ).fetchall()
    return [_outgoing(db, *row) for row in found]


def _outgoing(db: Db, number: int, mark: bytes, session: str, seq: int, body: bytes | None) -> Outgoing:
    row = Outgoing(number=number, mark=bytes(mark), session=session, seq=seq)
    if body is None:
        return row
    event = ev.decode(body)
    assert isinstance(event, ev.Signature)
    kept = sessions.one(db, session)
    return msgspec.structs.replace(row, client=kept.client or "", room=kept.room, signature=event)


def waiting(db: Db, number: int) -> int:
    """How many come after `number`."""
    return int(db.execute("SELECT count(*) FROM clinic_outbox WHERE number > ?", (number,)).fetchone()[0])


def continues(db: Db, number: int, mark: bytes) -> bool:
    """Whether this store gave that row, or goes on from it. False in an older copy of it that was put back."""
    if number == 0:
        return True
    (last,) = db.execute("SELECT coalesce(max(number), 0) FROM clinic_outbox").fetchone()
    found = db.execute("SELECT mark FROM clinic_outbox WHERE number = ?", (number,)).fetchone()
    return bool(last >= number and (found is None or bytes(found[0]) == mark))


def sender(db: Db) -> str:
    return str(db.execute("SELECT id FROM clinic_sender").fetchone()[0])


def new_sender(db: Db) -> str:
    """For a store that was put back to an earlier day: what it sends from now on is counted from the beginning."""
    id = secrets.token_hex(MARK_BYTES)
    db.execute("UPDATE clinic_sender SET id = ?", (id,))
    return id
