"""What the clients are told of the sound that comes in: how loud it is, and whether it is being saved."""

import asyncio

from scribe import events as ev
from scribe.audio.frame import Frame
from scribe.audio.journal import Journal
from scribe.audio.level import LevelMeter
from scribe.session.log import SessionLog


class Watch:
    """Sees every frame; used by the capture of one session alone, which never waits for it."""

    def __init__(self, log: SessionLog, journal: Journal) -> None:
        self._log = log
        self._journal = journal
        self._meter = LevelMeter()
        self._degraded = False
        self._noticing: asyncio.Task[None] | None = None

    def see(self, frame: Frame, *, speech: bool) -> None:
        """Returns at once. Raises what an earlier notice could not be stored for."""
        level = self._meter.feed(frame)
        if level is not None:
            self._log.tell(ev.Level(dbfs=round(level, 1), speech=speech))
        failed = self._journal.failed is not None
        if failed != self._degraded and (self._noticing is None or self._noticing.done()):
            self._degraded = failed
            if self._noticing:
                self._noticing.result()
            # Not awaited: on a full disk it is not stored before there is room.
            self._noticing = asyncio.create_task(self._log.append(_notice(failed)), name="notice")
            self._noticing.add_done_callback(_seen)

    async def end(self) -> None:
        """What it had to say is in the log."""
        if self._noticing:
            await self._noticing


def _seen(noticing: asyncio.Task[None]) -> None:
    """What went wrong is raised where somebody waits for it; where capture was cut off nobody does."""
    if not noticing.cancelled():
        noticing.exception()


def _notice(failed: bool) -> ev.Notice:
    if failed:
        text = "The device can't save sound right now. It goes on listening; its disk is full or can't be written."
        return ev.Notice(level=ev.NoticeLevel.ERROR, code="journal-degraded", text=text)
    return ev.Notice(level=ev.NoticeLevel.INFO, code="journal-recovered", text="Sound is being saved again.")
