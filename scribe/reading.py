"""Reading the store from the command line, beside a running daemon or without one."""

from typing import Any

import msgspec

from scribe.config import Settings
from scribe.records.store import Store


async def sessions(settings: Settings) -> list[dict[str, Any]]:
    async with Store.open(settings.home, settings.records) as store:
        return [msgspec.to_builtins(row) for row in await store.sessions()]


async def verify(settings: Settings) -> list[str]:
    async with Store.open(settings.home, settings.records) as store:
        return await store.verify()
