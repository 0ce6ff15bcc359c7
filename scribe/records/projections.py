"""What the events amount to, in tables one can ask: the same fold as `session.transcript`, in SQL.

Written in the same transaction as the event. `struck` are the session's utterances struck so far: nothing that rests
on one of them gets a row.
"""

from collections.abc import Set
from typing import Any

import msgspec

from scribe import events as ev
from scribe.records.connection import Db


def apply(db: Db, event: ev.AnyEvent, struck: Set[str]) -> None:
    """Inside the caller's transaction; `event` is stored and scrubbed already."""
    match event:
        case ev.Session():
            _session(db, event)
        case ev.Consent():
            _consent(db, event)
        case ev.Words() if event.words and event.utterance not in struck:
            _words(db, event)
        case ev.Utterance() if event.id not in struck:
            _utterance(db, event)
        case ev.Speaker():
            _speaker(db, event, struck)
        case ev.Correction() if event.utterance not in struck:
            _correction(db, event)
        case ev.Evidence():
            _evidence(db, event, struck)
        case ev.Risk():
            _risk(db, event, struck)
        case ev.Note():
            _note(db, event)
        case ev.Redaction():
            _redaction(db, event)
        case ev.Renewal():
            for table in ("evidence", "risks"):
                db.execute(f"DELETE FROM {table} WHERE session = ?", (event.session,))  # noqa: S608
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


def _words(db: Db, event: ev.Words) -> None:
    key = (event.session, event.utterance)
    place, start = db.execute(
        "SELECT count(*), min(start) FILTER (WHERE place = 0) FROM words WHERE session = ? AND utterance = ?", key
    ).fetchone()
    db.execute(
        'INSERT INTO utterances (session, id, speaker, role, start, "end") VALUES (?, ?, ?, ?, ?, ?)'
        ' ON CONFLICT DO UPDATE SET speaker = excluded.speaker, start = excluded.start, "end" = excluded."end"',
        (*key, event.speaker, ev.Role.UNKNOWN, start if place else event.words[0].start, event.words[-1].end),
    )
    db.executemany(
        'INSERT INTO words (session, utterance, place, text, start, "end", p) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [(*key, at, word.text, word.start, word.end, word.p) for at, word in enumerate(event.words, place)],
    )


def _utterance(db: Db, event: ev.Utterance) -> None:
    db.execute(
        'INSERT INTO utterances (session, id, speaker, role, start, "end", text, confidence)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET speaker = excluded.speaker, role = excluded.role,"
        ' start = excluded.start, "end" = excluded."end", text = excluded.text, confidence = excluded.confidence',
        (
            event.session,
            event.id,
            event.speaker,
            event.role,
            event.start,
            event.end,
            event.text,
            event.confidence,
        ),
    )


def _speaker(db: Db, event: ev.Speaker, struck: Set[str]) -> None:
    db.execute(
        "INSERT INTO speakers (session, speaker, role, name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET role = excluded.role, name = excluded.name",
        (event.session, event.speaker, event.role, event.name),
    )
    # The speaker may be known before the first confirmed word.
    db.executemany(
        'INSERT INTO utterances (session, id, speaker, role, start, "end") VALUES (?, ?, ?, ?, 0, 0)'
        " ON CONFLICT DO UPDATE SET speaker = excluded.speaker, role = excluded.role",
        [(event.session, said, event.speaker, event.role) for said in event.utterances if said not in struck],
    )


def _correction(db: Db, event: ev.Correction) -> None:
    db.execute(
        "UPDATE utterances SET text = ? WHERE session = ? AND id = ? AND text IS NOT NULL",
        (event.text, event.session, event.utterance),
    )


def _evidence(db: Db, event: ev.Evidence, struck: Set[str]) -> None:
    _delete(db, "evidence", "id", event.session, [event.id])
    if struck.isdisjoint(event.utterances):
        db.execute(
            "INSERT INTO evidence (session, id, kind, utterances, text, polarity, goal) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (event.session, event.id, event.kind, _json(event.utterances), event.text, event.polarity, event.goal),
        )


def _risk(db: Db, event: ev.Risk, struck: Set[str]) -> None:
    """A later mention that covers an earlier one of its kind replaces it (`Transcript._risk`)."""
    covered = set(event.utterances)
    earlier = db.execute(
        "SELECT seq, utterances FROM risks WHERE session = ? AND kind = ?", (event.session, event.kind)
    ).fetchall()
    _delete(db, "risks", "seq", event.session, [seq for seq, cited in earlier if set(_list(cited)) <= covered])
    if struck.isdisjoint(covered):
        db.execute(
            "INSERT INTO risks (session, seq, kind, status, utterances, text) VALUES (?, ?, ?, ?, ?, ?)",
            (event.session, event.seq, event.kind, event.status, _json(event.utterances), event.text),
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
    struck = set(event.utterances)
    _delete(db, "words", "utterance", event.session, event.utterances)
    _delete(db, "utterances", "id", event.session, event.utterances)
    for table, key in (("evidence", "id"), ("risks", "seq")):
        found = db.execute(f"SELECT {key}, utterances FROM {table} WHERE session = ?", (event.session,))  # noqa: S608
        _delete(db, table, key, event.session, [row for row, cited in found.fetchall() if struck & set(_list(cited))])


def _delete(db: Db, table: str, key: str, session: str, values: Any) -> None:
    # Table and column are names from this file, never input.
    db.executemany(f"DELETE FROM {table} WHERE session = ? AND {key} = ?", [(session, value) for value in values])  # noqa: S608


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _list(text: str) -> list[str]:
    return msgspec.json.decode(text, type=list[str])
