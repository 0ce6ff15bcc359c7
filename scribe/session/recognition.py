"""Sound that waits, to the listener: in order, no faster than it can take it, and again where it broke down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from scribe import events as ev
from scribe.audio.backlog import Backlog
from scribe.audio.frame import RATE, Frame
from scribe.errors import ScribeError
from scribe.session import recovery
from scribe.session.fault import where
from scribe.session.log import SessionLog

log = logging.getLogger(__name__)

LEAD_S = 8.0
"""Sound handed to the listener ahead of its work. Past its own overload threshold (5 s), so that it can tell."""

FEED_PAUSE_S = 0.02
"""How often a full listener is asked again: less than one frame."""

MOST_BREAKDOWNS = 3
"""Of the listener in one session. A fault that comes again and again is for the process's supervisor."""

Heard = Callable[[ev.AnyEvent], Awaitable[None]]


class Ears(Protocol):
    """What a session needs of the listener."""

    async def hear(self, frame: Frame) -> None: ...
    async def pause(self) -> None: ...
    async def finish(self) -> None: ...
    @property
    def speaking(self) -> bool: ...
    @property
    def lag(self) -> float: ...
    @property
    def failed(self) -> bool: ...


class Recognition:
    """`run` returns when the backlog is closed and every frame of it was heard."""

    def __init__(self, ears: Callable[[Heard], Ears], heard: Heard, backlog: Backlog, log: SessionLog) -> None:
        """`ears` makes a listener; `heard` is told what it finds. What became of it is read in the session's log."""
        self._new_ears, self._heard, self._backlog, self._log = ears, heard, backlog, log
        self._ears = ears(heard)
        self._breakdowns = 0
        self._going_off_record: asyncio.Task[None] | None = None

    @property
    def speaking(self) -> bool:
        return self._ears.speaking

    @property
    def lag(self) -> float:
        """Seconds of sound that were heard and not yet put into words."""
        return self._backlog.seconds + self._ears.lag

    async def run(self) -> None:
        """Raises what the listener raises: what is Scribe's own at once, a fault when it has come too often."""
        while not await self._finished():
            await self._start_anew()

    async def _finished(self) -> bool:
        """Feed the listener to the end. False when it broke down, which it may do a few times in a session."""
        try:
            while frame := await self._next():
                await self._ears.hear(frame)
            if self._going_off_record:
                await self._going_off_record
            await self._ears.finish()
        except Exception as error:  # whatever a model raises: the sound is in the journal and can be heard again
            log.error("recognition failed: %s in %s", type(error).__name__, where(error))
            self._breakdowns += 1
            if isinstance(error, ScribeError) or self._breakdowns > MOST_BREAKDOWNS:
                raise
            return False
        return True

    async def _next(self) -> Frame | None:
        """Taken only when the listener has room for it, so that a pause finds every frame in one place or the other."""
        while self._ears.lag > LEAD_S and not self._ears.failed:
            await asyncio.sleep(FEED_PAUSE_S)
        return await self._backlog.get()

    async def _start_anew(self) -> None:
        """A new listener hears again what did not become words; what did is complete."""
        text = "Listening was started again after a fault. Nothing is lost; words come later than usual."
        notice = ev.Notice(level=ev.NoticeLevel.WARNING, code="listening-restarted", text=text)
        for utterance in recovery.completions(self._log.transcript):
            await self._heard(utterance)
        await self._log.append(notice)
        self._backlog.rewind(round(recovery.heard_until(self._log.transcript) * RATE))
        self._ears = self._new_ears(self._heard)

    # -- off the record --------------------------------------------------------------------------------------------

    def go_off_record(self) -> None:
        """Put into words what was said before the pause, then forget every sample of it. Returns at once."""
        self._going_off_record = asyncio.create_task(self._forget(), name="off-record")

    async def _forget(self) -> None:
        while self._backlog.seconds > 0:
            await asyncio.sleep(FEED_PAUSE_S)
        await self._ears.pause()

    async def forgotten(self) -> None:
        """Returns once it is off the record, where it was to go."""
        if self._going_off_record:
            await self._going_off_record
            self._going_off_record = None

    def close(self) -> None:
        """Nothing waits any longer for a recognition that may have failed."""
        if self._going_off_record:
            self._going_off_record.cancel()
