"""Whose voice: a piece of speech as a point on a sphere, near the same person's other pieces.

CAM++ (Wang 2023) through ONNX Runtime, on the Kaldi filterbank features that it was trained with.
"""

from pathlib import Path

import kaldi_native_fbank
import numpy as np
from numpy.typing import NDArray

from scribe.models.onnx_session import onnx_session
from scribe.speech.segmentation import RATE

SHIFT = 160
"""Samples from one feature frame to the next: 10 ms."""
REACH = 400
"""Samples that one feature frame sees: 25 ms."""
BANDS = 80
SIZE = 192
"""Numbers in a voiceprint."""

_INT16 = 32768.0
"""Kaldi's features are defined on 16-bit sample values."""


def features(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-mel energies, shape (frames, 80): one frame for every 10 ms whose 25 ms are all there."""
    options = kaldi_native_fbank.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = RATE
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = BANDS
    bank = kaldi_native_fbank.OnlineFbank(options)
    bank.accept_waveform(RATE, (samples * _INT16).tolist())
    bank.input_finished()
    frames = [bank.get_frame(i) for i in range(bank.num_frames_ready)]
    return np.stack(frames) if frames else np.zeros((0, BANDS), np.float32)


class Voiceprint:
    """The model, on one thread."""

    def __init__(self, model: Path) -> None:
        self._session = onnx_session(model)

    def embed(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """The voiceprint, shape (192,), of length 1, of feature frames, shape (n, 80), n > 0."""
        level = frames - frames.mean(axis=0, keepdims=True)
        (found,) = self._session.run(None, {"x": level[None]})
        vector: NDArray[np.float32] = found[0] / np.linalg.norm(found[0])
        return vector
