"""Windows to tracks: which local voice of this window is which of the window before. Pure.

Successive windows overlap; a voice keeps its track as long as it is heard in the overlap. A track is therefore one
person's voice for as long as they speak now and then, and ends when they were silent for a whole window.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

ACTIVE = 0.5
"""Mean probability above which a track is taken to speak."""
LINK = 0.25
"""Least share of the fainter side's speech in the overlap that a link needs: less is chance."""
CONTEXT = 120.0
"""Frames (2 s) of sound after a frame from which more adds little."""
LEAST_TRUST = np.float32(0.1)
FAINT = 3.0
"""Frames' worth of probability below which a voice is only the model's doubt."""


class Stitcher:
    """The activity of tracks over the newest `length` frames, each the mean of all windows that saw it."""

    def __init__(self, length: int, track: int = 0) -> None:
        """`track`: number of the first track, so that tracks of several stretches stay apart."""
        self._length = length
        self.first = 0
        """Frame of the first row."""
        self.tracks: list[int] = []
        """Ids of the columns."""
        self._sum: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._seen: NDArray[np.float32] = np.zeros(0, np.float32)
        self.next = track
        """Number of the next new track."""

    @property
    def end(self) -> int:
        """Frame after the last row."""
        return self.first + len(self._seen)

    def add(self, first: int, local: NDArray[np.float32]) -> None:
        """A window's activity, shape (frames, voices), whose first row is frame `first`; windows come in order."""
        self._extend_to(first + len(local))
        columns = self._match(first, local)
        rows = slice(first - self.first, first - self.first + len(local))
        trust = _trust(len(local))
        for voice, column in columns.items():
            self._sum[rows, column] += local[:, voice] * trust
        self._seen[rows] += trust
        self._forget()

    def activity(self) -> NDArray[np.float32]:
        """Mean probabilities, shape (rows, tracks)."""
        seen: NDArray[np.float32] = np.maximum(self._seen, np.float32(1e-6))
        return self._sum / seen[:, None]

    def _extend_to(self, end: int) -> None:
        missing = max(0, end - self.end)
        self._sum = np.pad(self._sum, ((0, missing), (0, 0)))
        self._seen = np.pad(self._seen, (0, missing))

    def _match(self, first: int, local: NDArray[np.float32]) -> dict[int, int]:
        """Column for each voice heard: linked ones first, new ones for the rest."""
        known = self.activity()[first - self.first : first - self.first + len(local)]
        voices = [v for v in range(local.shape[1]) if local[:, v].sum() >= FAINT]
        links = self._links(known, local, voices)
        for voice in voices:
            if voice not in links:
                links[voice] = self._open()
        return links

    def _links(self, known: NDArray[np.float32], local: NDArray[np.float32], voices: list[int]) -> dict[int, int]:
        if not voices or not self.tracks:
            return {}
        overlap = self._seen[-len(local) :] > 0
        then, now = known[overlap], local[overlap][:, voices]
        together = np.minimum(then[:, :, None], now[:, None, :]).sum(axis=0)
        least = np.minimum(then.sum(axis=0)[:, None], now.sum(axis=0)[None, :])
        columns, found = linear_sum_assignment(-together)
        return {
            voices[v]: int(c)
            for c, v in zip(columns, found, strict=True)
            if together[c, v] > max(FAINT, LINK * least[c, v])
        }

    def _open(self) -> int:
        self.tracks.append(self.next)
        self.next += 1
        self._sum = np.pad(self._sum, ((0, 0), (0, 1)))
        return len(self.tracks) - 1

    def _forget(self) -> None:
        """Drops rows beyond the length, and tracks that no remaining row heard."""
        drop = max(0, len(self._seen) - self._length)
        self.first += drop
        self._sum, self._seen = self._sum[drop:], self._seen[drop:]
        heard = self._sum.sum(axis=0) >= FAINT
        self.tracks = [track for track, keep in zip(self.tracks, heard, strict=True) if keep]
        self._sum = self._sum[:, heard]


def _trust(length: int) -> NDArray[np.float32]:
    """Weight of each frame of a window: sound heard after it tells the model more about it."""
    after: NDArray[np.float32] = np.arange(length, 0, -1, dtype=np.float32)
    trust: NDArray[np.float32] = np.clip(after / np.float32(CONTEXT), LEAST_TRUST, np.float32(1))
    return trust
