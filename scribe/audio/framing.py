"""Blocks of any length, rate and channel count in; 16 kHz mono frames with exact positions out. Pure."""

import numpy as np
import soxr
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE, Frame

QUALITY = "HQ"
"""soxr's 20-bit recipe: aliasing below the noise of int16, at 0.1 % of a core."""

_NOTHING = np.zeros(0, np.float32)


class Framer:
    """Mixes down, resamples and cuts. Each sample of the input counts once, so positions can't drift."""

    def __init__(self, rate: int, channels: int, position: int = 0) -> None:
        """`rate` in Hz; `position`: 16 kHz sample counter of the first sample that will be fed."""
        self._rate = rate
        self._channels = channels
        self.wipe(position)

    @property
    def position(self) -> int:
        """Where the next frame will start, in samples at 16 kHz since capture began."""
        return self._position

    def feed(self, block: NDArray[np.float32]) -> list[Frame]:
        """The frames that `block`, shape (n, channels) or (n,) when mono, completes."""
        return self._cut(self._resampled(self._mono(block), last=False))

    def flush(self) -> list[Frame]:
        """What is left at the end of the sound; the last frame is filled up with silence."""
        frames = self._cut(self._resampled(_NOTHING, last=True))
        if self._rest.size:
            frames += self._cut(np.zeros(FRAME - self._rest.size, np.float32))
        self._resampler = self._new_resampler()
        return frames

    def wipe(self, position: int) -> None:
        """Forget the partial frame and the resampler's memory; the next sample fed is at `position`."""
        self._rest = _NOTHING
        self._position = position
        self._resampler = self._new_resampler()

    def _new_resampler(self) -> soxr.ResampleStream | None:
        if self._rate == RATE:
            return None
        return soxr.ResampleStream(self._rate, RATE, 1, dtype="float32", quality=QUALITY)

    def _mono(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        if block.ndim == 1:
            return block
        return block[:, 0] if self._channels == 1 else block.mean(axis=1, dtype=np.float32)

    def _resampled(self, mono: NDArray[np.float32], *, last: bool) -> NDArray[np.float32]:
        if self._resampler is None:
            return mono
        resampled: NDArray[np.float32] = self._resampler.resample_chunk(np.ascontiguousarray(mono), last=last)
        return resampled

    def _cut(self, samples: NDArray[np.float32]) -> list[Frame]:
        waiting = np.concatenate((self._rest, samples))
        whole = waiting.size // FRAME
        # Clipped, because resampling can overshoot full scale; a copy, so that no frame keeps its block alive.
        cut = np.clip(waiting[: whole * FRAME], -1.0, 1.0).reshape(whole, FRAME)
        self._rest = waiting[whole * FRAME :].copy()
        frames = [Frame(self._position + row * FRAME, cut[row].copy()) for row in range(whole)]
        self._position += whole * FRAME
        return frames
