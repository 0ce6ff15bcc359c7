"""`scribe serve`: the room's daemon. Runs until it is told to stop; takes up what a crash cut off."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from datetime import UTC, datetime

from scribe import events as ev
from scribe.audio.frame import RATE
from scribe.audio.source import Source
from scribe.config import Settings
from scribe.daemon import Daemon
from scribe.errors import AudioDeviceError
from scribe.records.store import SessionRow

Say = Callable[[str], None]


async def serve(settings: Settings, say: Say) -> None:
    """Listen for tablets until SIGTERM or SIGINT. A session that is open then is taken up at the next start."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with Daemon(settings) as daemon:
        say(f"Room {settings.room!r} is ready: {daemon.gateway.url}/   pair a tablet with: scribe pair")
        taking_up = asyncio.create_task(_take_up(daemon, say))
        await stop.wait()
        taking_up.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await taking_up


async def _take_up(daemon: Daemon, say: Say) -> None:
    """A session of this room that is still live goes on; any other is finished from what was heard."""
    row = await daemon.interrupted()
    if row is None:
        return
    if row.source is None and row.state != ev.SessionState.ENDED:
        with contextlib.suppress(AudioDeviceError):
            await daemon.go_on(
                row,
                lambda end: _room_from(daemon, row, end),
                reason="The device was interrupted. It listens again; what was said meanwhile was not heard.",
            )
            say("An interrupted session goes on.")
            return
    await (await daemon.finish_interrupted(row))
    say("The note of an interrupted session was written.")


def _room_from(daemon: Daemon, row: SessionRow, journal_end: int) -> Source:
    """The room from now on: the time that passed since the session began is a gap in its sound."""
    if row.started_at is None:
        return daemon.room_source(journal_end)
    passed = datetime.now(UTC) - datetime.fromisoformat(row.started_at)
    return daemon.room_source(max(journal_end, int(passed.total_seconds() * RATE)))
