"""The key that wraps the sessions' keys changes with every destruction, and lies outside the database.

A destroyed session's wrapped key may survive in a copy of the database that somebody made, or in an old write-ahead
log, and the master key opens those. So its wrapping key is destroyed as well: every session key that is left is
wrapped anew, under a key that only SCRIBE_HOME/session-keys.json holds (itself wrapped by the master key), and the
file that held the old one is overwritten. In epoch 0, before the first session, the master's own wrapping key wraps.

Killed anywhere, this leaves a file that has the key the database's epoch asks for: the new key is added to the file,
then the database goes over to it, then the old one leaves the file. That it is due is stored with the destruction.
"""

import os
from pathlib import Path

import msgspec

from scribe import json_file
from scribe.errors import StoreError
from scribe.records.connection import Db
from scribe.records.keys import KEY_BYTES, Keys, sound_context, unwrap, words_context, wrap
from scribe.records.master_key import write_instead

NAME = "session-keys.json"


WRAPPED = (("wrapped_key", sound_context), ("words_key", words_context))
"""Columns of a session's keys, and what each is bound to."""


class Kept(msgspec.Struct, frozen=True):
    """Epoch -> its key, wrapped."""

    epochs: dict[int, bytes]


def current(db: Db) -> int:
    return int(db.execute("SELECT number FROM key_epoch").fetchone()[0])


def owe(db: Db) -> None:
    """Inside the destruction's own transaction: a new epoch is due."""
    db.execute("UPDATE key_epoch SET owed = 1")


def is_owed(db: Db) -> bool:
    return bool(db.execute("SELECT owed FROM key_epoch").fetchone()[0])


def key_of(home: Path, keys: Keys, epoch: int) -> bytes:
    """Raises StoreError when the file is missing or damaged, WrongKeyError when it is another store's."""
    if epoch == 0:
        return keys.wrapping
    wrapped = _read(home).epochs.get(epoch)
    if wrapped is None:
        raise StoreError(f"{home / NAME} has no key of epoch {epoch}.", "Restore it from a backup of the same day.")
    return unwrap(keys.wrapping, wrapped, _context(epoch))


def add(home: Path, keys: Keys, epoch: int) -> bytes:
    """A new epoch's key, in the file beside the one in use."""
    key = os.urandom(KEY_BYTES)
    before = {epoch - 1: _read(home).epochs[epoch - 1]} if epoch > 1 else {}
    _write(home, {**before, epoch: wrap(keys.wrapping, key, _context(epoch))})
    return key


def go_over(db: Db, old: bytes, new: bytes, epoch: int) -> None:
    """Inside the caller's transaction: every session key that is left, under the new key."""
    for column, context_of in WRAPPED:
        left = db.execute(f"SELECT id, {column} FROM sessions WHERE length({column}) > 0").fetchall()  # noqa: S608
        for session, wrapped in left:
            again = wrap(new, unwrap(old, bytes(wrapped), context_of(session)), context_of(session))
            db.execute(f"UPDATE sessions SET {column} = ? WHERE id = ?", (again, session))  # noqa: S608
    db.execute("UPDATE key_epoch SET number = ?, owed = 0", (epoch,))


def forget_others(home: Path, epoch: int) -> None:
    """Only this epoch's key stays in the file. Raises StoreError."""
    if epoch and len(kept := _read(home).epochs) > 1:
        _write(home, {epoch: kept[epoch]})


def _read(home: Path) -> Kept:
    hint = "Restore it from a backup: it opens the sessions' sound."
    return json_file.read(home / NAME, Kept, StoreError, unreadable=hint, unlike=hint)


def _write(home: Path, epochs: dict[int, bytes]) -> None:
    write_instead(home / NAME, msgspec.json.encode(Kept(epochs)))


def _context(epoch: int) -> bytes:
    return f"scribe session keys epoch {epoch}".encode()
