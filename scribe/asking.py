"""The desk from the command line: through the running daemon, or, where none runs, on the store itself."""

from collections.abc import Mapping
from typing import Any

import msgspec

from scribe import commands
from scribe.config import Settings
from scribe.errors import BusyError
from scribe.records.lock import HomeLock
from scribe.records.store import Store
from scribe.session.desk import Desk

BY = "console"
"""Who the audit names for what is asked on the command line."""


async def ask_desk(settings: Settings, command: commands.AnyCommand) -> Mapping[str, Any]:
    """Carry it out. Raises ScribeError, also with what the daemon says."""
    try:
        with HomeLock(settings.home):
            async with Store.open(settings.home, settings.records) as store:
                return await Desk(store, settings, lambda: None).do(command, BY)
    except BusyError:
        from scribe.gateway.control import DESK_S, ask

        return await ask(settings.home, {"do": "desk", "command": msgspec.to_builtins(command)}, DESK_S)


async def read_note(settings: Settings, session: str) -> dict[str, Any]:
    """The note as it stands. Reading needs no daemon and disturbs none."""
    async with Store.open(settings.home, settings.records) as store:
        report = await Desk(store, settings, lambda: None).note(session)
        await store.audit(BY, "note read", session)
    return report
