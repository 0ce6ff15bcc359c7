"""Whisper's input: log-mel features, as faster-whisper computes them, in single precision."""

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy import fft

SHIFT = 160
"""Samples from one feature frame to the next (10 ms)."""
WINDOW = 400
"""Samples each frame looks at."""
FLOOR = 8.0
"""Decades under the loudest value at which features are clipped (Whisper's own constant)."""


class LogMel:
    """80 or 128 mel bands, whatever the model was trained on."""

    def __init__(self, bands: int) -> None:
        self._filters = np.asarray(FeatureExtractor.get_mel_filters(16_000, WINDOW, bands), np.float32)
        self._hann = np.hanning(WINDOW + 1)[:-1].astype(np.float32)

    def __call__(self, samples: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
        """16 kHz sound, padded with silence or cut to `frames` frames of 10 ms: shape (1, bands, frames)."""
        padded = np.zeros(frames * SHIFT + WINDOW, np.float32)
        kept = samples[: frames * SHIFT]
        padded[WINDOW // 2 : WINDOW // 2 + len(kept)] = kept
        padded[: WINDOW // 2] = padded[WINDOW // 2 + 1 : WINDOW + 1][::-1]
        heard = min(frames, len(kept) // SHIFT + 2)
        windows = sliding_window_view(padded, WINDOW)[: heard * SHIFT : SHIFT] * self._hann
        power = np.abs(fft.rfft(windows, axis=1)) ** 2
        mel = np.full((self._filters.shape[0], frames), 1e-10, np.float32)
        mel[:, :heard] = np.maximum(self._filters @ power.T, 1e-10)
        log = np.log10(mel)
        return np.ascontiguousarray(((np.maximum(log, log.max() - FLOOR) + 4.0) / 4.0)[None], np.float32)
