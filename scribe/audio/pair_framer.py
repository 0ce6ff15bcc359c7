"""Blocks of two channels in; frames that know which side spoke out. Pure."""

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import Frame
from scribe.audio.framing import Framer
from scribe.audio.sides import Sorter


class PairFramer:
    """As `Framer`, for a recording whose first channel is the near side and whose second the far one."""

    def __init__(self, rate: int, position: int = 0) -> None:
        self._near, self._far = Framer(rate, 1, position), Framer(rate, 1, position)
        self._sorter = Sorter()

    @property
    def position(self) -> int:
        return self._near.position

    def feed(self, block: NDArray[np.float32]) -> list[Frame]:
        """The frames that `block`, shape (n, 2), completes."""
        return self._sorted(self._near.feed(block[:, 0]), self._far.feed(block[:, 1]))

    def flush(self) -> list[Frame]:
        return self._sorted(self._near.flush(), self._far.flush())

    def wipe(self, position: int) -> None:
        self._near.wipe(position)
        self._far.wipe(position)

    def _sorted(self, near: list[Frame], far: list[Frame]) -> list[Frame]:
        return [joined(self._sorter, one, other.samples) for one, other in zip(near, far, strict=True)]


def joined(sorter: Sorter, near: Frame, far: NDArray[np.float32]) -> Frame:
    """What is heard of both at the near one's position."""
    samples, sides = sorter.sort(near.samples, far)
    return Frame(near.position, samples, sides)
