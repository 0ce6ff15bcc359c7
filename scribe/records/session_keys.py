"""The sessions' keys of an open store: wrapped under the epoch that the database is in, and a new epoch on demand."""

import asyncio
from dataclasses import replace
from pathlib import Path

from scribe.records import epochs, sessions
from scribe.records.connection import Connection, Db
from scribe.records.keys import Keys


class SessionKeys:
    def __init__(self, connection: Connection, home: Path, keys: Keys) -> None:
        self._connection = connection
        self._home = home
        self._keys = keys
        self._sealing: dict[int, bytes] = {}
        """Epoch -> the key that wraps the sessions' keys in it (`epochs.py`)."""
        self._words: tuple[str, bytes] = ("", b"")
        """The session whose words were stored last, and their key."""

    def wrapping(self, db: Db) -> Keys:
        """The keys with the epoch's wrapping key: asked inside the transaction, since an epoch may have begun."""
        epoch = epochs.current(db)
        if epoch not in self._sealing:
            self._sealing[epoch] = epochs.key_of(self._home, self._keys, epoch)
        return replace(self._keys, wrapping=self._sealing[epoch])

    def words(self, db: Db, session: str) -> bytes | None:
        """The key of what was said in a session; None where it has none, or none any more."""
        wrapped = sessions.words_key(db, session)
        if wrapped is None:
            return None
        if self._words[0] != session:
            self._words = (session, self.wrapping(db).words(session, wrapped))
        return self._words[1]

    async def leave_epoch_0(self) -> None:
        """Its key comes from the master key and can't be destroyed: no session is to have its key under it."""
        if await self._connection.read(epochs.current) == 0:
            await self.rotate()

    async def settle(self) -> bool:
        """What a destruction that was killed or refused left to do. True when a new epoch has begun. Only for who holds
        the home's lock. Raises StoreError."""
        if await self._connection.read(epochs.is_owed):
            await self.rotate()
            return True
        now = await self._connection.read(epochs.current)
        await asyncio.to_thread(epochs.forget_others, self._home, now)
        return False

    async def rotate(self) -> None:
        """A destroyed session's key may survive in a copy of the database: what opened it there is destroyed too."""

        def begin(db: Db) -> int:
            old = epochs.current(db)
            self.wrapping(db)
            self._sealing[old + 1] = epochs.add(self._home, self._keys, old + 1)
            return old

        old = await self._connection.read(begin)
        await self._connection.write(lambda db: epochs.go_over(db, self._sealing[old], self._sealing[old + 1], old + 1))
        self._sealing.pop(old)
        await asyncio.to_thread(epochs.forget_others, self._home, old + 1)
