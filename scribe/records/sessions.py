"""One row a session: what it is, where it stands, what the chart knew. Works inside the caller's transaction."""

from typing import Any

import msgspec

from scribe import events as ev
from scribe.chart import Chart
from scribe.errors import SoundGoneError, StoreError
from scribe.records.connection import Db
from scribe.session.machine import INTERRUPTED

Source = dict[str, Any]
"""What was played instead of the room: kind, name, sha256."""


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    state: ev.SessionState
    room: str
    created_at: str
    """UTC, ISO 8601, as the two below."""
    started_at: str | None
    ended_at: str | None
    format: str
    """The note's format, such as DAP."""
    modality: str | None
    client: str | None
    """As the chart names them."""
    source: Source | None
    """None: the room itself."""
    part_of: str | None = None
    """The session that this one is the other half of."""


COLUMNS = (
    "SELECT id, state, room, created_at, started_at, ended_at, format, modality, chart ->> '$.client', source,"
    " (SELECT halves.session FROM halves WHERE halves.other = sessions.id) FROM sessions"
)


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """What a session begins with, and what a bulk export's session.json keeps of it. Fields as in `SessionRow`."""

    id: str
    room: str
    format: str
    modality: str | None
    chart: Chart
    created_at: str
    source: Source | None = None


def create(db: Db, new: NewSession, wrapped_key: bytes, words_key: bytes) -> None:
    """StoreError where there is one of its id."""
    if db.execute("SELECT 1 FROM sessions WHERE id = ?", (new.id,)).fetchone():
        raise StoreError(f"There is a session {new.id} already.", "Start one with a new id.")
    played = msgspec.json.encode(new.source).decode() if new.source is not None else None
    db.execute(
        "INSERT INTO sessions (id, state, room, created_at, format, modality, chart, source, wrapped_key,"
        " words_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new.id,
            ev.SessionState.CREATED,
            new.room,
            new.created_at,
            new.format,
            new.modality,
            msgspec.json.encode(new.chart).decode(),
            played,
            wrapped_key,
            words_key,
        ),
    )


def one(db: Db, session: str) -> SessionRow:
    found = db.execute(f"{COLUMNS} WHERE id = ?", (session,)).fetchone()
    if not found:
        raise unknown(session)
    return _row(found)


def ids(db: Db) -> frozenset[str]:
    return frozenset(id for (id,) in db.execute("SELECT id FROM sessions"))


def halves_of(db: Db, session: str) -> list[str]:
    """Sessions that are part of this one."""
    return [other for (other,) in db.execute("SELECT other FROM halves WHERE session = ? ORDER BY other", (session,))]


def wholes(db: Db) -> list[str]:
    """Sessions that another one is part of."""
    return [session for (session,) in db.execute("SELECT DISTINCT session FROM halves ORDER BY session")]


def newest(db: Db, limit: int) -> list[SessionRow]:
    found = db.execute(f"{COLUMNS} ORDER BY created_at DESC, rowid DESC LIMIT ?", (limit,))
    return [_row(row) for row in found]


def interrupted(db: Db) -> SessionRow | None:
    """The newest session that was cut off before its note."""
    marks = ", ".join("?" * len(INTERRUPTED))
    found = db.execute(
        f"{COLUMNS} WHERE state IN ({marks}) ORDER BY created_at DESC, rowid DESC LIMIT 1", INTERRUPTED
    ).fetchone()
    return _row(found) if found else None


def chart(db: Db, session: str) -> Chart:
    found = db.execute("SELECT chart FROM sessions WHERE id = ?", (session,)).fetchone()
    if not found:
        raise unknown(session)
    return msgspec.json.decode(found[0], type=Chart)


def wrapped_key(db: Db, session: str) -> bytes:
    found = db.execute("SELECT wrapped_key FROM sessions WHERE id = ?", (session,)).fetchone()
    if not found:
        raise unknown(session)
    if not found[0]:
        raise SoundGoneError(f"The sound of session {session} was destroyed.", "Its note is kept.")
    return bytes(found[0])


def words_key(db: Db, session: str) -> bytes | None:
    """Wrapped. None: a session of before there were any, or its words were destroyed."""
    found = db.execute("SELECT words_key FROM sessions WHERE id = ?", (session,)).fetchone()
    return bytes(found[0]) if found and found[0] else None


def forget_key(db: Db, session: str) -> None:
    """Crypto-shredding: without its key the session's sound is noise, wherever a copy of it may lie."""
    db.execute("UPDATE sessions SET wrapped_key = x'' WHERE id = ?", (session,))


def keep_key(db: Db, session: str, wrapped_key: bytes) -> None:
    db.execute("UPDATE sessions SET wrapped_key = ? WHERE id = ?", (wrapped_key, session))


def without_sound(db: Db) -> list[str]:
    """Sessions whose sound was destroyed."""
    return [id for (id,) in db.execute("SELECT id FROM sessions WHERE length(wrapped_key) = 0")]


def with_words_signed_before(db: Db, until: str) -> list[str]:
    """Signed sessions, none of them half of another one, whose words are still there and whose newest signature is from
    before `until` (UTC, ISO 8601)."""
    found = db.execute(
        "SELECT id FROM sessions WHERE words_key <> x'' AND id NOT IN (SELECT other FROM halves)"
        " AND (SELECT max(CAST(body AS TEXT) ->> '$.signed_at') FROM events"
        " WHERE session = sessions.id AND type = 'signature') < ? ORDER BY created_at",
        (until,),
    )
    return [id for (id,) in found]


def keep_voices(db: Db, session: str, voices: bytes) -> None:
    """Replaces what was kept, while the session is heard."""
    marks = ", ".join("?" * len(INTERRUPTED))
    statement = f"UPDATE sessions SET voices = ? WHERE id = ? AND state IN ({marks})"  # noqa: S608 - marks are "?"
    db.execute(statement, (voices, session, *INTERRUPTED))


def voices(db: Db, session: str) -> bytes | None:
    found = db.execute("SELECT voices FROM sessions WHERE id = ?", (session,)).fetchone()
    return bytes(found[0]) if found and found[0] is not None else None


def forget_voices(db: Db, session: str) -> None:
    db.execute("UPDATE sessions SET voices = NULL WHERE id = ?", (session,))


def unknown(session: str) -> StoreError:
    return StoreError(f"There is no session {session}.", "`scribe sessions` lists them.")


def _row(found: tuple[Any, ...]) -> SessionRow:
    id, state, room, created_at, started_at, ended_at, format, modality, client, source, part_of = found
    return SessionRow(
        id=id,
        state=ev.SessionState(state),
        room=room,
        created_at=created_at,
        started_at=started_at,
        ended_at=ended_at,
        format=format,
        modality=modality,
        client=client,
        source=msgspec.json.decode(source, type=Source) if source else None,
        part_of=part_of,
    )
