"""Earlier notes as they stand, from the store. Works inside the caller's transaction."""

from datetime import date, timedelta
from typing import Any

import msgspec

from scribe import events as ev
from scribe.chart import Chart
from scribe.notes.formats.header import left_out
from scribe.practice.brief import brief
from scribe.practice.lines import Topics, series
from scribe.practice.past import Past
from scribe.practice.report import Entry
from scribe.records import clients, sessions
from scribe.records.connection import Db
from scribe.session.review import Review
from scribe.wall_clock import local_day

_NOTE = "SELECT body FROM notes WHERE session = ? AND final = 1 ORDER BY seq DESC LIMIT 1"
_SIGNED = "SELECT body FROM events WHERE session = ? AND type = 'signature' ORDER BY seq"


def notes_of(db: Db, client: str) -> list[Past]:
    """Oldest first. A signed note is read from what was signed; an unsigned one as it was drafted."""
    found = db.execute(
        "SELECT id, coalesce(started_at, created_at), state FROM sessions WHERE chart ->> '$.client' = ?"
        " AND id NOT IN (SELECT other FROM halves) ORDER BY created_at, rowid",
        (client,),
    ).fetchall()
    built = [
        Past(session=id, date=local_day(at), state=ev.SessionState(state), sections=_sections(db, id))
        for id, at, state in found
    ]
    return [note for note in built if note.sections]


def _sections(db: Db, session: str) -> tuple[ev.Section, ...]:
    signatures = _signatures(db, session)
    return _signed_sections(signatures[0]) if signatures else _drafted(db, session)


def _signed_sections(signature: ev.Signature) -> tuple[ev.Section, ...]:
    document: dict[str, Any] = msgspec.json.decode(signature.document)
    return msgspec.convert(document["sections"], tuple[ev.Section, ...])


def _drafted(db: Db, session: str) -> tuple[ev.Section, ...]:
    found = db.execute(_NOTE, (session,)).fetchone()
    return msgspec.json.decode(found[0], type=tuple[ev.Section, ...]) if found else ()


def _signatures(db: Db, session: str) -> list[ev.Signature]:
    """The first one stands under the note itself."""
    events = (ev.decode(body) for (body,) in db.execute(_SIGNED, (session,)))
    return [event for event in events if isinstance(event, ev.Signature)]


def brief_of(db: Db, client: str, topics: Topics) -> dict[str, Any]:
    """What a clinician wants to know before a session with this client (`practice/brief.py`)."""
    known, rows = clients.get(db, client), clients.sessions_of(db, client)
    chart = sessions.chart(db, rows[-1]["id"]) if rows else Chart(client=client)
    goals = known.plan.goals if known.plan else chart.goals
    found = brief(notes_of(db, client), msgspec.structs.replace(chart, goals=goals), topics)
    return {**found, "plan_review_due": known.plan.review_due if known.plan else None}


def lines_of(db: Db, client: str, topics: Topics) -> dict[str, Any]:
    """A client's measures, symptoms and goals over time (`practice/lines.py`)."""
    known, rows = clients.get(db, client), clients.sessions_of(db, client)
    goals = known.plan.goals if known.plan else sessions.chart(db, rows[-1]["id"]).goals if rows else ()
    return series(notes_of(db, client), goals, topics)


def entries(db: Db, first: date, last: date) -> list[Entry]:
    """The sessions of a period by the clinic's clock, both days included, oldest first."""
    # Stamps are UTC, and a clinic's day is up to 14 hours off: a day more on either side, then by its own clock.
    around = ((day + timedelta(days=more)).isoformat() for day, more in ((first, -1), (last, 1)))
    found = db.execute(
        "SELECT id, coalesce(chart ->> '$.client', ''), coalesce(started_at, created_at), state, started_at, ended_at,"
        " report -> '$.missing', report ->> '$.timing.heard_s', report ->> '$.timing.unheard' FROM sessions"
        " WHERE substr(coalesce(started_at, created_at), 1, 10) BETWEEN ? AND ?"
        " AND id NOT IN (SELECT other FROM halves) ORDER BY created_at",
        tuple(around),
    ).fetchall()
    built = [_entry(db, *row) for row in found]
    return [entry for entry in built if first.isoformat() <= entry.date <= last.isoformat()]


def _entry(
    db: Db,
    session: str,
    client: str,
    at: str,
    state: str,
    started_at: str | None,
    ended_at: str | None,
    missing: str | None,
    heard_s: float | None,
    unheard: int | None,
) -> Entry:
    signatures = _signatures(db, session)
    lacks = [item["element"] for item in msgspec.json.decode(missing)] if missing else []
    if signatures:
        gone = left_out(_drafted(db, session), _signed_sections(signatures[0]))
        lacks += [name for name in (*gone, *_unsettled(signatures)) if name not in lacks]
    return Entry(
        session=session,
        client=client,
        date=local_day(at),
        state=state,
        started_at=started_at,
        ended_at=ended_at,
        signed_at=signatures[0].signed_at if signatures else None,
        heard_s=None if heard_s is None or unheard else float(heard_s),
        missing=tuple(lacks),
    )


def _unsettled(signatures: list[ev.Signature]) -> tuple[str, ...]:
    """What an auditor would miss of the signatures themselves."""
    anonymous = not all(signature.credentials for signature in signatures)
    awaited = Review(signatures=signatures).awaited()
    return (*(("credentials",) if anonymous else ()), *(("co-signature",) if awaited else ()))


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
