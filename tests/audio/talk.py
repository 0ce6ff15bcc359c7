"""Sound that rises and falls as talk does, on two channels."""

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE

SYLLABLE_S = 0.2


def talk(seconds: float, seed: int, loud: float = 0.1) -> NDArray[np.float32]:
    """Noise in syllables of changing loudness."""
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    loudness = random.uniform(0.05, 1.0, int(seconds / SYLLABLE_S) + 2) ** 2
    at = np.arange(count) / (SYLLABLE_S * RATE)
    envelope = np.interp(at, np.arange(len(loudness)), loudness)
    return (loud * envelope * random.normal(size=count)).astype(np.float32)


def hush(seconds: float, seed: int, loud: float = 1e-4) -> NDArray[np.float32]:
    """A quiet room."""
    return (loud * np.random.default_rng(seed).normal(size=int(seconds * RATE))).astype(np.float32)


def echoed(near: NDArray[np.float32], far: NDArray[np.float32], decibels: float, late_s: float) -> NDArray[np.float32]:
    """The near channel with the far voice in it, softer and later."""
    late = round(late_s * RATE)
    heard: NDArray[np.float32] = near.copy()
    heard[late:] += far[: len(far) - late] * np.float32(10 ** (decibels / 20))
    return heard


def framed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shape (frames, 512)."""
    whole: NDArray[np.float32] = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    return whole
