"""The encrypted store: what the rest of Scribe asks of the record.

    async with Store.open(settings.home, settings.records) as store:
        key = await store.create_session(NewSession(id="s1", room="room 2", format="DAP", ...))
        await store.append("s1", events)

Every method is one transaction: done and on the disk when it returns, or not done. All raise StoreError.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import RecordsSettings
from scribe.errors import StateError, StoreError
from scribe.records import (
    clients,
    epochs,
    event_log,
    integrity,
    keyring,
    removal,
    reports,
    sessions,
    signers,
)
from scribe.records.audit import AuditRow, Head
from scribe.records.connection import STORE_NAME, Connection, Db, empty_log
from scribe.records.devices import DeviceRow
from scribe.records.keys import Keys
from scribe.records.ledger import ACTOR
from scribe.records.lock import HomeLock
from scribe.records.master_key import master_key
from scribe.records.register import Register
from scribe.records.reports import Report
from scribe.records.session_keys import SessionKeys
from scribe.records.sessions import NewSession, SessionRow, Source
from scribe.wall_clock import utc_now

__all__ = ["ACTOR", "STORE_NAME", "AuditRow", "DeviceRow", "Head", "Report", "SessionRow", "Source", "Store"]

WIPING = (ev.Redaction, ev.Destruction)
"""After one of these no copy may be left in the write-ahead log."""


class Store(Register):
    def __init__(self, connection: Connection, keys: Keys, home: Path, master: bytes) -> None:
        super().__init__(connection, keys)
        self._home = home
        self._master = master
        self._session_keys = SessionKeys(connection, home, keys)
        self._to_rotate = False
        self._to_wipe = False

    @classmethod
    @asynccontextmanager
    async def open(cls, home: Path, settings: RecordsSettings, lock: HomeLock | None = None) -> "AsyncIterator[Store]":
        """Opens SCRIBE_HOME's store, or makes it. WrongKeyError, StoreError.

        `lock`: the home's, from whoever holds it. Nobody else can destroy anything then, so what a destruction left
        undone is finished before anything else. Without it the store is read, or written to beside a daemon.
        """
        path = home / STORE_NAME
        fresh = not path.exists() or path.stat().st_size == 0
        # Argon2id takes a good part of a second of processor time on purpose.
        master = await asyncio.to_thread(master_key, home, settings, fresh=fresh)
        keys = Keys.derive(master)
        async with Connection(path, keys.store) as connection:
            store = cls(connection, keys, home, master)
            if lock is not None:
                await store._finish_destruction()
            yield store

    # -- sessions --------------------------------------------------------------------------------------------------

    async def create_session(self, new: NewSession) -> bytes:
        """The session's own key, 32 bytes, for its sound."""
        await self._session_keys.leave_epoch_0()

        def work(db: Db) -> bytes:
            keys = self._session_keys.wrapping(db)
            (key, wrapped), (_, words) = keys.new_session(new.id), keys.new_words(new.id)
            sessions.create(db, new, wrapped, words)
            self._note_in_audit(db, ACTOR, "session created", new.id)
            return key

        return await self._write(work)

    async def session_key(self, id: str) -> bytes:
        """Raises WrongKeyError when the stored key is not this session's."""
        return await self._connection.read(
            lambda db: self._session_keys.wrapping(db).session(id, sessions.wrapped_key(db, id))
        )

    async def renew_session_key(self, id: str) -> bytes:
        """For a session whose sound is gone and that goes on all the same."""
        await self._session_keys.leave_epoch_0()

        def work(db: Db) -> bytes:
            key, wrapped = self._session_keys.wrapping(db).new_session(id)
            sessions.keep_key(db, id, wrapped)
            return key

        return await self._write(work)

    async def session(self, id: str) -> SessionRow:
        return await self._connection.read(lambda db: sessions.one(db, id))

    async def chart(self, id: str) -> Chart:
        return await self._connection.read(lambda db: sessions.chart(db, id))

    async def keep_voices(self, id: str, voices: bytes) -> None:
        """What tells a running session's people apart. Gone when its note is drafted."""
        await self._connection.write(lambda db: sessions.keep_voices(db, id, voices))

    async def voices(self, id: str) -> bytes | None:
        return await self._connection.read(lambda db: sessions.voices(db, id))

    async def sessions(self, limit: int = 100) -> list[SessionRow]:
        """Newest first."""
        return await self._connection.read(lambda db: sessions.newest(db, limit))

    async def open_session(self) -> SessionRow | None:
        """The session that was cut off: capture began, and there is no draft yet."""
        return await self._connection.read(sessions.interrupted)

    # -- events ----------------------------------------------------------------------------------------------------

    async def append(self, session_id: str, events: Sequence[ev.AnyEvent], report: Report | None = None) -> None:
        """Stamped durable events, each exactly the next; all or none, with what they amount to, and with the `report`
        of the final note that is among them.

        With a redaction or a destruction, what goes leaves the whole store, its write-ahead log and its free pages
        included.
        """
        destroys = any(isinstance(event, ev.Destruction) for event in events)

        def work(db: Db) -> None:
            sessions.one(db, session_id)
            event_log.append(db, self._keys, session_id, events, self._session_keys.words(db, session_id))
            if destroys:
                epochs.owe(db)
            if report is not None:
                reports.save(db, session_id, report, event_log.redacted(db, session_id))

        # Before the write: a caller that is cancelled during it must not leave the log unwiped.
        self._to_wipe = self._to_wipe or any(isinstance(event, WIPING) for event in events)
        self._to_rotate = self._to_rotate or destroys
        await self._write(work)
        if self._to_wipe:
            await self._wipe()

    async def _wipe(self) -> None:
        """Empty the write-ahead log, which still holds pages from before a strike.

        Another program that is reading, or a full disk, may keep it from being emptied; then the next append tries
        again, and so does closing. The strike itself is stored by now, so this must not fail the append.
        """
        with suppress(StoreError):
            if self._to_rotate:
                await self._session_keys.rotate()
                self._to_rotate = False
            self._to_wipe = not await self._connection.bare(empty_log)

    async def _finish_destruction(self) -> None:
        """One that was killed, or refused by a disk that had taken it all the same: its key, what the log holds of it,
        its sound. What a disk refuses now is left to the next time."""
        with suppress(StoreError):
            if await self._session_keys.settle():
                there = await self._connection.read(sessions.ids)
                await asyncio.to_thread(self._remove_sound_but, there)
                self._to_wipe = not await self._connection.bare(empty_log)

    def _remove_sound_but(self, kept: frozenset[str]) -> None:
        for folder in (self._home / "audio").glob("*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    async def events(self, session_id: str, after: int = 0) -> list[ev.AnyEvent]:
        """In order, those after `after`."""
        return await self._connection.read(
            lambda db: event_log.read(db, session_id, self._session_keys.words(db, session_id), after)
        )

    async def vouched(self, session_id: str, after: int) -> list[ev.AnyEvent]:
        """As `events`, once the disk takes changes. Raises UnstoredError until then: after a refusal it is not known
        what of it stays."""
        return await self._connection.write(
            lambda db: event_log.read(db, session_id, self._session_keys.words(db, session_id), after)
        )

    async def last_seq(self, session_id: str) -> int:
        """0: no event yet."""
        return await self._connection.read(lambda db: event_log.last_seq(db, session_id))

    async def report(self, session_id: str) -> Report | None:
        """None: there is no final note yet."""
        return await self._connection.read(lambda db: reports.load(db, session_id))

    # -- signing ---------------------------------------------------------------------------------------------------

    async def signing_key(self, name: str) -> Ed25519PrivateKey:
        """The clinician's, made when they first sign."""

        def work(db: Db) -> Ed25519PrivateKey:
            key, made = signers.key_of(db, self._keys, name)
            if made:
                self._note_in_audit(db, name, "signing key made", None)
            return key

        return await self._write(work)

    async def sessions_without_sound(self) -> list[str]:
        """Those whose sound was destroyed: a file of it that is left is a leftover."""
        return await self._connection.read(sessions.without_sound)

    # -- over months -----------------------------------------------------------------------------------------------

    @property
    def session_keys(self) -> SessionKeys:
        return self._session_keys

    async def remove_session(self, id: str, actor: str, reason: str) -> None:
        """The session with its other half, their sound and all that was derived from them; the destruction log and the
        audit keep that."""

        def work(db: Db) -> list[str]:
            if sessions.one(db, id).part_of:
                raise StateError("This is one half of another session.", "Destroy that one: both go.")
            return self._remove_from(db, [*sessions.halves_of(db, id), id], actor, reason)

        await self._removed(work)

    async def remove_client(self, name: str, actor: str, reason: str) -> int:
        """All that is kept of a client: every session of theirs, as above, and what the record knows of them. How many
        sessions went."""

        def work(db: Db) -> list[str]:
            every = self._remove_from(db, clients.every_session_of(db, name), actor, reason)
            removal.remove_client(db, self._keys, name, actor, reason, utc_now())
            self._note_in_audit(db, actor, f"client destroyed: {reason}", name)
            return every

        return len(await self._removed(work))

    def _remove_from(self, db: Db, every: list[str], actor: str, reason: str) -> list[str]:
        for one in every:
            removal.remove(db, self._keys, one, actor, "session", reason, utc_now())
            self._note_in_audit(db, actor, f"session destroyed: {reason}", one)
        epochs.owe(db)
        return every

    async def _removed(self, work: Callable[[Db], list[str]]) -> list[str]:
        """`work` takes sessions out of the tables; their sound goes, and every copy of their keys. What is left of that
        where the disk refused it, and had taken it all the same, is done when the store is opened next."""
        self._to_rotate = self._to_wipe = True
        gone = await self._write(work)
        for one in gone:
            await asyncio.to_thread(shutil.rmtree, self._home / "audio" / one, ignore_errors=True)
        await self._wipe()
        return gone

    # -- keys ------------------------------------------------------------------------------------------------------

    async def new_recovery_code(self) -> str:
        """Opens the store when its key is lost; shown this once."""
        code = await asyncio.to_thread(keyring.new_recovery_code, self._home, self._master)
        await self.audit(ACTOR, "recovery code made", None)
        return code

    async def change_passphrase(self, settings: RecordsSettings, words: str) -> None:
        await asyncio.to_thread(keyring.change_passphrase, self._home, settings, words, self._master)
        await self.audit(ACTOR, "passphrase changed", None)

    # -- the database as a whole -----------------------------------------------------------------------------------

    async def slim(self) -> None:
        """SQLite's pages in memory, two megabytes once it has seen as many, are read again when they are needed."""
        await self._connection.bare(lambda db: db.execute("PRAGMA shrink_memory").fetchall())

    async def verify(self, head: Head | None = None) -> list[str]:
        """What is damaged or was tampered with, one line each. Empty: every page, event and audit row holds.

        `head` was published earlier: with it, rows that were cut off the audit's end are found too.
        """
        return await self._connection.bare(
            lambda db: integrity.findings(db, self._keys.audit, partial(self._session_keys.words, db), head)
        )
