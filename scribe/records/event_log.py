"""A session's events on disk: append, read, strike. Works inside the caller's transaction."""

from collections.abc import Sequence, Set

import msgspec

from scribe import events as ev
from scribe.errors import StoreError
from scribe.records import audit, outbox, projections, reports, sessions, signers
from scribe.records.audited import audited
from scribe.records.connection import Db
from scribe.records.keys import Keys
from scribe.session import signature
from scribe.session.redaction import scrub
from scribe.session.review import FROZEN

REWRITTEN = ("words", "utterance", "correction", "evidence", "risk", "note")
"""Types whose events hold what was said."""


def append(db: Db, keys: Keys, session: str, events: Sequence[ev.AnyEvent]) -> None:
    """Raises StoreError, and the transaction with it, for an event that is not exactly the next one."""
    seq, struck = last_seq(db, session), redacted(db, session)
    signed = is_signed(db, session)
    for event in events:
        seq += 1
        _refuse_misplaced(event, session, seq)
        if signed and isinstance(event, FROZEN):
            raise StoreError(f"The note of session {session} is signed.", "It is amended by an addendum only.")
        store(db, event, struck)
        match event:
            case ev.Session():
                if event.state not in sessions.INTERRUPTED:
                    sessions.forget_voices(db, session)
            case ev.Redaction():
                struck = struck | set(event.utterances)
                _strike(db, session, struck)
            case ev.Destruction(what="sound"):
                sessions.forget_key(db, session)
            case ev.Signature():
                outbox.add(db, session, seq)
        for actor, action in audited(event):
            audit.add(db, keys.audit, actor, action, keys.pseudonym(session))


def store(db: Db, event: ev.AnyEvent, struck: Set[str]) -> None:
    """The event, less what was struck, in its place, and what it amounts to."""
    clean = scrub(event, struck)
    db.execute(
        "INSERT INTO events (session, seq, at, type, body) VALUES (?, ?, ?, ?, ?)",
        (event.session, event.seq, event.at, _type(event), ev.encode(clean)),
    )
    projections.apply(db, clean, struck)


def _refuse_misplaced(event: ev.AnyEvent, session: str, seq: int) -> None:
    if not event.durable:
        raise StoreError(f"A {_type(event)} event is not stored.", "It only matters while it is new.")
    if event.session != session or event.seq != seq:
        raise StoreError(
            f"Event {event.seq} of {event.session or 'no session'} is not the next one: {seq} of {session} is.",
            "Read the session's events again and go on from the last.",
        )


def _strike(db: Db, session: str, struck: Set[str]) -> None:
    """Blank what was struck wherever it is stored. The events keep their places."""
    marks = ", ".join("?" * len(REWRITTEN))
    found = db.execute(
        f"SELECT seq, body FROM events WHERE session = ? AND type IN ({marks})",  # noqa: S608  (only question marks)
        (session, *REWRITTEN),
    ).fetchall()
    for seq, body in found:
        event = ev.decode(body)
        clean = scrub(event, struck)
        if clean == event:
            continue
        db.execute("UPDATE events SET body = ? WHERE session = ? AND seq = ?", (ev.encode(clean), session, seq))
        if isinstance(clean, ev.Note):
            projections.apply(db, clean, struck)
    reports.strike(db, session, struck)


def read(db: Db, session: str, after: int = 0) -> list[ev.AnyEvent]:
    found = db.execute("SELECT body FROM events WHERE session = ? AND seq > ? ORDER BY seq", (session, after))
    try:
        return [ev.decode(body) for (body,) in found]
    except msgspec.DecodeError:
        raise StoreError(f"Session {session} has an event that can't be read.", "Run `scribe verify`.") from None


def last_seq(db: Db, session: str) -> int:
    """0: none yet."""
    (seq,) = db.execute("SELECT coalesce(max(seq), 0) FROM events WHERE session = ?", (session,)).fetchone()
    return int(seq)


def is_signed(db: Db, session: str) -> bool:
    found = db.execute("SELECT 1 FROM events WHERE session = ? AND type = 'signature' LIMIT 1", (session,)).fetchone()
    return found is not None


def redacted(db: Db, session: str) -> frozenset[str]:
    found = db.execute("SELECT utterance FROM redactions WHERE session = ?", (session,))
    return frozenset(utterance for (utterance,) in found)


def findings(db: Db) -> list[str]:
    """Events that are missing, out of place or unreadable. Empty: every session is whole."""
    found: list[str] = []
    expected: dict[str, int] = {}
    for session, seq, kind, body in db.execute("SELECT session, seq, type, body FROM events ORDER BY session, seq"):
        place = expected.get(session, 1)
        if seq != place:
            found.append(f"session {session}: event {place} is missing.")
        expected[session] = seq + 1
        if not _holds(session, seq, kind, body):
            found.append(f"session {session}: event {seq} is not what was stored there.")
    return found


def signature_findings(db: Db) -> list[str]:
    """Signatures that do not hold, or that were made with a key which is not the signer's."""
    found: list[str] = []
    known = signers.public_keys(db)
    rows = db.execute("SELECT session, body FROM events WHERE type = 'signature' ORDER BY session, seq").fetchall()
    signed: dict[str, list[ev.Signature]] = {}
    for session, body in rows:
        try:
            event = ev.decode(body)
        except msgspec.DecodeError:
            continue  # `findings` tells it
        if isinstance(event, ev.Signature):
            signed.setdefault(session, []).append(event)
    for session, signatures in signed.items():
        found += signature.findings(session, signatures)
        for one in signatures:
            if (one.name, one.public_key) not in known:
                found.append(f"session {session}: a signature was made with a key that is not the signer's.")
    return found


def _holds(session: str, seq: int, kind: str, body: bytes) -> bool:
    try:
        event = ev.decode(body)
    except msgspec.DecodeError:
        return False
    return (event.session, event.seq, _type(event)) == (session, seq, kind)


def _type(event: ev.AnyEvent) -> str:
    return str(event.__struct_config__.tag)
