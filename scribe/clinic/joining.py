"""How a room becomes one of the clinic's."""

import asyncio

from scribe.clinic import key_file
from scribe.clinic.keys import ClinicKeys
from scribe.config import Settings
from scribe.errors import StateError
from scribe.records.store import Store

BY = "console"


async def begin(settings: Settings) -> None:
    """Make the clinic's key, in its first room."""
    await _keep(settings, ClinicKeys.made(), "clinic key made")


async def join(settings: Settings, code: str) -> None:
    """Take the key that another room shows."""
    await _keep(settings, ClinicKeys.from_code(code), "clinic joined")


async def _keep(settings: Settings, keys: ClinicKeys, action: str) -> None:
    if key_file.exists(settings.home):
        raise StateError(
            "This room has a clinic key.", f"To leave that clinic, delete {settings.home / key_file.NAME}."
        )
    async with Store.open(settings.home, settings.records) as store:
        await asyncio.to_thread(key_file.keep, settings.home, store.keys, keys)
        await store.audit(BY, action, None)


async def code(settings: Settings) -> str:
    """What another room takes. The audit keeps that it was shown."""
    async with Store.open(settings.home, settings.records) as store:
        keys = await asyncio.to_thread(key_file.load, settings.home, store.keys)
        await store.audit(BY, "clinic code shown", None)
    return keys.code
