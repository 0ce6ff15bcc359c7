"""Sends what was signed to the clinic's database, row by row of the outbox, for as long as the room's daemon runs.

A database that is away is tried again, quietly: nothing of a session waits for it, and when it is back it gets what it
missed, in order.
"""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

from scribe.clinic import key_file
from scribe.clinic.keys import ClinicKeys
from scribe.clinic.server import ANSWER_S, AWAY, MovedError, Server, connected
from scribe.config import Settings
from scribe.records import outbox
from scribe.records.store import ACTOR, Store

log = logging.getLogger(__name__)

AGAIN_S = 5.0
"""Between tries of a server that is away."""

LOOK_S = 1.0
"""How soon a signature leaves."""

AGREE_EVERY = 30
"""Looks between two questions whether another room destroyed something."""

MOST_ROWS = 50
"""In one transaction."""


T = TypeVar("T")


class Replicator:
    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._away = False

    async def keep(self) -> None:
        """Until cancelled. Raises ClinicError or MissingPartError for what a person has to mend."""
        while True:
            try:
                await self.catch_up(stay=True)
            except AWAY as error:
                self._miss(error)
            await asyncio.sleep(AGAIN_S)

    def _miss(self, error: Exception) -> None:
        """Said once: a server may be away for a night. Its own texts may quote an address or a row."""
        level = logging.DEBUG if self._away else logging.WARNING
        log.log(level, "the clinic's database is away: %s", type(error).__name__)
        self._away = True

    async def catch_up(self, *, stay: bool = False) -> None:
        """Send what waits; with `stay`, go on with what comes."""
        keys = await self._keys()
        async with connected(self._settings.records) as server:
            try:
                await _answered(server.prepare())
                while True:
                    with suppress(MovedError):
                        keys = await self._converse(server, keys, stay=stay)
                        if not stay:
                            return
                    keys = await self._keys()
            except TimeoutError:
                server.cut()
                raise

    async def _converse(self, server: Server, keys: ClinicKeys, *, stay: bool) -> ClinicKeys:
        """Agree on the key, then send until nothing waits; with `stay`, until it is time to agree again."""
        keys = await self._gone_over(await _answered(server.agree(keys)))
        sender, taken = await self._place(server)
        if self._away:
            log.info("the clinic's database is back")
        self._away = False
        looks = 0
        while looks < AGREE_EVERY:
            rows = await self._store.ask(lambda db, taken=taken: outbox.after(db, taken, MOST_ROWS))  # type: ignore[misc]
            if rows:
                keys = await self._gone_over(await _answered(server.take(sender, taken, rows, keys)))
                taken = rows[-1].number
            elif not stay:
                break
            else:
                looks += 1
                await asyncio.sleep(LOOK_S)
        return keys

    async def _place(self, server: Server) -> tuple[str, int]:
        """The sender and how far it came. A store that was put back to an earlier day becomes another sender: the
        numbers that it gives from now on were given before."""
        sender = await self._store.ask(outbox.sender)
        taken = await _answered(server.taken(sender))
        if not await self._store.ask(lambda db: outbox.continues(db, taken.number, taken.mark)):
            sender = await self._store.change(outbox.new_sender, ACTOR, "clinic sender renewed")
            taken = await _answered(server.taken(sender))
        return sender, taken.number

    async def _keys(self) -> ClinicKeys:
        return await asyncio.to_thread(key_file.load, self._settings.home, self._store.keys)

    async def _gone_over(self, keys: ClinicKeys) -> ClinicKeys:
        """Keep the epoch's key, and nothing of the one before."""
        if keys.epoch != (await self._keys()).epoch:
            await asyncio.to_thread(key_file.keep, self._settings.home, self._store.keys, keys)
        return keys


async def _answered(question: Awaitable[T]) -> T:
    async with asyncio.timeout(ANSWER_S):
        return await question
