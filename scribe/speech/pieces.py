"""Pieces: stretches in which one track speaks, cut from the activity of all tracks. Pure.

A piece is settled once no later window is going to change it much; until then it is the provisional tail.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ONSET = 0.5
OFFSET = 0.4
"""Probability at which a track starts and stops speaking; a little apart so that doubt does not chop a syllable off."""
BRIDGE = 12
"""Frames (0.2 s): a shorter silence is a stop consonant, not a pause."""
SHORTEST = 5
"""Frames (0.08 s): less is a click."""
SETTLE = 120
"""Frames (2 s) behind the edge after which a frame counts as settled: four windows have seen it with sound after it."""
LONGEST = 300
"""Frames (5 s): long speech is cut here, so that one piece never hides a change of speaker for long."""


@dataclass(frozen=True, slots=True)
class Run:
    """Frames [first, last) in which a track speaks."""

    track: int
    first: int
    last: int
    settled: bool


def runs(speaks: NDArray[np.bool_], track: int, origin: int, since: int, settled: int) -> Iterator[Run]:
    """A track's runs from frame `since` on; `speaks` starts at frame `origin`; those before `settled` stay."""
    at = max(0, since - origin)
    for begin, end in bridged(speaks[at:], BRIDGE):
        first, last = begin + at + origin, end + at + origin
        while last - first > LONGEST and first + LONGEST <= settled:
            yield Run(track, first, first + LONGEST, True)
            first += LONGEST
        closed = last + BRIDGE < settled
        if last - first >= SHORTEST or not closed:
            yield Run(track, first, last, closed)


def speaking(probability: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Hysteresis along the first axis: on at ONSET, off below OFFSET."""
    sure, maybe = probability >= ONSET, probability >= OFFSET
    found = np.zeros_like(sure)
    for column in range(probability.shape[1]):
        for first, last in bridged(maybe[:, column], 0):
            found[first:last, column] = sure[first:last, column].any()
    return found


def bridged(speaks: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """[first, last) of each stretch of True, those at most `gap` apart joined."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], speaks, [False])).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and first - found[-1][1] <= gap:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
