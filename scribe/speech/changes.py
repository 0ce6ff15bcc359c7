"""Changes of voice that segmentation did not see, from voiceprints of short windows. Pure.

Two like voices that follow each other without a pause come out of segmentation as one. The voiceprints of windows of
0.8 s tell them apart: on either side of a change their means point in different directions.
"""

import numpy as np
from numpy.typing import NDArray

FIDELITY = 0.67
"""Similarity of the voiceprint of one 0.8 s window to the person's own centroid (median of 400 turns)."""
UNLIKE = 0.62
"""Share of the similarity that two sides of one person would have, under which they are two people. Two like voices,
0.45 apart in their centroids, reach 0.45 of it."""


def cuts(prints: NDArray[np.float32]) -> list[int]:
    """Windows at whose start another voice begins. `prints`: shape (n, size), of windows that overlap by half."""
    return sorted(_cuts(prints, 0))


def _cuts(prints: NDArray[np.float32], origin: int) -> list[int]:
    places = range(2, len(prints))
    if not places:
        return []
    likeness = [_likeness(prints[: at - 1], prints[at:]) for at in places]
    best = int(np.argmin(likeness))
    if likeness[best] >= UNLIKE:
        return []
    at = places[best]
    return [*_cuts(prints[: at - 1], origin), origin + at, *_cuts(prints[at:], origin + at)]


def _likeness(left: NDArray[np.float32], right: NDArray[np.float32]) -> float:
    """Similarity of the means over what one person's would be: about 1 for one person, less for two."""
    a, b = left.sum(axis=0), right.sum(axis=0)
    similarity = float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    return similarity / (_fidelity(len(left)) * _fidelity(len(right)))


def _fidelity(count: int) -> float:
    """Similarity of the mean of `count` windows to the centroid, their deviations being independent."""
    return float(FIDELITY * np.sqrt(count) / np.sqrt(1 + (count - 1) * FIDELITY**2))
