"""Frames and tones that the audio tests share."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, Frame


def numbered(count: int, position: int = 0) -> list[Frame]:
    """Frames that follow each other, each filled with a value of its own."""
    return [Frame(position + n * FRAME, np.full(FRAME, (n % 1000) / 1000, np.float32)) for n in range(count)]


def tone(rate: int, seconds: float, hertz: float = 440.0, channels: int = 1) -> NDArray[np.float32]:
    """A sine at half of full scale, shape (n,) or (n, channels)."""
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)
    mono = wave.astype(np.float32)
    return mono if channels == 1 else np.stack([mono] * channels, axis=1)


def joined(frames: Sequence[Frame]) -> NDArray[np.float32]:
    return np.concatenate([frame.samples for frame in frames])


def positions(frames: Sequence[Frame]) -> list[int]:
    return [frame.position for frame in frames]
