"""What the events amount to, in tables one can ask: the same fold as `session.transcript`, in SQL.

Written in the same transaction as the event. What was said is in none of them: it lies in the log alone, under a key of
its session's own (`words.py`).
"""

from typing import Any

import msgspec

from scribe import events as ev
from scribe.records.connection import Db


def apply(db: Db, event: ev.AnyEvent) -> None:
    """Inside the caller's transaction; `event` is stored and scrubbed already."""
    match event:
        case ev.Session():
            _session(db, event)
        case ev.Consent():
            _consent(db, event)
        case ev.Note():
            _note(db, event)
        case ev.Redaction():
            _redaction(db, event)
        case ev.Merge():
            db.execute("INSERT OR REPLACE INTO halves (other, session) VALUES (?, ?)", (event.other, event.session))
        case ev.Split():
            db.execute("DELETE FROM halves WHERE other = ? AND session = ?", (event.other, event.session))
        case ev.Signature():
            _signature(db, event)
        case _:
            pass


def _session(db: Db, event: ev.Session) -> None:
    db.execute(
        "UPDATE sessions SET state = ?, started_at = coalesce(?, started_at), ended_at = coalesce(?, ended_at)"
        " WHERE id = ?",
        (event.state, event.started_at, event.ended_at, event.session),
    )


def _consent(db: Db, event: ev.Consent) -> None:
    db.execute(
        "INSERT INTO consents (session, seq, name, role, purpose, how, given_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (event.session, event.seq, event.name, event.role, event.purpose, event.how, event.given_at),
    )


def _note(db: Db, event: ev.Note) -> None:
    """One row a revision. A note rewritten by a strike takes the place of the row it had."""
    db.execute(
        "INSERT OR REPLACE INTO notes (session, seq, revision, engine, final, format, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (event.session, event.seq, event.revision, event.engine, event.final, event.format, _json(event.sections)),
    )
    if event.final:
        _index(db, event.session, event.sections)


def _signature(db: Db, event: ev.Signature) -> None:
    """What was signed is what is found; an addendum is found as well."""
    document: dict[str, Any] = msgspec.json.decode(event.document)
    if "sections" in document:
        _index(db, event.session, msgspec.convert(document["sections"], tuple[ev.Section, ...]))
    if event.text:
        db.execute("UPDATE note_index SET text = text || ' ' || ? WHERE session = ?", (event.text, event.session))


def _index(db: Db, session: str, sections: tuple[ev.Section, ...]) -> None:
    text = " ".join(statement.text for section in sections for statement in section.statements)
    db.execute("DELETE FROM note_index WHERE session = ?", (session,))
    db.execute("INSERT INTO note_index (session, text) VALUES (?, ?)", (session, text))


def _redaction(db: Db, event: ev.Redaction) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO redactions (session, utterance, seq, reason) VALUES (?, ?, ?, ?)",
        [(event.session, utterance, event.seq, event.reason) for utterance in event.utterances],
    )


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
