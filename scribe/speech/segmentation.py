"""Who speaks locally: up to three voices within ten seconds, and where they overlap.

pyannote segmentation-3.0 (Bredin 2023, "powerset" training) through ONNX Runtime. The voices of one window are numbered
0 to 2 in no particular order; the same voice may have another number in the next window (see `stitching`).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scribe.models.onnx_session import onnx_session

RATE = 16_000
HOP = 270
"""Samples from one output frame to the next: the model's three strides, 10 x 3 x 3 x 3."""
FIELD = 991
"""Samples that one output frame sees; also the shortest input."""
WINDOW = 160_000
"""Samples the model was trained on: 10 s, 589 frames."""
VOICES = 3

# Columns: voices. Rows: the seven classes of the model, none, each alone, each pair.
_POWERSET = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]],
    dtype=np.float32,
)


EARLY = 0.04
"""Seconds added to every boundary: the model's frames lie a little before the sound they tell of."""


def frame_edge(frame: int) -> float:
    """Seconds from the first sample of frame 0 to the boundary between frame - 1 and frame."""
    return (frame * HOP + (FIELD - HOP) / 2) / RATE + EARLY


class Segmentation:
    """The model, on one thread."""

    def __init__(self, model: Path) -> None:
        self._session = onnx_session(model)

    def activity(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probability that each voice speaks, shape (frames, 3), from at least `FIELD` and at most `WINDOW` samples."""
        (logits,) = self._session.run(None, {"x": samples[None, None]})
        found: NDArray[np.float32] = np.exp(logits[0]) @ _POWERSET
        return found
