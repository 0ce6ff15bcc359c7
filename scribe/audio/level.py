"""Input level for the meter. Pure."""

import math

import numpy as np

from scribe.audio.frame import FRAME, Frame

FRAMES_A_READING = 7
"""0.224 s of sound: the largest rate below five readings a second."""

FLOOR_DBFS = -100.0
"""Shown for digital silence; below the noise of any microphone."""


class LevelMeter:
    """Root-mean-square level; a sine at full scale reads -3 dBFS."""

    def __init__(self) -> None:
        self._energy = 0.0
        self._frames = 0
        self._next = 0

    def feed(self, frame: Frame) -> float | None:
        """dBFS of the last 0.224 s, when they are complete. A gap in the sound starts anew."""
        if frame.position != self._next:
            self._energy, self._frames = 0.0, 0
        self._next = frame.position + FRAME
        self._energy += float(np.dot(frame.samples, frame.samples))
        self._frames += 1
        if self._frames < FRAMES_A_READING:
            return None
        power = self._energy / (self._frames * FRAME)
        self._energy, self._frames = 0.0, 0
        return max(FLOOR_DBFS, 10 * math.log10(power)) if power > 0 else FLOOR_DBFS
