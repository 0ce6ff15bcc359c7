"""How often to look at the open utterance: as often as this machine can afford. Pure, but for the measurement."""

import time

import numpy as np

from scribe.audio.frame import RATE
from scribe.speech.decoding import Decoder

SHARE = 0.45
"""Of one core for looking while somebody speaks: the device stays cool, and the rest of the pipeline has room."""
LEAST_S = 0.42
"""New sound that a look is worth: with less, words come hardly sooner at a price that grows."""
MOST_S = 1.5
"""Rarer looks would let words come in lumps; a machine that needs them is too slow for its model."""
TRIED_S = (4.0, 4.5, 5.0)
"""Sound of the trial looks: the first is a whole one, as after a cut, the others find it grown. There are more of those
between two cuts, so that a slow machine is taken for a little slower than it is."""
TRIALS = 2
"""The quicker counts: the other was held up by something else."""


def step_s(look_s: float) -> float:
    """Seconds of new sound between looks, where one look takes `look_s` seconds."""
    return min(MOST_S, max(LEAST_S, look_s / SHARE))


def look_s(whisper: Decoder) -> float:
    """Seconds that a look takes on this machine, now, in the mean."""
    noise = np.random.default_rng(0).normal(0, 0.01, int(TRIED_S[-1] * RATE)).astype(np.float32)
    took = []
    for _ in range(TRIALS):
        begun = time.perf_counter()
        for seconds in TRIED_S:
            whisper.decode(noise[: int(seconds * RATE)])
        took.append(time.perf_counter() - begun)
    return min(took) / len(TRIED_S)
