"""Frames between capture and speech. Capture never waits for speech, and no frame is dropped."""

import asyncio
from collections import deque
from itertools import islice, takewhile

from scribe.audio.frame import FRAME, FRAME_S, Frame
from scribe.audio.journal import Journal

MOST_FRAMES = int(60 / FRAME_S)
"""A minute, 4 MB, in memory. What is older is read again from the journal when its turn comes."""

RELOAD_FRAMES = int(10 / FRAME_S)
"""Read back at a time."""


class Backlog:
    """In order: frames read back from the journal, frames that are only there, frames in memory."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._reloaded: deque[Frame] = deque()
        self._spilled = 0
        """Frames that are only in the journal, from `_spill_start` up to `_spill_end` (samples)."""
        self._spill_start = self._spill_end = 0
        self._recent: deque[Frame] = deque()
        self._closed = False
        self._clearings = 0
        self._changed = asyncio.Event()
        self._taken = asyncio.Event()

    @property
    def seconds(self) -> float:
        """Seconds of sound that wait."""
        return (len(self._reloaded) + self._spilled + len(self._recent)) * FRAME_S

    def put(self, frame: Frame) -> None:
        """Must be in the journal already. Returns at once."""
        self._recent.append(frame)
        # While the journal can't write, its own memory is bounded too: then frames stay here, however many.
        if len(self._recent) > MOST_FRAMES and self._journal.failed is None:
            self._spill(self._recent.popleft())
        self._changed.set()

    def _spill(self, frame: Frame) -> None:
        if not self._spilled:
            self._spill_start = frame.position
        self._spilled += 1
        self._spill_end = frame.position + FRAME

    async def get(self) -> Frame | None:
        """The oldest frame, as soon as there is one; None once all is taken after `close`. For one reader."""
        while True:
            if self._reloaded or (self._recent and not self._spilled):
                frame = (self._reloaded or self._recent).popleft()
                self._taken.set()
                return frame
            if self._spilled:
                await self._reload()
            elif self._closed:
                return None
            else:
                self._changed.clear()
                await self._changed.wait()

    async def _reload(self) -> None:
        start, end, clearings = self._spill_start, self._spill_end, self._clearings
        frames = await asyncio.to_thread(self._from_journal, start, end)
        if clearings != self._clearings:
            return
        self._reloaded.extend(frames)
        # Fewer than asked for: the end, or the rest was struck meanwhile.
        whole = len(frames) < RELOAD_FRAMES or frames[-1].position + FRAME >= self._spill_end
        if whole and end == self._spill_end:
            self._spilled = 0
        else:
            self._spill_start = frames[-1].position + FRAME if frames else end
            self._spilled = max(1, self._spilled - len(frames))
        self._taken.set()

    def _from_journal(self, start: int, end: int) -> list[Frame]:
        wanted = takewhile(lambda frame: frame.position < end, self._journal.read(start))
        return list(islice(wanted, RELOAD_FRAMES))

    async def room(self, limit_s: float = 10.0) -> None:
        """Wait until less than `limit_s` waits: for a source that could go faster than speech."""
        while self.seconds >= limit_s:
            self._taken.clear()
            await self._taken.wait()

    def rewind(self, start: int) -> None:
        """Give again, from the journal, what was put from sample `start` on; what waits goes on waiting."""
        end = self._recent[0].position if self._recent else self._journal.end
        waiting = [frame.position for frame in (*self._reloaded, *self._recent)]
        start = min(start, *waiting, self._spill_start if self._spilled else end)
        self._clearings += 1
        self._reloaded.clear()
        self._spill_start, self._spill_end = start, end
        self._spilled = max(0, -(-(end - start) // FRAME))
        self._changed.set()

    def clear(self) -> None:
        """Forget everything that waits."""
        self._clearings += 1
        self._reloaded.clear()
        self._recent.clear()
        self._spilled = 0
        self._taken.set()

    def close(self) -> None:
        """No more frames will be put."""
        self._closed = True
        self._changed.set()
