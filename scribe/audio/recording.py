"""A recording as if it were the room."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Literal

from scribe.audio.frame import RATE, Frame
from scribe.audio.framing import Framer
from scribe.audio.pair_framer import PairFramer
from scribe.audio.soundfile_reader import SoundFileReader


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens at a moment of the recording."""

    at: float
    """Seconds since the recording began."""
    act: Callable[[], Awaitable[None]]


class Recording:
    """WAV, FLAC, Ogg or MP3, any rate and channel count, read in blocks of a second on a worker thread.

    Speed "1": a frame leaves when its last sample would have been heard, on an absolute schedule, so that a stall is
    caught up. "max": as fast as frames are taken. A cue is awaited as soon as the position reaches it, before the frame
    that contains it, also while paused.
    """

    def __init__(
        self,
        path: Path,
        *,
        speed: Literal["1", "max"] = "1",
        start: int = 0,
        cues: Sequence[Cue] = (),
        separate: bool = False,
    ) -> None:
        """`start`: sample (at 16 kHz) to go on from. `separate`: of two channels the first is the near side, the second
        the far one. AudioFileError when the file can't be played to its end."""
        self._reader = SoundFileReader(path)
        self._paced = speed == "1"
        self.separate = separate and self._reader.channels == 2
        """Its frames know which side speaks."""
        rate, channels = self._reader.rate, self._reader.channels
        self._framer = PairFramer(rate, start) if self.separate else Framer(rate, channels, start)
        self._ready: deque[Frame] = deque()
        self._cues = deque(sorted(cues, key=lambda cue: cue.at))
        self._position = start
        self._began: float | None = None
        self._paused = False
        self._closed = False
        self._read_from: int | None = start
        self._ended = False
        self._changed = asyncio.Event()

    @property
    def duration(self) -> float:
        """Seconds, by the file's own count."""
        return self._reader.duration

    @property
    def position(self) -> int:
        if not (self._paused and self._paced and self._began is not None):
            return self._position
        now = int((time.monotonic() - self._began) * RATE)
        return max(self._position, min(now, int(self.duration * RATE)))

    @property
    def waiting(self) -> bool:
        """A file's sound comes when its time has come, never before."""
        return False

    def pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._wipe(self._position)

    def resume(self) -> None:
        if self._paused:
            self._position = self.position
            self._paused = False
            self._wipe(self._position)

    def _wipe(self, position: int) -> None:
        self._ready.clear()
        self._framer.wipe(position)
        self._read_from = position
        self._ended = False
        self._changed.set()

    async def close(self) -> None:
        """Ends `frames` at once: a recording has nothing that was heard and not delivered."""
        self._closed = True
        self._changed.set()
        self._ready.clear()
        await asyncio.to_thread(self._reader.close)

    async def frames(self) -> AsyncIterator[Frame]:
        self._began = time.monotonic() - self._position / RATE
        while not self._closed:
            if self._paused:
                if await self._pass_in_silence():
                    return
                continue
            if not self._ready and not self._ended:
                await self._read_more()
                continue
            if await self._act_before(self._ready[0].end if self._ready else self.duration):
                continue
            if not self._ready:
                return
            if await self._reach(self._ready[0].end) and self._ready:
                frame = self._ready.popleft()
                self._position = self._ready[0].position if self._ready else self._framer.position
                yield frame

    async def _pass_in_silence(self) -> bool:
        """Paused: wait for the next cue, or the end (True). Returns early when resumed or closed."""
        cue_at = self._cues[0].at if self._cues else inf
        if not await self._reach(min(cue_at, self.duration)):
            return False
        if cue_at > self.duration:
            return True
        self._position = max(self._position, round(cue_at * RATE))
        await self._cues.popleft().act()
        return False

    async def _act_before(self, end: float) -> bool:
        """Await the next cue if it falls before `end`, in seconds. True when there was one to see to."""
        if not self._cues or self._cues[0].at > end or (self._cues[0].at == end and self._ready):
            return False
        at = self._cues[0].at
        if await self._reach(at):
            act = self._cues.popleft().act
            before = self._position
            await act()
            if self._paused and self._position == before:
                # The frame under way was cut off by the pause: time has come as far as the cue, not only to its start.
                self._position = max(before, round(at * RATE))
        return True

    async def _reach(self, at: float) -> bool:
        """Wait until `at` seconds of the recording have passed. False: paused, resumed or closed meanwhile."""
        self._changed.clear()
        wait = at - (time.monotonic() - (self._began or 0.0)) if self._paced else 0.0
        if wait <= 0:
            await asyncio.sleep(0)
            return not self._changed.is_set()
        try:
            await asyncio.wait_for(self._changed.wait(), wait)
        except TimeoutError:
            return True
        return False

    async def _read_more(self) -> None:
        """One more block into `_ready`, unless a pause or a resume has made it worthless meanwhile."""
        self._changed.clear()
        start, self._read_from = self._read_from, None
        block = await asyncio.to_thread(self._reader.read, start)
        if self._changed.is_set():
            return
        self._ended = block is None
        self._ready.extend(self._framer.flush() if block is None else self._framer.feed(block))
