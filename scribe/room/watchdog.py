"""Keeps systemd told: alive while sound becomes words, how the room is, and when a note still needs time."""

import asyncio
import logging
import time
from collections.abc import Callable

from scribe.room.condition import Occupant, progress_of
from scribe.room.notify import Notifier
from scribe.room.progress import Pipeline

log = logging.getLogger(__name__)

TELLS_A_SPAN = 4
"""A lost datagram or a busy second must not end the process."""

LOOK_S = 5.0
"""How often the status line is renewed where nothing watches."""

FINISH_S = 120.0
"""A note gets this long when the service is stopped; then it is left for the next start, which writes it."""

EXTEND_S = 15.0
"""Asked for at a time: the supervisor's patience ends this soon after the last word from here."""


async def keep_alive(
    notifier: Notifier, room: Occupant, status: Callable[[], str], clock: Callable[[], float] = time.monotonic
) -> None:
    """Until cancelled. A pipeline that hangs is not told of: systemd then ends this process and starts it again."""
    pipeline, stuck, told = Pipeline(), False, ""
    pause = notifier.watchdog_s / TELLS_A_SPAN if notifier.watchdog_s else LOOK_S
    while True:
        alive = pipeline.alive(progress_of(room), clock())
        if alive:
            notifier.alive()
        elif not stuck:
            log.error("sound is not becoming words: the watchdog is not fed")
        stuck = not alive
        if status() != told:
            told = status()
            notifier.status(told)
        await asyncio.sleep(pause)


async def finish(notifier: Notifier, note: "asyncio.Task[object]", longest_s: float = FINISH_S) -> None:
    """Wait for a note that is being written while the service stops. What goes wrong with it is the next start's."""
    until = time.monotonic() + longest_s
    while not note.done() and time.monotonic() < until:
        notifier.extend(EXTEND_S)
        notifier.alive()
        await asyncio.wait({note}, timeout=min(EXTEND_S / 3, longest_s))
