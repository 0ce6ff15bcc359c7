"""The unit of sound everywhere inside: 512 samples of 16 kHz mono."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second: what Silero, Whisper, segmentation-3.0 and CAM++ were all trained on."""

FRAME = 512
"""Samples in a frame (32 ms): the one size Silero voice activity takes at 16 kHz."""

FRAME_S = FRAME / RATE

PCM_SCALE = 32_768
"""Size of full scale in int16."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who speaks in a frame; nobody, one or both."""

    near: bool
    far: bool


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """32 ms of sound. `repr` shows where it is, never what it holds."""

    position: int
    """Samples since capture began, of the first sample."""
    samples: NDArray[np.float32]
    """Shape (512,), in [-1, 1]; nobody writes to it."""
    sides: Sides | None = None
    """Who speaks, where the two sides of a talk come in channels of their own. Not kept in the journal."""

    @property
    def start(self) -> float:
        """Seconds since capture began."""
        return self.position / RATE

    @property
    def end(self) -> float:
        """Seconds since capture began, just after the last sample."""
        return (self.position + FRAME) / RATE

    def __repr__(self) -> str:
        return f"Frame({self.position})"


def to_pcm(samples: NDArray[np.float32]) -> bytes:
    """int16 little-endian, clipped at full scale."""
    scaled = np.rint(samples * PCM_SCALE)
    return np.clip(scaled, -PCM_SCALE, PCM_SCALE - 1).astype("<i2").tobytes()


def from_pcm(pcm: bytes) -> NDArray[np.float32]:
    """float32 in [-1, 1) from int16 little-endian. The inverse of `to_pcm` for whatever came from int16."""
    return np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(PCM_SCALE)
