"""Whisper's encoder over sound that grows: what the look before encoded is not encoded again.

An open utterance is looked at again and again while it grows. The encoder attends to the whole window, but a frame
hardly depends on what comes more than a second later. So a look encodes the new sound, a little before and after it,
and sees all else as an earlier look left it: a quarter of the work. Any other sound is encoded from the window's start,
but not the silence after it, which another sound was followed by at the same place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.models.onnx_session import onnx_session
from scribe.speech.logmel import LogMel
from scribe.speech.window import FRAME_S, feature_frames

AGAIN_S = 1.0
"""Sound before the new that is encoded again, now that it is known what follows."""
AFTER_S = 0.3
"""Silence after the new sound that is encoded with it: it holds that the sound ends here."""
CUT = 1
"""Frames at either end of a part that the convolutions, which look two features to either side, see cut off."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Some frames of a window."""

    known: Array
    """What the encoder's own attention sees of them: (twice its layers, frames, width)."""
    keys: Array
    """What the decoder looks at: (its layers, heads, size, frames)."""
    values: Array
    """(its layers, heads, frames, size)"""

    def between(self, begin: int, end: int | None) -> "Encoded":
        return Encoded(self.known[:, begin:end], self.keys[..., begin:end], self.values[:, :, begin:end])


class WhisperEncoder:
    """One look at a time, on one thread."""

    def __init__(self, model: Path, threads: int = 1) -> None:
        """`model`: made by scripts/build-whisper. ModelError if it can't be loaded."""
        self._model = onnx_session(model, threads)
        inputs = {one.name: one.shape for one in self._model.get_inputs()}
        self._logmel = LogMel(inputs["mel"][1])
        self._nothing = Encoded(*(_without_frames(one.shape) for one in self._model.get_outputs()))
        self._samples, self._last = np.zeros(0, np.float32), self._nothing
        self._quiet, self._quiet_from = self._nothing, 0
        """A window that is silent from this frame on."""

    def forget(self) -> None:
        """A pause: no sound is held, and the last is overwritten."""
        for seen in (self._last, self._quiet):
            for held in (seen.known, seen.keys, seen.values):
                held.fill(0)
        self._samples.fill(0)
        self._samples, self._last = np.zeros(0, np.float32), self._nothing
        self._quiet, self._quiet_from = self._nothing, 0

    def __call__(self, samples: Array) -> Encoded:
        """16 kHz sound from a window's start, followed by the silence that the window holds after it."""
        mel = self._logmel(samples, feature_frames(len(samples) / RATE))
        frames = mel.shape[2] // 2
        begin = self._first_new(samples)
        silent = min(frames, int((len(samples) / RATE + AFTER_S) / FRAME_S))
        last, known_from = (self._last, silent) if begin else (self._quiet, max(silent, self._quiet_from))
        wider = last.known.shape[1] < frames
        end = frames if wider else known_from
        before, after = last.between(0, begin), last.between(end, frames)
        self._last = _joined((before, self._encode(mel, begin, end, before, after), after))
        if begin == 0 and not 0 < self._quiet_from <= silent:
            self._quiet, self._quiet_from = self._last, silent
        self._samples = samples.copy()
        return self._last

    def _first_new(self, samples: Array) -> int:
        """The frame from which on the sound is not as the last look heard it; 0 if it is another sound."""
        before = len(self._samples)
        grown = np.array_equal(self._samples, samples[:before])
        return max(0, int((before / RATE - AGAIN_S) / FRAME_S)) if grown else 0

    def _encode(self, mel: Array, begin: int, end: int, before: Encoded, after: Encoded) -> Encoded:
        """The frames from `begin` to `end` as they are between the others."""
        lead = min(CUT, begin)
        part = np.ascontiguousarray(mel[:, :, 2 * (begin - lead) : 2 * (end + CUT)])
        known = np.concatenate((before.known, after.known), axis=1)
        places = {"begin": lead, "end": lead + end - begin, "place": begin}
        numbers = {name: np.array([place], np.int64) for name, place in places.items()}
        return Encoded(*self._model.run(None, {"mel": part, "known": known, **numbers}))


def _joined(parts: Sequence[Encoded]) -> Encoded:
    return Encoded(
        np.concatenate([part.known for part in parts], axis=1),
        np.concatenate([part.keys for part in parts], axis=3),
        np.concatenate([part.values for part in parts], axis=2),
    )


def _without_frames(shape: Sequence[int | str]) -> Array:
    """Of an output whose length has a name instead of a number."""
    return np.zeros([size if isinstance(size, int) else 0 for size in shape], np.float32)
