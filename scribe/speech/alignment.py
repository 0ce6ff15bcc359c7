"""When each token was said: dynamic time warping of the decoder's attention to the sound. Pure.

As in OpenAI's Whisper (whisper/timing.py, find_alignment): attention of the heads that follow the sound, each frame
normalised over the tokens, smoothed by a median, averaged, and the cheapest monotone path through it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

SMOOTHED = 7
"""Frames of 20 ms that the median is taken of."""

Attention = NDArray[np.float32]


def first_frames(attention: Attention, skipped: int) -> list[int]:
    """Shape (heads, tokens, frames). For each token after the first `skipped` the frame at which it begins."""
    spread = attention.std(axis=1, keepdims=True) + 1e-9
    normal = (attention - attention.mean(axis=1, keepdims=True)) / spread
    smooth = median_filter(normal, size=(1, 1, SMOOTHED), mode="mirror")
    return warp(-smooth.mean(axis=0)[skipped:])


def warp(cost: NDArray[np.floating]) -> list[int]:
    """Shape (tokens, frames). The first frame of each token on the cheapest path from corner to corner, which goes to
    the next token, the next frame or both at each step."""
    tokens, frames = cost.shape
    above = [0.0, *[float("inf")] * frames]
    steps: list[bytearray] = []
    for row in cost.tolist():
        left = float("inf")
        here, taken = [left], bytearray(frames + 1)
        for frame in range(1, frames + 1):
            both, token = above[frame - 1], above[frame]
            if both < token and both < left:
                best, taken[frame] = both, _BOTH
            elif token < both and token < left:
                best, taken[frame] = token, _TOKEN
            else:
                best, taken[frame] = left, _FRAME
            left = row[frame - 1] + best
            here.append(left)
        steps.append(taken)
        above = here
    return _walked_back(steps, tokens, frames)


_BOTH, _TOKEN, _FRAME = range(3)


def _walked_back(steps: list[bytearray], token: int, frame: int) -> list[int]:
    first = [0] * token
    while token and frame:
        first[token - 1] = frame - 1
        step = steps[token - 1][frame]
        token -= step != _FRAME
        frame -= step != _TOKEN
    return first
