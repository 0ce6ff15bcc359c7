"""aiosqlite over SQLCipher: how the database is opened, how a transaction runs, what its errors mean."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self, TypeVar, cast

import aiosqlite
import sqlcipher3

from scribe.disk import vouch
from scribe.errors import ScribeError, StoreError, UnstoredError, WrongKeyError
from scribe.records import migrations

Db = sqlite3.Connection
"""The driver's connection: SQLCipher's, which has the same methods as the standard one."""

T = TypeVar("T")

STORE_NAME = "chart.db"
"""Of the record, in SCRIBE_HOME."""

PAGE_BYTES = 4096
"""SQLCipher's page: 4016 bytes of data, 16 of initialisation vector, 64 of HMAC-SHA512."""

BUSY_MS = 5000
"""How long to wait for another process, such as `scribe sessions` beside the daemon."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged event survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what was struck is overwritten, not only unlinked
    "PRAGMA temp_store = MEMORY",  # no sorter or statement journal of ours in a plain file
)


class Connection(aiosqlite.Connection):
    """One worker thread that owns the database. `work` is a plain function: a transaction is one call on that thread,
    so a caller that is cancelled can't leave it half-way."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__(lambda: connect(path, key), iter_chunk_size=64)
        self._path = path

    async def __aenter__(self) -> Self:
        try:
            await super().__aenter__()
        except BaseException:
            # The worker thread tells the event loop when it has ended, and must find it open.
            await asyncio.to_thread(self._thread.join)
            raise
        return self

    async def write(self, work: Callable[[Db], T]) -> T:
        """All of `work` or nothing of it, on the disk when this returns. Raises StoreError. After an UnstoredError of
        an unwritable disk the database may have it all the same: who tries again finds it there."""
        return await self._on_thread(lambda: self._kept(work))

    async def read(self, work: Callable[[Db], T]) -> T:
        """`work` on one consistent state of the store. Raises StoreError."""
        return await self._on_thread(lambda: self._transaction("BEGIN", work))

    async def bare(self, work: Callable[[Db], T]) -> T:
        """`work` outside any transaction, for what SQLite does not allow in one. Raises StoreError."""
        return await self._on_thread(lambda: self._translated(work))

    async def _on_thread(self, call: Callable[[], T]) -> T:
        return cast(T, await self._execute(call))  # type: ignore[no-untyped-call]

    def _kept(self, work: Callable[[Db], T]) -> T:
        result = self._transaction("BEGIN IMMEDIATE", work)
        try:
            vouch(self._path.parent)
        except OSError as error:
            raise unwritable(self._path, str(error.strerror)) from None
        return result

    def _transaction(self, begin: str, work: Callable[[Db], T]) -> T:
        return self._translated(lambda db: transaction(db, begin, work))

    def _translated(self, work: Callable[[Db], T]) -> T:
        try:
            return work(self._conn)
        except sqlcipher3.Error as error:
            raise explained(error, self._path) from None


def transaction(db: Db, begin: str, work: Callable[[Db], T]) -> T:
    db.execute(begin)
    try:
        result = work(db)
        db.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some errors, a full disk among them.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return result


def empty_log(db: Db) -> bool:
    """Move the write-ahead log into the database and cut it to nothing. False while another program reads from it."""
    db.execute("PRAGMA busy_timeout = 0")  # not worth making the next words wait
    try:
        busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return not busy


def connect(path: Path, key: bytes, schema: Sequence[migrations.Step] | None = None) -> Db:
    """The database at `path`, made when it is not there, with its schema (None: the chart's) brought up to date.

    Raises WrongKeyError or StoreError.
    """
    _prepare(path)
    db: Db | None = None
    try:
        db = cast(Db, sqlcipher3.connect(str(path), check_same_thread=False, isolation_level=None))
        _unlock(db, key, path)
        for pragma in PRAGMAS:
            db.execute(pragma)
        migrations.apply(db, schema)
        return db
    except sqlcipher3.Error as error:
        _close(db)
        raise explained(error, path) from None
    except ScribeError:
        _close(db)
        raise


def _prepare(path: Path) -> None:
    """Folder 0700 and file 0600 before SQLite would make them with the process's umask."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.parent.stat().st_mode & 0o077:
            path.parent.chmod(0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}.", "Check SCRIBE_HOME and its permissions.") from None


def _unlock(db: Db, key: bytes, path: Path) -> None:
    if path.stat().st_size % PAGE_BYTES:
        raise _damaged(path, "it was cut off")
    db.execute("PRAGMA cipher_log_level = NONE")  # it would print to stderr what we say as an error
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher3.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        raise WrongKeyError(
            f"{path} does not open with this key.",
            "Use the key or passphrase it was made with; if it is the right one, restore the store from a backup.",
        ) from None


def _close(db: Db | None) -> None:
    if db is not None:
        db.close()


def explained(error: sqlcipher3.Error, path: Path) -> StoreError:
    """What a person can do about it. SQLite's own texts carry no stored values, except in constraint names."""
    name = getattr(error, "sqlite_errorname", "")
    match name.split("_")[1:2]:
        case ["NOTADB" | "CORRUPT"]:
            return _damaged(path, "a page fails its check")
        case ["FULL"]:
            return UnstoredError(f"{path}: the disk is full.", "Free some space; nothing that was stored is lost.")
        case ["IOERR"] if _is_writable(path.parent):  # a quota, a limit on the file's size, one bad moment
            return UnstoredError(f"{path}: can't be written right now ({name}).", "Free some space, or check the disk.")
        case ["IOERR" | "CANTOPEN" | "READONLY"] if not _is_writable(path.parent):
            return unwritable(path, name)
        case ["CANTOPEN" | "READONLY"]:
            return StoreError(f"{path}: can't be written or read ({name}).", "Check the disk and its permissions.")
        case ["BUSY" | "LOCKED"]:
            return StoreError(f"{path}: another program keeps it locked.", "Close that program and try again.")
        case _:
            return StoreError(f"{path}: {name or type(error).__name__}.", "Run `scribe verify`.")


def _is_writable(folder: Path) -> bool:
    try:
        vouch(folder)
    except OSError:
        return False
    return True


def unwritable(path: Path, why: str) -> UnstoredError:
    """The disk takes no changes."""
    hint = "Make the disk writable again; nothing that was stored is lost."
    return UnstoredError(f"{path}: can't be written ({why}).", hint, "unwritable")


def _damaged(path: Path, how: str) -> StoreError:
    return StoreError(f"{path} is damaged: {how}.", "Restore it from a backup; `scribe verify` says what is affected.")
