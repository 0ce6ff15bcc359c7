"""`scribe serve`: the room's daemon. Runs until it is told to stop; takes up what a crash cut off."""

import asyncio
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from scribe import events as ev
from scribe.audio.frame import RATE
from scribe.audio.source import Source
from scribe.config import Settings
from scribe.daemon import Daemon
from scribe.gateway.apart import NewApart
from scribe.records.store import SessionRow
from scribe.room import logs
from scribe.room.duties import Duties
from scribe.room.notify import Notifier
from scribe.room.watchdog import finish

Say = Callable[[str], None]

GOES_ON = "The device was interrupted. It listens again; what was said meanwhile was not heard."


async def serve(settings: Settings, say: Say, apart: NewApart | None = None) -> None:
    """Listen for tablets until SIGTERM or SIGINT. A session that is open then is taken up at the next start; a note
    that is being written is finished first.

    Raises what broke a session: the process ends with an error, its supervisor starts it again, and it goes on.
    """
    logs.set_up()
    notifier = Notifier.from_environment()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.unawaited)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with Daemon(settings, apart=apart) as daemon, Duties(daemon, settings, notifier):
        notifier.ready(f"ready at {daemon.gateway.url}/")
        say(f"Room {settings.room!r} is ready: {daemon.gateway.url}/   pair a tablet with: scribe pair")
        tasks = {
            asyncio.create_task(stop.wait(), name="told to stop"),
            asyncio.create_task(_take_up(daemon, say), name="serve"),
        }
        try:
            for task in (await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))[0]:
                await task
            notifier.stopping("stopping")
            if note := daemon.stage.finishing:
                await finish(notifier, note)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _take_up(daemon: Daemon, say: Say) -> None:
    """Sessions that were cut off first; then watch the ones that are begun."""
    while row := await daemon.sessions.interrupted():
        if row.state == ev.SessionState.UNHEARD:
            await daemon.sessions.write_on(row)
            say("An interrupted session goes on, without a microphone as before.")
            break
        if row.source is None and row.state != ev.SessionState.ENDED:
            await daemon.sessions.go_on(row, partial(_room_from, daemon, row), reason=GOES_ON)
            say("An interrupted session goes on.")
            break
        try:
            await (await daemon.sessions.finish_interrupted(row))
        except Exception as error:  # whatever is wrong with that one must not keep the room from its next client
            what = f"The note of an interrupted session can't be written now ({type(error).__name__})."
            say(f"{what} It is tried again at the next start.")
            break
        say("The note of an interrupted session was written.")
    await daemon.stage.until_broken()


def _room_from(daemon: Daemon, row: SessionRow, journal_end: int) -> Source:
    """The room from now on: the time that passed since the session began is a gap in its sound."""
    now = journal_end
    if row.started_at is not None:
        passed = datetime.now(UTC) - datetime.fromisoformat(row.started_at)
        now = max(journal_end, int(passed.total_seconds() * RATE))
    return daemon.room_source(now, patient=True)
