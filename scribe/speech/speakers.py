"""Who speaks when, so far: sound in, turns out, with labels that may be revised until the end.

Every half second segmentation reads the newest ten seconds; stitching turns its voices into tracks, tracks become
pieces, each piece a voiceprint, and all voiceprints together the people. Kept for the whole session are pieces (times
and 192 numbers each); sound is kept only as long as segmentation looks back.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scribe.speech import changes, pieces, speaker_state
from scribe.speech.pieces import Run
from scribe.speech.segmentation import FIELD, HOP, RATE, WINDOW, Segmentation, frame_edge
from scribe.speech.speaker_state import SpeakerState
from scribe.speech.stitching import Stitcher
from scribe.speech.turns import Turn, merge, within
from scribe.speech.voiceprint import BANDS, SHIFT, SIZE, Voiceprint, features
from scribe.speech.voices import Labelled, Piece, Voices

STEP = 28
"""Frames (0.47 s) of new sound that a new look is worth; just under the half second in which sound comes."""
HELD = 900
"""Frames (15 s) of activity held: the window and the longest piece that may still be open before it."""
GAP = 0.8
"""Seconds of silence that one turn may hold if nobody else speaks in it."""
LEAST_PRINT = 0.3
"""Seconds of one voice under which a voiceprint says nothing."""
BLOCK = RATE // 2
"""Samples after which a new look is due, however much sound comes at once: a look sees the newest ten seconds alone."""
HALF = 40
"""Feature frames (0.4 s) from one short window to the next; each is two of these long."""
COVERED = 0.7
"""Share of a short window in which the track must speak alone."""
CHANGED = 16
"""Feature frames (0.16 s) more or less of the track in a window that a new voiceprint is worth."""


@dataclass(frozen=True, slots=True)
class SpeakerModels:
    """Both models, one thread each. Not for two trackers at the same time."""

    segmentation: Segmentation
    voiceprint: Voiceprint

    @classmethod
    def load(cls, folder: Path) -> "SpeakerModels":
        """From segmentation-3.0 and campplus in `folder`. ModelError if one is absent or broken."""
        return cls(
            Segmentation(folder / "segmentation-3.0" / "model.onnx"),
            Voiceprint(folder / "campplus" / "model.onnx"),
        )


class SpeakerTracker:
    """Not thread-safe: one worker thread calls it."""

    def __init__(self, models: SpeakerModels, expected: int | None = None) -> None:
        """`expected`: how many people the chart names; only a hint."""
        self._models = models
        self._voices = Voices(expected)
        self._stretch: _Stretch | None = None
        self._tail: list[Labelled] = []
        self._tracks = 0
        self._heard = 0

    @property
    def revision(self) -> int:
        """Grows when labels of earlier turns have changed: ask for turns(0, now) again."""
        return self._voices.revision

    def hear(self, position: int, samples: NDArray[np.float32]) -> None:
        """16 kHz mono sound in order, in blocks of any length; `position` of its first sample since capture began.

        Where it jumps ahead, there was a pause: nothing carries across it. Where it jumps back, sound is heard again,
        as after a restart: what was known of that sound gives way.
        """
        if self._stretch is None or position != self._stretch.end:
            self.forget()
            if position < self._heard:
                self._voices.erase(position / RATE, float("inf"))
            self._stretch = _Stretch(self._models, position, self._tracks)
        self._heard = position + len(samples)
        for at in range(0, len(samples), BLOCK):
            if self._stretch.hear(samples[at : at + BLOCK]):
                self._settle(self._stretch.edge - pieces.SETTLE)

    def turns(self, start: float, end: float) -> tuple[Turn, ...]:
        """The best knowledge now of who speaks in [start, end] (seconds); the newest turns are provisional."""
        known = [*self._tail, *self._voices.since(start - GAP)]
        found = merge((Turn(k.piece.start, k.piece.end, k.label) for k in known), GAP)
        return within(found, start, end)

    def pieces(self) -> tuple[Labelled, ...]:
        """Everything heard so far, the newest two seconds as they stand."""
        return (*self._voices.known().pieces, *self._tail)

    def likeness(self, voice: NDArray[np.float32]) -> dict[str, float]:
        """How similar each label's voice is to this voiceprint, as far as it has one."""
        return self._voices.likeness(voice, self._tail)

    def forget(self) -> None:
        """A pause: what was heard is settled as it stands, and all sound still held is dropped."""
        if self._stretch is not None:
            self._stretch.look()
            self._settle(self._stretch.edge + pieces.BRIDGE + 1)
            self._tracks = self._stretch.next_track
        self._stretch, self._tail = None, []

    def erase(self, start: float, end: float) -> None:
        """A struck span (seconds): pieces that reach into it are dropped with their voiceprints."""
        self._voices.erase(start, end)
        self._tail = [t for t in self._tail if t.piece.end <= start or t.piece.start >= end]

    def finish(self) -> tuple[Turn, ...]:
        """The whole session clustered once more; its turns."""
        self.forget()
        self._voices.cluster()
        return self.turns(0, float("inf"))

    def state(self) -> bytes:
        """All that is known now, without any sound; the newest two seconds as they stand."""
        known = replace(self._voices.known(), pieces=self.pieces())
        tracks = self._stretch.next_track if self._stretch else self._tracks
        return speaker_state.encode(SpeakerState(known, tracks, self._heard))

    def restore(self, state: bytes) -> None:
        """Goes on from what `state()` of another tracker gave: turns and labels as there. SpeakerStateError if it is
        damaged or no such state; nothing is changed then."""
        read = speaker_state.decode(state)
        self._stretch, self._tail = None, []
        self._voices.restore(read.known)
        self._tracks, self._heard = read.tracks, read.heard

    @property
    def heard(self) -> int:
        """Samples since the start of capture up to which sound was heard: where to go on after `restore`."""
        return self._heard

    def _settle(self, settled: int) -> None:
        assert self._stretch is not None
        tail: list[Labelled] = []
        for run, piece in self._stretch.pieces(settled):
            if run.settled:
                self._voices.add(piece, tail)
            else:
                tail.append(Labelled(piece, self._voices.whose(piece, tail)))
        self._tail = tail


class _Stretch:
    """Sound without a gap."""

    def __init__(self, models: SpeakerModels, start: int, track: int) -> None:
        self._models = models
        self._start = start
        self.end = start
        self._sound = np.zeros(0, np.float32)
        self._features = np.zeros((0, BANDS), np.float32)
        self._feature_first = 0
        self._rest = np.zeros(0, np.float32)
        self._stitcher = Stitcher(HELD, track)
        self._since: dict[int, int] = {}
        self._windows: dict[tuple[int, int], tuple[int, NDArray[np.float32]]] = {}
        self.edge = 0

    @property
    def next_track(self) -> int:
        return self._stitcher.next

    def hear(self, samples: NDArray[np.float32]) -> bool:
        """True if enough came for a new look, which was then taken."""
        self._sound = np.concatenate((self._sound, samples))[-(WINDOW + HOP) :]
        self._rest = np.concatenate((self._rest, samples))
        self.end += len(samples)
        return self._frames() - self.edge >= STEP and self.look()

    def look(self) -> bool:
        """Segmentation of the newest window."""
        frames = self._frames()
        if frames <= self.edge:
            return False
        self._hear_features()
        heard = self.end - self._start
        first = max(0, -(-(heard - WINDOW) // HOP))
        window = self._sound[len(self._sound) - (heard - first * HOP) :]
        self._stitcher.add(first, self._models.segmentation.activity(window))
        self.edge = self._stitcher.end
        return True

    def pieces(self, settled: int) -> list[tuple[Run, Piece]]:
        """Runs not settled before, by start, cut where the voice changes, with their voiceprints."""
        speaks = pieces.speaking(self._stitcher.activity())
        alone = speaks & (speaks.sum(axis=1, keepdims=True) == 1)
        origin, found = self._stitcher.first, []
        for column, track in enumerate(self._stitcher.tracks):
            since = self._since.get(track, origin)
            for run in pieces.runs(speaks[:, column], track, origin, since, settled):
                found += self._cut(
                    run, np.flatnonzero(alone[run.first - origin : run.last - origin, column]) + run.first
                )
                if run.settled:
                    self._since[track] = run.last
        self._windows = {key: kept for key, kept in self._windows.items() if key[1] >= self._feature_first // HALF}
        return sorted(found, key=lambda f: f[0].first)

    def _frames(self) -> int:
        return max(0, (self.end - self._start - FIELD) // HOP + 1)

    def _cut(self, run: Run, clean: NDArray[np.intp]) -> list[tuple[Run, Piece]]:
        """The run in parts of one voice each; `clean`: its frames that this track has alone."""
        ticks = _ticks(clean)
        windows = self._run_windows(run, ticks)
        prints = np.stack([p for _, p in windows]) if windows else np.zeros((0, SIZE), np.float32)
        at = changes.cuts(prints)
        edges = [run.first, *(windows[i][0] * HALF * SHIFT // HOP for i in at), run.last]
        parts = np.split(prints, at)
        found = []
        for first, last, part in zip(edges[:-1], edges[1:], parts, strict=True):
            mine = clean[(clean >= first) & (clean < last)]
            piece = self._piece(Run(run.track, first, last, run.settled), mine, part)
            found.append((Run(run.track, first, last, run.settled), piece))
        return found

    def _run_windows(self, run: Run, ticks: NDArray[np.intp]) -> list[tuple[int, NDArray[np.float32]]]:
        """Number and voiceprint of each window of the grid that lies mostly in the clean part of the run."""
        if len(ticks) < 2 * HALF:
            return []
        found = []
        for number in range(int(ticks[0]) // HALF, int(ticks[-1]) // HALF):
            mine = ticks[(ticks >= number * HALF) & (ticks < (number + 2) * HALF)]
            if len(mine) >= COVERED * 2 * HALF:
                kept = self._windows.get((run.track, number))
                if kept is None or abs(kept[0] - len(mine)) > CHANGED:
                    kept = (len(mine), self._embed(mine))
                    self._windows[(run.track, number)] = kept
                found.append((number, kept[1]))
        return found

    def _piece(self, run: Run, clean: NDArray[np.intp], part: NDArray[np.float32]) -> Piece:
        seconds = len(clean) * HOP / RATE
        return Piece(
            self._start / RATE + frame_edge(run.first),
            self._start / RATE + frame_edge(run.last),
            run.track,
            self._print(run, clean, seconds, part),
            seconds,
        )

    def _print(
        self, run: Run, clean: NDArray[np.intp], seconds: float, part: NDArray[np.float32]
    ) -> NDArray[np.float32] | None:
        if seconds < LEAST_PRINT:
            return None
        if not run.settled and len(part):
            mean: NDArray[np.float32] = part.mean(axis=0)
            return mean / np.linalg.norm(mean)
        return self._embed(_ticks(clean))

    def _embed(self, ticks: NDArray[np.intp]) -> NDArray[np.float32]:
        at = ticks - self._feature_first
        return self._models.voiceprint.embed(self._features[at[(at >= 0) & (at < len(self._features))]])

    def _hear_features(self) -> None:
        new = features(self._rest)
        self._rest = self._rest[len(new) * SHIFT :]
        self._features = np.concatenate((self._features, new))
        drop = max(0, len(self._features) - HELD * HOP // SHIFT)
        self._features, self._feature_first = self._features[drop:], self._feature_first + drop


def _ticks(frames: NDArray[np.intp]) -> NDArray[np.intp]:
    """Feature frames that lie in the middle of these frames of segmentation."""
    first = (frames * HOP + (FIELD - HOP) // 2) // SHIFT - 1
    return np.unique(np.concatenate((first, first + 1)))
