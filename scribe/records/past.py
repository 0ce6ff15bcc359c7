"""Earlier notes as they stand, from the store. Works inside the caller's transaction."""

from typing import Any

import msgspec

from scribe import events as ev
from scribe.chart import Chart
from scribe.practice.brief import brief
from scribe.practice.past import Past
from scribe.practice.report import Entry
from scribe.records import clients, sessions
from scribe.records.connection import Db

_NOTE = "SELECT body FROM notes WHERE session = ? AND final = 1 ORDER BY seq DESC LIMIT 1"
_SIGNED = "SELECT body FROM events WHERE session = ? AND type = 'signature' ORDER BY seq LIMIT 1"


def notes_of(db: Db, client: str) -> list[Past]:
    """Oldest first. A signed note is read from what was signed; an unsigned one as it was drafted."""
    found = db.execute(
        "SELECT id, coalesce(started_at, created_at), state FROM sessions WHERE chart ->> '$.client' = ?"
        " AND id NOT IN (SELECT other FROM halves) ORDER BY created_at, rowid",
        (client,),
    ).fetchall()
    built = [
        Past(session=id, date=at[:10], state=ev.SessionState(state), sections=_sections(db, id))
        for id, at, state in found
    ]
    return [note for note in built if note.sections]


def _sections(db: Db, session: str) -> tuple[ev.Section, ...]:
    signed = db.execute(_SIGNED, (session,)).fetchone()
    if signed:
        event = ev.decode(signed[0])
        assert isinstance(event, ev.Signature)
        document: dict[str, Any] = msgspec.json.decode(event.document)
        return msgspec.convert(document["sections"], tuple[ev.Section, ...])
    drafted = db.execute(_NOTE, (session,)).fetchone()
    return msgspec.json.decode(drafted[0], type=tuple[ev.Section, ...]) if drafted else ()


def brief_of(db: Db, client: str) -> dict[str, Any]:
    """What a clinician wants to know before a session with this client (`practice/brief.py`)."""
    known, rows = clients.get(db, client), clients.sessions_of(db, client)
    chart = sessions.chart(db, rows[-1]["id"]) if rows else Chart(client=client)
    goals = known.plan.goals if known.plan else chart.goals
    found = brief(notes_of(db, client), msgspec.structs.replace(chart, goals=goals))
    return {**found, "plan_review_due": known.plan.review_due if known.plan else None}


def entries(db: Db, first: str, last: str) -> list[Entry]:
    """The sessions of a period, both days (YYYY-MM-DD) included, oldest first."""
    found = db.execute(
        "SELECT id, coalesce(chart ->> '$.client', ''), coalesce(started_at, created_at), state, ended_at,"
        " report -> '$.missing', coalesce(report ->> '$.timing.heard_s', 0) FROM sessions"
        " WHERE substr(coalesce(started_at, created_at), 1, 10) BETWEEN ? AND ?"
        " AND id NOT IN (SELECT other FROM halves) ORDER BY created_at",
        (first, last),
    ).fetchall()
    return [
        Entry(
            session=id,
            client=client,
            date=at[:10],
            state=state,
            ended_at=ended_at,
            signed_at=_signed_at(db, id),
            heard_s=float(heard_s),
            missing=tuple(item["element"] for item in msgspec.json.decode(missing)) if missing else (),
        )
        for id, client, at, state, ended_at, missing, heard_s in found
    ]


def _signed_at(db: Db, session: str) -> str | None:
    found = db.execute(_SIGNED, (session,)).fetchone()
    event = ev.decode(found[0]) if found else None
    return event.signed_at if isinstance(event, ev.Signature) else None


def search(db: Db, words: str, limit: int) -> list[tuple[str, str]]:
    """(session, where the words stand), the best first. Every word must be in the note."""
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    if not quoted:
        return []
    found = db.execute(
        "SELECT session, snippet(note_index, 1, '', '', '…', 16) FROM note_index WHERE note_index MATCH ?"
        " ORDER BY rank LIMIT ?",
        (quoted, limit),
    )
    return [(session, text) for session, text in found]
