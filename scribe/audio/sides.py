"""Two channels of one talk, the near microphone and the far side's sound: who speaks, and one channel to hear. Pure.

A channel speaks when it stands above its own noise and above what the other one may leave in it: the far voice comes
out of a loudspeaker and into the microphone a little later and softer. How much softer is learnt from moments in which
one channel follows the other's loudness; how much later need not be known exactly.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import FRAME_S, Sides

LATEST = 12
"""Frames (0.38 s) in which an echo arrives: driver and Bluetooth buffers, and the room's own reverberation."""
SEEN = 64
"""Frames (2 s) over which one channel's loudness is compared with the other's."""
LOOKS_EVERY = 8
"""Frames (0.26 s) between comparisons."""
FOLLOWS = 0.85
"""Correlation of loudness from which on one channel is the other's echo: two who talk at once do not rise together."""
LIVELY_DB = 3.0
"""Deviation of loudness under which there is nothing to compare: a hum follows every hum."""
COUPLING_DB = -6.0
"""How much softer an echo is, until it is known: a loudspeaker beside the microphone."""
LEARNS = 0.02
"""Of the way towards what was measured, in each frame in which only the other speaks: known after two seconds of it."""
RISES = 0.2
"""Share of that for a louder measurement: more than an echo may be speech over it."""
ABOVE_ECHO_DB = 6.0
"""Over the echo that is expected, before it is speech: echoes differ by as much from syllable to syllable."""
ABOVE_NOISE_DB = 10.0
"""Over the channel's own noise, before it is speech."""
QUIET_DB = -65.0
"""Of full scale; what is softer is noise whatever else is heard."""
FALLS, CREEPS_DB = 0.2, 3.0 * FRAME_S
"""The noise follows a softer frame by this share at once, and rises by 3 dB a second: through words it hardly moves."""
HANGS = 6
"""Frames (0.2 s) that speech goes on after it was last heard: a stop consonant is no end."""
SILENT = 1e-10
"""Power of a frame of zeros."""


class Sorter:
    """Frame by frame; both channels' frames belong to the same moment, to within the time of an echo."""

    def __init__(self) -> None:
        self._near, self._far = _Channel(), _Channel()
        self._gains = (1.0, 1.0)

    def sort(self, near: NDArray[np.float32], far: NDArray[np.float32]) -> tuple[NDArray[np.float32], Sides]:
        """One channel to hear: who speaks is in it, and no echo of theirs."""
        self._near.take(_decibels(near))
        self._far.take(_decibels(far))
        sides = Sides(self._near.hear(self._far), self._far.hear(self._near))
        return self._mixed(near, far, sides), sides

    def _mixed(self, near: NDArray[np.float32], far: NDArray[np.float32], sides: Sides) -> NDArray[np.float32]:
        """Each channel while it speaks, faded in and out over the frame; both where nobody does."""
        idle = sides.near == sides.far
        wanted = (1.0 if idle or sides.near else 0.0, 1.0 if idle or sides.far else 0.0)
        fade = np.linspace(0.0, 1.0, len(near), dtype=np.float32)
        gains = [old + (new - old) * fade for old, new in zip(self._gains, wanted, strict=True)]
        self._gains = wanted
        mixed: NDArray[np.float32] = np.clip(near * gains[0] + far * gains[1], -1.0, 1.0)
        return mixed


class _Channel:
    """Levels are decibels of full scale."""

    def __init__(self) -> None:
        self.levels: deque[float] = deque(maxlen=SEEN)
        self._noise_db = QUIET_DB
        self._coupling_db = COUPLING_DB
        self._left = 0
        self._frames = 0
        self._is_echo = False

    def take(self, level: float) -> None:
        self.levels.append(level)
        self._frames += 1

    @property
    def speaks(self) -> bool:
        return self._left > 0

    def hear(self, other: "_Channel") -> bool:
        level, loudest = self.levels[-1], max(list(other.levels)[-LATEST:])
        if self._frames % LOOKS_EVERY == 0:
            self._compare(other)
        loud = level > max(self._noise_db + ABOVE_NOISE_DB, QUIET_DB)
        speaks = loud and not self._is_echo and level > loudest + self._coupling_db + ABOVE_ECHO_DB
        if other.speaks and not speaks:
            found = min(0.0, level - loudest)
            share = LEARNS if found < self._coupling_db else LEARNS * RISES
            self._coupling_db += (found - self._coupling_db) * share
        self._left = HANGS if speaks else max(0, self._left - 1)
        self._noise_db += (level - self._noise_db) * FALLS if level < self._noise_db else CREEPS_DB
        return self.speaks

    def _compare(self, other: "_Channel") -> None:
        """A channel that rises and falls as the other did a moment ago, only softer, is its echo."""
        found = echo(np.array(self.levels), np.array(other.levels))
        self._is_echo = found is not None
        if found is not None:
            self._coupling_db = max(self._coupling_db, found)


def echo(own: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """By how much (decibels) `own` is the softer echo of `other`; None where it is none. Levels of the same frames."""
    best, gain = 0.0, 0.0
    for late in range(min(LATEST, len(own) - 1) + 1):
        a, b = own[late:], other[: len(other) - late]
        if len(a) < SEEN // 2 or a.std() < LIVELY_DB or b.std() < LIVELY_DB:
            continue
        likeness = float(np.corrcoef(a, b)[0, 1])
        if likeness > best:
            best, gain = likeness, float((a - b).mean())
    return gain if best >= FOLLOWS and gain < 0 else None


def _decibels(samples: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + SILENT))
