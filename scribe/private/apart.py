"""Private notes for tablets: each connection unlocks for itself, and what it asks runs off the event loop.

It fits `gateway/apart.py`, which knows nothing of this room; `scribe serve` joins the two.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from scribe.errors import WrongKeyError
from scribe.gateway.messages import PrivateState
from scribe.gateway.tries import Tries
from scribe.private.store import WRAPPED_NAME, Entry, LockedError, PrivateNotes

T = TypeVar("T")

EVERYBODY = 0
"""There is one passphrase, so there is one count of wrong ones, whichever tablet they come from."""


def apart(home: Path, clock: Callable[[], float] = time.monotonic) -> "Callable[[], PrivateSide]":
    """Makes the private side of a connection."""
    return partial(PrivateSide, home, clock, Tries(clock), asyncio.Lock())


class PrivateSide:
    def __init__(self, home: Path, clock: Callable[[], float], tries: Tries, writing: asyncio.Lock) -> None:
        """`tries` and `writing` are of all connections together."""
        self._home, self._tries, self.writing = home, tries, writing
        self._notes = PrivateNotes(home, clock)
        self._one_at_a_time = asyncio.Lock()

    @property
    def state(self) -> PrivateState:
        if not (self._home / WRAPPED_NAME).exists():
            return PrivateState.NONE
        return PrivateState.LOCKED if self._notes.locked else PrivateState.OPEN

    def refuse_begin(self, words: str) -> None:
        """Raises as `begin` does."""
        self._notes.refuse_create(words)

    async def begin(self, words: str) -> None:
        """Raises UsageError for a short passphrase, StoreError where there is one."""
        await self._do(partial(self._notes.create, words))

    async def unlock(self, words: str) -> None:
        """Raises WrongKeyError, and LockedError after too many wrong ones."""
        if wait_s := self._tries.wait_s(EVERYBODY):
            raise LockedError("Too many wrong passphrases.", f"Wait {int(wait_s) + 1} seconds.")
        try:
            await self._do(partial(self._notes.unlock, words))
        except WrongKeyError:
            self._tries.wrong(EVERYBODY)
            raise
        self._tries.good(EVERYBODY)

    def lock(self) -> None:
        self._notes.lock()

    async def read(self, client: str) -> Sequence[Entry]:
        return await self._do(partial(self._notes.read, client))

    async def write(self, client: str, session: str | None, text: str, key: str) -> None:
        await self._do(partial(self._notes.write, client, session, text, key=key))

    async def has(self, key: str) -> bool:
        return await self._do(partial(self._notes.has, key))

    async def remove(self, entry: int) -> None:
        await self._do(partial(self._notes.remove, entry))

    async def _do(self, work: Callable[[], T]) -> T:
        async with self._one_at_a_time:
            return await asyncio.to_thread(work)
