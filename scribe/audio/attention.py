"""Does a device that gives sound give the room's? Pure.

A microphone that is muted at its switch, or whose wire is broken, goes on giving samples: all alike. No real room does,
for every microphone and its converter have noise of their own.
"""

from enum import StrEnum

import numpy as np

from scribe.audio.frame import FRAME_S, PCM_SCALE, Frame

ALIKE = 1.5 / PCM_SCALE
"""Samples that differ by one step of 16 bits at most are alike: a dither, or the rounding of a constant."""

SKIPS_APART_S = 60.0
"""Between two reports of lost sound: a machine in trouble loses some again and again."""


class Change(StrEnum):
    """What became of a microphone."""

    AWAY = "away"
    BACK = "back"
    REPLACED = "replaced"
    """Another one is there instead, where none is named in the settings."""
    SILENT = "silent"
    """It gives samples and no sound: muted, or dead."""
    SOUND = "sound"
    """After a silence."""
    SKIPPED = "skipped"
    """Some sound was lost on its way here."""


class Attention:
    """Fed every frame in order."""

    def __init__(self, silence_s: float) -> None:
        """`silence_s`: seconds of samples that are all alike, after which it is silent."""
        self._limit_s = silence_s
        self._silent_s = 0.0
        self._silent = False
        self._lost = 0
        self._reported_at = -SKIPS_APART_S

    def feed(self, frame: Frame, lost: int) -> Change | None:
        """`lost`: times that the device lost sound so far."""
        return self._hear(frame) or self._count(frame, lost)

    def _hear(self, frame: Frame) -> Change | None:
        alike = float(np.ptp(frame.samples)) <= ALIKE
        self._silent_s = self._silent_s + FRAME_S if alike else 0.0
        silent = self._silent_s >= self._limit_s
        if silent == self._silent:
            return None
        self._silent = silent
        return Change.SILENT if silent else Change.SOUND

    def _count(self, frame: Frame, lost: int) -> Change | None:
        if lost <= self._lost or frame.end - self._reported_at < SKIPS_APART_S:
            return None
        self._lost, self._reported_at = lost, frame.end
        return Change.SKIPPED

    def renew(self) -> None:
        """Another device, or a pause: what it lost so far was another count."""
        self._silent_s, self._lost = 0.0, 0
