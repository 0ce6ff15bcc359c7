"""The store from the command line, beside a running daemon or without one: read, verify, keys."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec

from scribe.config import Settings
from scribe.errors import UsageError
from scribe.records import heads, keyring
from scribe.records.audit import Head, parse_head
from scribe.records.connection import Connection
from scribe.records.keys import Keys
from scribe.records.lock import HomeLock
from scribe.records.store import STORE_NAME, Store


async def sessions(settings: Settings) -> list[dict[str, Any]]:
    async with Store.open(settings.home, settings.records) as store:
        return [msgspec.to_builtins(row) for row in await store.sessions()]


async def verify(settings: Settings, head: str | None = None) -> list[str]:
    """Against the published head `SEQ:HASH`, else the newest in `records.audit_heads`, where that is kept."""
    async with Store.open(settings.home, settings.records) as store:
        return await store.verify(_head(settings, head))


def _head(settings: Settings, given: str | None) -> Head | None:
    if given is None:
        return heads.last(settings.records.audit_heads) if settings.records.audit_heads else None
    try:
        return parse_head(given)
    except ValueError:
        raise UsageError("That is no audit head.", "It is written SEQ:HASH, as in the log.") from None


async def new_recovery_code(settings: Settings) -> str:
    async with Store.open(settings.home, settings.records) as store:
        return await store.new_recovery_code()


async def recover(settings: Settings, code: str) -> Path:
    """The key file that was written. It is proven first that the code's key opens the store."""
    if not (settings.home / STORE_NAME).exists():
        raise UsageError(f"{settings.home}: there is no store to recover.", "Check SCRIBE_HOME.")
    with HomeLock(settings.home) as lock:
        master = await asyncio.to_thread(keyring.recovered, settings.home, code)
        async with Connection(settings.home / STORE_NAME, Keys.derive(master).store):
            pass
        path = await asyncio.to_thread(keyring.keep, settings.home, settings.records, master)
        async with Store.open(settings.home, settings.records, lock) as store:
            await store.audit("console", "key recovered", None)
    return path


async def change_passphrase(settings: Settings, words: str) -> None:
    async with Store.open(settings.home, settings.records) as store:
        await store.change_passphrase(settings.records, words)
