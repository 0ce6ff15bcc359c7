"""The sound that may still be decoded: what was heard lately, in one piece."""

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE

SPARE = RATE
"""Samples of room beyond twice what is needed when the buffer grows, and the least that is worth giving up."""


class Sound:
    """Samples by their position since capture began. Appending copies no more than what is new, amortised."""

    def __init__(self) -> None:
        self._buffer = np.zeros(SPARE, np.float32)
        self._length = 0
        self.start = 0
        """Position of the first sample held."""

    @property
    def end(self) -> int:
        """Position after the last sample held."""
        return self.start + self._length

    def append(self, position: int, samples: NDArray[np.float32]) -> None:
        """`position` is `end`, or anything when nothing is held."""
        if not self._length:
            self.start = position
        needed = self._length + len(samples)
        if needed > len(self._buffer):
            self._buffer = np.concatenate((self._buffer[: self._length], np.zeros(needed + SPARE, np.float32)))
        self._buffer[self._length : needed] = samples
        self._length = needed

    def between(self, start: float, end: float) -> NDArray[np.float32]:
        """A copy of what is held of [start, end] (seconds)."""
        first = max(0, round(start * RATE) - self.start)
        last = min(self._length, round(end * RATE) - self.start)
        return self._buffer[first : max(first, last)].copy()

    def drop_before(self, start: float) -> None:
        """Forget what lies before `start` (seconds)."""
        gone = min(self._length, max(0, round(start * RATE) - self.start))
        if gone >= SPARE:
            self._buffer = self._buffer[gone:].copy()
            self._length -= gone
            self.start += gone

    def wipe(self) -> None:
        """Forget everything, and overwrite it."""
        self._buffer.fill(0)
        self._length = 0
