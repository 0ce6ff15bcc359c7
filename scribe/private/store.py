"""private.db: another file, another key, another passphrase. Locks itself after ten minutes without use."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec
import sqlcipher3

from scribe.disk import vouch
from scribe.errors import StoreError, UsageError, WrongKeyError
from scribe.records import passphrase
from scribe.records.connection import connect, explained, unwritable
from scribe.records.keys import Keys
from scribe.records.master_key import write_new, write_over
from scribe.records.migrations import Step

T = TypeVar("T")

NAME = "private.db"
WRAPPED_NAME = "private.json"

LOCK_S = 600.0
"""Ten minutes without use: about as long as somebody is away from a desk without locking it."""

SCHEMA = (
    Step(
        1,
        "initial",
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, client TEXT NOT NULL, session TEXT, written_at TEXT NOT NULL,"
        " text TEXT NOT NULL) STRICT;",
    ),
    Step(2, "kinds", "ALTER TABLE entries ADD COLUMN kind TEXT NOT NULL DEFAULT 'psychotherapy';"),
    Step(
        3,
        "keys",
        "ALTER TABLE entries ADD COLUMN key TEXT; CREATE UNIQUE INDEX entries_by_key ON entries (key);",
    ),
)


class Kind(StrEnum):
    """Each leaves only by a consent of its own."""

    PSYCHOTHERAPY = "psychotherapy"
    """45 CFR 164.501."""
    SUBSTANCE_USE = "substance-use"
    """Substance-use counselling notes, 42 CFR 2.11."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    client: str
    session: str | None
    """The session it is about, if it is about one."""
    written_at: str
    text: str
    kind: Kind = Kind.PSYCHOTHERAPY


class LockedError(StoreError):
    """The private side is locked."""

    code = "locked"


class PrivateNotes:
    """`unlock` with the passphrase, then `write`, `read`, `remove`; `lock`, or ten minutes, ends it."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._home = home
        self._clock = clock
        self._key: bytes | None = None
        self._used = 0.0

    def create(self, words: str) -> None:
        """The private side of this home, where there is none. Nothing but these words opens it: no recovery code, no
        administrator."""
        self.refuse_create(words)
        data, master = passphrase.made(words)
        write_new(self._home / WRAPPED_NAME, data)
        self._unlocked(master)

    def refuse_create(self, words: str) -> None:
        """UsageError for a short passphrase, StoreError where there are private notes already."""
        passphrase.refuse_short(words)
        if (self._home / WRAPPED_NAME).exists():
            raise StoreError("There are private notes here already.", "Write to them: scribe private write.")

    def unlock(self, words: str) -> None:
        """Slow on purpose (Argon2id). WrongKeyError for another passphrase."""
        if not (self._home / WRAPPED_NAME).exists():
            raise UsageError("There are no private notes here.", "Begin them: scribe private begin.")
        try:
            self._unlocked(passphrase.opened(self._home / WRAPPED_NAME, words))
        except WrongKeyError:
            raise WrongKeyError("That passphrase does not open the private notes.", "It is not the clinic's.") from None

    def change_passphrase(self, old: str, new: str) -> None:
        passphrase.refuse_short(new)
        master = passphrase.opened(self._home / WRAPPED_NAME, old)
        write_over(self._home / WRAPPED_NAME, passphrase.kept_under(new, master))

    def lock(self) -> None:
        self._key = None

    @property
    def locked(self) -> bool:
        if self._key is not None and self._clock() - self._used >= LOCK_S:
            self.lock()
        return self._key is None

    def write(
        self, client: str, session: str | None, text: str, kind: Kind = Kind.PSYCHOTHERAPY, *, key: str = ""
    ) -> int:
        """The entry's number. Asked again with the same `key`, the one that is there."""
        if not text.strip():
            raise UsageError("There is nothing to keep.", "Write something.")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        query = (
            "INSERT INTO entries (client, session, written_at, text, kind, key) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET key = key RETURNING id"  # so that the one that is there is returned
        )
        row = (client, session, at, text, kind, key or None)
        return int(self._changed(lambda db: db.execute(query, row).fetchone()[0]))

    def has(self, key: str) -> bool:
        """Something was written with this key, and is there."""
        query = "SELECT 1 FROM entries WHERE key = ?"
        return self._do(lambda db: db.execute(query, (key,)).fetchone()) is not None

    def read(self, client: str) -> list[Entry]:
        """Oldest first."""
        query = "SELECT id, client, session, written_at, text, kind FROM entries WHERE client = ? ORDER BY id"
        rows = self._do(lambda db: db.execute(query, (client,)).fetchall())
        return [
            Entry(**{**dict(zip(Entry.__struct_fields__, row, strict=True)), "kind": Kind(row[-1])}) for row in rows
        ]

    def remove(self, id: int) -> None:
        if self._changed(lambda db: db.execute("DELETE FROM entries WHERE id = ?", (id,)).rowcount) != 1:
            raise UsageError(f"There is no private entry {id}.", "scribe private show lists them.")

    def remove_all(self, client: str) -> int:
        """Every entry about a client. How many there were."""
        return int(self._changed(lambda db: db.execute("DELETE FROM entries WHERE client = ?", (client,)).rowcount))

    def _unlocked(self, master: bytes) -> None:
        self._key, self._used = Keys.derive(master).store, self._clock()

    def _changed(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """On the disk when this returns. UnstoredError where it can't be believed; it may be there all the same."""
        result = self._do(work)
        try:
            vouch(self._home)
        except OSError as error:
            raise unwritable(self._home / NAME, str(error.strerror)) from None
        return result

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self.locked or self._key is None:
            raise LockedError("The private notes are locked.", "Unlock them with your own passphrase.")
        self._used = self._clock()
        try:
            # Open only while it is used: no page of it stays in memory.
            with closing(connect(self._home / NAME, self._key, SCHEMA)) as db:
                return work(db)
        except sqlcipher3.Error as error:
            raise explained(error, self._home / NAME) from None
