"""Voice activity: how likely each frame of sound holds speech. Silero VAD v6, causal, one thread."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import FRAME
from scribe.models.onnx_session import onnx_session

CONTEXT = 64
"""Samples of the frame before that the model wants in front of each frame (faster_whisper/vad.py)."""

MEMORY = (1, 1, 128)
"""Shape of the model's recurrent state."""


class VoiceActivity:
    """Frames in the order in which they were heard; not thread-safe."""

    def __init__(self, model: Path) -> None:
        """`model`: silero_vad.onnx. ModelError if it is absent or can't be loaded."""
        self._session = onnx_session(model)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard: for the start of a session and after a pause."""
        self._h = np.zeros(MEMORY, np.float32)
        self._c = np.zeros(MEMORY, np.float32)
        self._before = np.zeros(CONTEXT, np.float32)

    def probability(self, samples: NDArray[np.float32]) -> float:
        """Of speech in one frame of 512 samples, 0 to 1."""
        return self.probabilities([samples])[0]

    def probabilities(self, frames: Sequence[NDArray[np.float32]]) -> list[float]:
        """The same for frames that follow each other: one call is cheaper than many."""
        if not frames:
            return []
        batch = np.empty((len(frames), CONTEXT + FRAME), np.float32)
        for row, samples in zip(batch, frames, strict=True):
            row[:CONTEXT] = self._before
            row[CONTEXT:] = samples
            self._before = samples[-CONTEXT:]
        self._before = self._before.copy()
        found, self._h, self._c = self._session.run(None, {"input": batch, "h": self._h, "c": self._c})
        return [float(p) for p in np.ravel(found)]
