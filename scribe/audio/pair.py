"""A microphone and the far side's sound as one source that knows which of them spoke.

The microphone's clock is the session's. The far device has a clock of its own: its frames wait in a short line, from
which one is dropped when it grows, and silence is taken when it is empty, so that the two never drift apart by more
than an echo may take.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

import numpy as np

from scribe.audio.frame import FRAME, Frame
from scribe.audio.pair_framer import joined
from scribe.audio.sides import Sorter
from scribe.audio.source import Source

MOST_WAITING = 8
"""Frames (0.26 s) of the far side that may wait for the near one to be heard."""

MOST_HELD = 320
"""Frames (10 s) that may wait while the near side has sound to be taken: after a stall of the event loop both have as
much, and as long as a microphone's ring holds nothing of either is lost."""


class Pair:
    """`near` says when the source ends; a far side that ends or fails is silence."""

    def __init__(self, near: Source, far: Source) -> None:
        self._near, self._far = near, far
        self._sorter = Sorter()
        self._waiting: deque[Frame] = deque()
        self._paused = False

    @property
    def near(self) -> Source:
        return self._near

    @property
    def position(self) -> int:
        return self._near.position

    @property
    def waiting(self) -> bool:
        return self._near.waiting

    async def frames(self) -> AsyncIterator[Frame]:
        hearing = asyncio.create_task(self._hear_far(), name="far side")
        try:
            async for frame in self._near.frames():
                if not self._waiting:
                    await asyncio.sleep(0)  # whoever comes first after a stall gives the other its turn
                far = self._waiting.popleft().samples if self._waiting else np.zeros(FRAME, np.float32)
                yield joined(self._sorter, frame, far)
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)

    async def _hear_far(self) -> None:
        async for frame in self._far.frames():
            if self._paused:
                continue  # it was on its way when the pause came
            self._waiting.append(frame)
            most = MOST_HELD if self._near.waiting else MOST_WAITING
            while len(self._waiting) > most:
                self._waiting.popleft()

    def pause(self) -> None:
        self._paused = True
        self._near.pause()
        self._far.pause()
        self._waiting.clear()

    def resume(self) -> None:
        self._paused = False
        self._near.resume()
        self._far.resume()

    async def close(self) -> None:
        await self._far.close()
        await self._near.close()
