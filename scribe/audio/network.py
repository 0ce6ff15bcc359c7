"""A tablet as the microphone: numbered blocks of sound in, frames out."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator

from scribe.audio.frame import RATE, Frame, from_pcm
from scribe.audio.framing import Framer
from scribe.errors import ProtocolError

LONGEST_BLOCK = RATE * 2
"""Bytes of one block: one second, well under the gateway's limit on a message."""

MOST_WAITING = 30 * RATE * 2
"""Bytes: half a minute that capture has not taken yet. Beyond it the tablet keeps its blocks and offers them again."""


class NetworkSource:
    """16 kHz mono int16 little-endian blocks, each taken exactly once and in order, however often it is sent.

    The first block fixes the count, so a tablet that outlives the daemon goes on with its oldest unanswered block.
    """

    def __init__(self, start: int = 0) -> None:
        self._framer = Framer(RATE, 1, start)
        self._blocks: deque[bytes] = deque()
        self._ready: deque[Frame] = deque()
        self._waiting = 0
        self._wanted: int | None = None
        self._paused_at: float | None = None
        self._closed = False
        self._changed = asyncio.Event()

    @property
    def position(self) -> int:
        passed = 0.0 if self._paused_at is None else time.monotonic() - self._paused_at
        return self._framer.position + int(passed * RATE)

    @property
    def waiting(self) -> bool:
        return bool(self._blocks or self._ready)

    @property
    def wanted(self) -> int | None:
        """Number of the next block; None before the first."""
        return self._wanted

    def offer(self, number: int, pcm: bytes) -> int:
        """Take block `number` if its turn has come and there is room. Returns the number that is wanted next.

        A block offered while paused is answered and forgotten. ProtocolError: not whole samples, or over a second.
        """
        if number < 0 or len(pcm) % 2 or len(pcm) > LONGEST_BLOCK:
            raise ProtocolError("A block of sound is not int16 samples of at most one second.", "Update the tablet.")
        if self._wanted is None:
            self._wanted = number
        full = self._waiting + len(pcm) > MOST_WAITING
        if number != self._wanted or full:
            return self._wanted
        self._wanted += 1
        if self._paused_at is None and not self._closed:
            self._blocks.append(pcm)
            self._waiting += len(pcm)
            self._changed.set()
        return self._wanted

    async def frames(self) -> AsyncIterator[Frame]:
        """Every frame; after `close`, what had been taken before it."""
        while True:
            while self._ready:
                yield self._ready.popleft()
            if self._blocks:
                self._ready.extend(self._framer.feed(from_pcm(self._take())))
            elif self._closed:
                break
            else:
                self._changed.clear()
                await self._changed.wait()
        for frame in self._framer.flush():
            yield frame

    def _take(self) -> bytes:
        pcm = self._blocks.popleft()
        self._waiting -= len(pcm)
        return pcm

    def pause(self) -> None:
        if self._paused_at is None:
            self._wipe(self._framer.position)
            self._paused_at = time.monotonic()

    def resume(self) -> None:
        if self._paused_at is not None:
            self._wipe(self.position)
            self._paused_at = None

    def _wipe(self, position: int) -> None:
        self._blocks.clear()
        self._ready.clear()
        self._waiting = 0
        self._framer.wipe(position)

    async def close(self) -> None:
        self._closed = True
        self._changed.set()
