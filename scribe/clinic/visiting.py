"""One question to the clinic's database from the command line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scribe.clinic import key_file
from scribe.clinic.keys import ClinicKeys
from scribe.clinic.server import ANSWER_S, AWAY, Server, connected
from scribe.config import Settings
from scribe.errors import ClinicError, UsageError
from scribe.records import outbox
from scribe.records.store import Store


@asynccontextmanager
async def visiting(settings: Settings, store: Store) -> AsyncIterator[tuple[Server, ClinicKeys]]:
    """The database, and the key of the epoch that it is in. Nothing is kept of that key: the daemon goes over to it.

    Raises ClinicError while it is away, and UsageError where no clinic is set.
    """
    if settings.records.replicate is None:
        raise UsageError("This room belongs to no clinic.", "Set records.replicate to the clinic's database.")
    keys = await asyncio.to_thread(key_file.load, settings.home, store.keys)
    try:
        async with asyncio.timeout(ANSWER_S), connected(settings.records) as server:
            await server.prepare()
            yield server, await server.agree(keys)
    except AWAY as error:
        raise ClinicError(
            f"The clinic's database does not answer ({type(error).__name__}).",
            "Check records.replicate, its password, records.replicate_authority, and the server's own log.",
        ) from None


async def waiting(settings: Settings) -> int:
    """How many entries the clinic's database has not taken yet. ClinicError while it is away."""
    async with Store.open(settings.home, settings.records) as store, visiting(settings, store) as (server, _):
        taken = await server.taken(await store.ask(outbox.sender))
        return await store.ask(lambda db: outbox.waiting(db, taken.number))
