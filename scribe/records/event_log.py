"""A session's events on disk: append, read, strike. Works inside the caller's transaction."""

from collections.abc import Callable, Sequence, Set

import msgspec

from scribe import events as ev
from scribe.errors import StoreError
from scribe.records import audit, outbox, projections, reports, sessions, signers, words
from scribe.records.audited import audited
from scribe.records.connection import Db
from scribe.records.keys import Keys
from scribe.session import signature
from scribe.session.machine import INTERRUPTED
from scribe.session.redaction import scrub
from scribe.session.review import FROZEN

WordsKey = Callable[[str], bytes | None]
"""A session's words key; None: it has none, or none any more."""

REWRITTEN = ("words", "utterance", "revision", "correction", "evidence", "risk", "note")
"""Types whose events hold what was said."""


def append(db: Db, keys: Keys, session: str, events: Sequence[ev.AnyEvent], words_key: bytes | None) -> None:
    """`words_key`: the session's; None where it has none. Raises StoreError, and the transaction with it, for an event
    that is not exactly the next one. Events that are there already are left as they are: a disk that turned read-only
    under their sync was not believed, and they are tried again."""
    seq, struck = last_seq(db, session), redacted(db, session)
    if events and events[-1].seq <= seq and _are_there(db, session, events, struck, words_key):
        return
    signed = is_signed(db, session)
    for event in events:
        seq += 1
        _refuse_misplaced(event, session, seq)
        if signed and isinstance(event, FROZEN):
            raise StoreError(f"The note of session {session} is signed.", "It is amended by an addendum only.")
        store(db, event, struck, words_key)
        match event:
            case ev.Session():
                if event.state not in INTERRUPTED:
                    sessions.forget_voices(db, session)
            case ev.Redaction():
                struck = struck | set(event.utterances)
                _strike(db, session, struck, words_key)
            case ev.Destruction(what="sound"):
                sessions.forget_key(db, session)
            case ev.Destruction(what="words"):
                words.destroy(db, session)
                reports.forget_words(db, session)
            case ev.Signature():
                outbox.add(db, session, seq)
        for actor, action in audited(event):
            audit.add(db, keys.audit, actor, action, keys.pseudonym(session))


def store(db: Db, event: ev.AnyEvent, struck: Set[str], words_key: bytes | None) -> None:
    """The event, less what was struck, in its place, and what it amounts to."""
    clean = scrub(event, struck)
    db.execute(
        "INSERT INTO events (session, seq, at, type, body, sealed) VALUES (?, ?, ?, ?, ?, ?)",
        (event.session, event.seq, event.at, _type(event), *words.laid(clean, words_key)),
    )
    projections.apply(db, clean)


def _are_there(db: Db, session: str, events: Sequence[ev.AnyEvent], struck: Set[str], words_key: bytes | None) -> bool:
    first, last = events[0].seq, events[-1].seq
    stored = [event for event in read(db, session, words_key, first - 1) if event.seq <= last]
    return stored == [scrub(event, struck) for event in events]


def _refuse_misplaced(event: ev.AnyEvent, session: str, seq: int) -> None:
    if not event.durable:
        raise StoreError(f"A {_type(event)} event is not stored.", "It only matters while it is new.")
    if event.session != session or event.seq != seq:
        raise StoreError(
            f"Event {event.seq} of {event.session or 'no session'} is not the next one: {seq} of {session} is.",
            "Read the session's events again and go on from the last.",
        )


def _strike(db: Db, session: str, struck: Set[str], words_key: bytes | None) -> None:
    """Blank what was struck wherever it is stored. The events keep their places."""
    marks = ", ".join("?" * len(REWRITTEN))
    found = db.execute(
        f"SELECT seq, body, sealed FROM events WHERE session = ? AND type IN ({marks})",  # noqa: S608  (only question marks)
        (session, *REWRITTEN),
    ).fetchall()
    for seq, body, sealed in found:
        event = words.whole(session, seq, body, sealed, words_key)
        clean = scrub(event, struck)
        if clean == event:
            continue
        laid = words.laid(clean, words_key)
        db.execute("UPDATE events SET body = ?, sealed = ? WHERE session = ? AND seq = ?", (*laid, session, seq))
        if isinstance(clean, ev.Note):
            projections.apply(db, clean)
    reports.strike(db, session, struck)


def read(db: Db, session: str, words_key: bytes | None, after: int = 0) -> list[ev.AnyEvent]:
    query = "SELECT seq, body, sealed FROM events WHERE session = ? AND seq > ? ORDER BY seq"
    found = db.execute(query, (session, after))
    return [words.whole(session, seq, body, sealed, words_key) for seq, body, sealed in found]


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


def findings(db: Db, words_key: WordsKey) -> list[str]:
    """Events that are missing, out of place or unreadable. Empty: every session is whole."""
    found: list[str] = []
    expected: dict[str, int] = {}
    query = "SELECT session, seq, type, body, sealed FROM events ORDER BY session, seq"
    for session, seq, kind, body, sealed in db.execute(query).fetchall():
        place = expected.get(session, 1)
        if seq != place:
            found.append(f"session {session}: event {place} is missing.")
        expected[session] = seq + 1
        if not _holds(session, seq, kind, body, sealed, words_key):
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


def _holds(session: str, seq: int, kind: str, body: bytes, sealed: bytes | None, words_key: WordsKey) -> bool:
    """Both the bare bones and, where there is one, what is sealed belong to this place."""
    try:
        key = words_key(session) if sealed is not None else None
        stored = [words.whole(session, seq, body, one, key) for one in (None, sealed)]
    except StoreError:
        return False
    return all((event.session, event.seq, _type(event)) == (session, seq, kind) for event in stored)


def _type(event: ev.AnyEvent) -> str:
    return str(event.__struct_config__.tag)
