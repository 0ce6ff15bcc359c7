"""Who did what, when, to which session: rows that are only ever added, each sealed to the one before it.

    hash = HMAC-SHA256(audit key, prev || canonical(row))

Written in the same transaction as what they record: neither is there without the other. To take rows off the end is
seen only against a head kept elsewhere; every other change is seen by walking the chain.
"""

import hmac
from hashlib import sha256

import msgspec

from scribe.records.connection import Db
from scribe.wall_clock import utc_now

GENESIS = bytes(32)
"""`prev` of the first row."""


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    seq: int
    """From 1 without a gap."""
    at: str
    actor: str
    action: str
    subject: str | None
    """Keyed pseudonym of a session id (`Keys.pseudonym`)."""
    prev: bytes
    hash: bytes


class Head(msgspec.Struct, frozen=True):
    """Where the chain ends. Kept elsewhere (a log, a printed page), it shows when rows were cut off."""

    seq: int
    hash: str
    """Hex."""

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


def head(db: Db) -> Head | None:
    """None: no row yet."""
    found = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(found[0], bytes(found[1]).hex()) if found else None


def parse_head(text: str) -> Head:
    """Raises ValueError."""
    seq, _, sealed = text.strip().partition(":")
    if len(bytes.fromhex(sealed)) != sha256().digest_size:
        raise ValueError("not the length of a hash")
    return Head(int(seq), sealed.lower())


def add(db: Db, key: bytes, actor: str, action: str, subject: str | None) -> None:
    """Inside the caller's transaction."""
    last = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
    at = utc_now()
    sealed = seal(key, prev, seq, at, actor, action, subject)
    db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (seq, at, actor, action, subject, prev, sealed))


def rows(db: Db) -> list[AuditRow]:
    found = db.execute("SELECT seq, at, actor, action, subject, prev, hash FROM audit ORDER BY seq")
    return [
        AuditRow(seq=seq, at=at, actor=actor, action=action, subject=subject, prev=prev, hash=sealed)
        for seq, at, actor, action, subject, prev, sealed in found
    ]


def seal(key: bytes, prev: bytes, seq: int, at: str, actor: str, action: str, subject: str | None) -> bytes:
    """A JSON list is canonical here: fixed order, no spaces, and no two different rows with the same text."""
    return hmac.new(key, prev + msgspec.json.encode([seq, at, actor, action, subject]), sha256).digest()


def findings(db: Db, key: bytes, published: Head | None = None) -> list[str]:
    """What is wrong with the chain, by row. Empty: whole, and it goes on from the head that was published."""
    found: list[str] = []
    expected, prev = 1, GENESIS
    for row in rows(db):
        if row.seq != expected:
            found.append(f"audit: row {expected} is missing.")
        elif row.prev != prev:
            found.append(f"audit: row {row.seq} does not follow the row before it.")
        sealed = seal(key, row.prev, row.seq, row.at, row.actor, row.action, row.subject)
        if not hmac.compare_digest(sealed, row.hash):
            found.append(f"audit: row {row.seq} was changed.")
        if published and row.seq == published.seq and row.hash.hex() != published.hash:
            found.append(f"audit: row {row.seq} is not the one that was published.")
        expected, prev = row.seq + 1, row.hash
    if published and expected <= published.seq:
        found.append(f"audit: rows {expected} to {published.seq} were cut off.")
    return found
