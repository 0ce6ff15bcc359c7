"""What was said lies under a key of its session's own: without that key the words are gone, wherever a copy may lie.

An event that holds what was said is stored twice: its bare bones, readable with the store's key, and the whole of it
sealed under the session's words key and bound to its place. Once the key is destroyed the bare bones are what is read.
Works inside the caller's transaction.
"""

import msgspec

from scribe import events as ev
from scribe.errors import StoreError, WrongKeyError
from scribe.records.connection import Db
from scribe.records.keys import unwrap, wrap
from scribe.session.redaction import SPOKEN, bare

SPOKEN_TYPES = tuple(str(kind.__struct_config__.tag) for kind in SPOKEN)


def laid(event: ev.AnyEvent, key: bytes | None) -> tuple[bytes, bytes | None]:
    """`body` and `sealed`. None as the key: a session of before there were words keys, which stays as it was."""
    if key is None or not isinstance(event, SPOKEN):
        return ev.encode(event), None
    return ev.encode(bare(event)), wrap(key, ev.encode(event), _place(event.session, event.seq))


def whole(session: str, seq: int, body: bytes, sealed: bytes | None, key: bytes | None) -> ev.AnyEvent:
    """The event, or its bare bones where the words were destroyed. Raises StoreError for what is damaged or moved."""
    try:
        if sealed is not None and key is not None:
            return ev.decode(unwrap(key, sealed, _place(session, seq)))
        return ev.decode(body)
    except (msgspec.DecodeError, WrongKeyError):
        raise StoreError(f"Session {session} has an event that can't be read.", "Run `scribe verify`.") from None


def destroy(db: Db, session: str) -> None:
    """The key, and what it opened. What has no key is blanked in its place; pages are overwritten by SQLite."""
    marks = ", ".join("?" * len(SPOKEN_TYPES))
    found = db.execute(
        f"SELECT seq, body FROM events WHERE session = ? AND sealed IS NULL AND type IN ({marks})",  # noqa: S608
        (session, *SPOKEN_TYPES),
    ).fetchall()
    rows = [(ev.encode(bare(ev.decode(body))), session, seq) for seq, body in found]
    db.executemany("UPDATE events SET body = ? WHERE session = ? AND seq = ?", rows)
    db.execute("UPDATE events SET sealed = NULL WHERE session = ?", (session,))
    db.execute("UPDATE sessions SET words_key = x'' WHERE id = ?", (session,))


def _place(session: str, seq: int) -> bytes:
    return f"{session}\0{seq}".encode()
