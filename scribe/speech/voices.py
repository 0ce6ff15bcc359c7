"""The people of a session by their voices: labels for pieces, revised as more is heard. Pure.

A piece long enough to be sure of teaches: it takes part in the clustering. A short one only asks whose it may be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scribe.speech import clustering
from scribe.speech.pieces import LONGEST
from scribe.speech.segmentation import HOP, RATE

TEACHES = 0.8
"""Seconds of one voice alone from which a voiceprint is trusted to shape the clusters."""
STRANGE = ((0.3, 0.8, 1.5), (-0.05, 0.3, 0.35))
"""Seconds of a piece, and the similarity to every known person below which it is someone new. Measured on 400 turns:
the same person's first 0.8 s lie above 0.5 in 95 of 100 cases, another's below 0.34; with 0.4 s it is 0.25 and 0.3."""
TRACK = 0.2
"""Similarity that the neighbourhood is worth: for the same track's label, against that of another track in sight."""
FADES = ((0.3, 1.0), (1.0, 0.3))
"""Seconds of a piece, and the share of TRACK that then counts: its own voiceprint soon knows better."""
SIGHT = 10.0
"""Seconds within which segmentation told two tracks apart: its window."""
TOUCH = 0.01
"""Seconds between two pieces that were one run of their track: less than a frame."""
GRACE = 5.5
"""Frames less than the longest with which a piece has ended for its length as well; no piece has half a frame."""
WHOLE = (LONGEST - GRACE) * HOP / RATE
"""Seconds from which on a piece has ended for its length alone, and its track goes on in the same voice."""
EVERY = 0.03
"""Share by which the pieces must grow before all are clustered again: clustering stays a small cost at any length."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in which one track speaks: what is kept of the sound."""

    start: float
    end: float
    track: int
    print: NDArray[np.float32] | None
    """None where it was too short to have a voiceprint."""
    seconds: float
    """Of this voice alone."""

    @property
    def teaches(self) -> bool:
        return self.print is not None and self.seconds >= TEACHES


@dataclass(frozen=True, slots=True)
class Labelled:
    piece: Piece
    label: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that `Voices` holds, to go on from later."""

    pieces: tuple[Labelled, ...]
    people: dict[str, NDArray[np.float32]]
    clustered: int
    """Pieces that taught when all were clustered last."""
    revision: int


class Voices:
    """Everyone heard so far. `revision` grows when a label that was given before changes."""

    def __init__(self, expected: int | None = None) -> None:
        self._expected = expected
        self._pieces: list[Piece] = []
        self._labels: list[str] = []
        self._people: dict[str, NDArray[np.float32]] = {}
        self._teachers = 0
        self._clustered = 0
        self.revision = 0

    def __len__(self) -> int:
        return len(self._pieces)

    def known(self) -> Known:
        pieces = tuple(Labelled(piece, label) for piece, label in zip(self._pieces, self._labels, strict=True))
        return Known(pieces, dict(self._people), self._clustered, self.revision)

    def restore(self, known: Known) -> None:
        """Goes on from there; what was heard here before is forgotten."""
        self._pieces = [one.piece for one in known.pieces]
        self._labels = [one.label for one in known.pieces]
        self._people = dict(known.people)
        for one in known.pieces:
            self._meet(one.piece, one.label)
        self._teachers = sum(piece.teaches for piece in self._pieces)
        self._clustered, self.revision = known.clustered, known.revision

    def add(self, piece: Piece, around: Sequence[Labelled] = ()) -> None:
        """A settled piece, in about the order of time."""
        label = self.whose(piece, around)
        self._meet(piece, label)
        self._pieces.append(piece)
        self._labels.append(label)
        self._teachers += piece.teaches
        if piece.teaches and self._teachers >= self._clustered * (1 + EVERY):
            self.cluster()

    def _meet(self, piece: Piece, label: str) -> None:
        """The first sure piece of a label is that person's voice until all are clustered."""
        if piece.print is not None and piece.teaches:
            self._people.setdefault(label, piece.print)

    def since(self, start: float) -> Iterator[Labelled]:
        """The pieces that end after `start`, latest first."""
        for piece, label in zip(reversed(self._pieces), reversed(self._labels), strict=True):
            if piece.end > start:
                yield Labelled(piece, label)
            elif piece.end < start - 2 * SIGHT:  # settling order is the order of time to within a window
                return

    def whose(self, piece: Piece, around: Sequence[Labelled] = ()) -> str:
        """The best label for a piece, which may be a new one. `around`: what is near it and not yet settled."""
        near = [*self.since(piece.start - SIGHT), *around]
        return self._best(piece, [other for other in near if other.piece is not piece], newcomers=True)

    def likeness(self, voice: NDArray[np.float32], around: Sequence[Labelled] = ()) -> dict[str, float]:
        """Each label's similarity to a voiceprint; `around`: what is not yet settled."""
        known = dict(self._people)
        for one in around:
            if one.piece.print is not None and one.piece.teaches:
                known.setdefault(one.label, one.piece.print)
        return {label: float(print_ @ voice) for label, print_ in known.items()}

    def cluster(self) -> None:
        """Labels for all pieces again, from the whole session so far."""
        teaching = [i for i, piece in enumerate(self._pieces) if piece.teaches]
        self._clustered = self._teachers = len(teaching)
        if not teaching:
            self._people = {}
            return
        prints = np.stack([_print(self._pieces[i]) for i in teaching])
        seconds = np.array([self._pieces[i].seconds for i in teaching], np.float32)
        people = clustering.people(prints, seconds, _apart_pairs([self._pieces[i] for i in teaching]), self._expected)
        groups = clustering.nearest(prints, people).tolist()
        names = clustering.renamed(groups, seconds.tolist(), [self._labels[i] for i in teaching])
        self._people = {names[group]: people[group] for group in names}
        self._relabel({i: names[group] for i, group in zip(teaching, groups, strict=True)})

    def erase(self, start: float, end: float) -> None:
        """Drops every piece that reaches into [start, end]."""
        kept = [i for i, piece in enumerate(self._pieces) if piece.end <= start or piece.start >= end]
        self._pieces = [self._pieces[i] for i in kept]
        self._labels = [self._labels[i] for i in kept]
        self.cluster()

    def _relabel(self, sure: dict[int, str]) -> None:
        before = self._labels
        self._labels = [sure.get(i, label) for i, label in enumerate(before)]
        for i, piece in enumerate(self._pieces):
            if i not in sure:
                self._labels[i] = self._best(piece, self._near(i), newcomers=False)
        self.revision += before != self._labels

    def _near(self, index: int) -> list[Labelled]:
        piece, found = self._pieces[index], []
        for step in (-1, 1):
            i = index + step
            while 0 <= i < len(self._pieces) and _apart(self._pieces[i], piece) <= SIGHT:
                found.append(Labelled(self._pieces[i], self._labels[i]))
                i += step
        return found

    def _best(self, piece: Piece, near: Sequence[Labelled], *, newcomers: bool) -> str:
        likeness = (
            {name: float(piece.print @ person) for name, person in self._people.items()}
            if piece.print is not None
            else {}
        )
        scores = dict.fromkeys([*self._people, *(other.label for other in near)], 0.0) | likeness
        strange = float(np.interp(piece.seconds, *STRANGE))
        if not scores or (newcomers and piece.teaches and max(likeness.values(), default=0.0) < strange):
            return self._fresh()
        mine = {other.label for other in near if other.piece.track == piece.track}
        changed = piece.print is not None and any(_voice_changes(other.piece, piece) for other in near)
        weight = 0.0 if changed else TRACK * float(np.interp(piece.seconds, *FADES))
        for name in {other.label for other in near}:
            scores[name] += weight if name in mine else -weight
        if newcomers and len(scores) < 2:
            scores[self._fresh()] = strange
        return max(scores, key=lambda name: scores[name])

    def _fresh(self) -> str:
        """The first label that nobody has."""
        taken = {*self._labels, *self._people}
        return next(name for n in range(1, len(taken) + 2) if (name := f"S{n}") not in taken)


def _print(piece: Piece) -> NDArray[np.float32]:
    assert piece.print is not None
    return piece.print


def _voice_changes(one: Piece, other: Piece) -> bool:
    """One track, cut where the voice changes: that segmentation heard no change says nothing of whose they are."""
    first, second = (one, other) if one.start < other.start else (other, one)
    touches = one.track == other.track and abs(second.start - first.end) < TOUCH
    return touches and first.end - first.start < WHOLE


def _apart(one: Piece, other: Piece) -> float:
    return max(one.start - other.end, other.start - one.end, 0.0)


def _apart_pairs(pieces: Sequence[Piece]) -> clustering.Apart:
    pairs = []
    for i, piece in enumerate(pieces):
        for j in range(i + 1, len(pieces)):
            if pieces[j].start - piece.end > SIGHT:
                break
            pairs.append((i, j, min(piece.seconds, pieces[j].seconds), piece.track != pieces[j].track))
    first, second, seconds, different = zip(*pairs, strict=True) if pairs else ((), (), (), ())
    return clustering.Apart(
        np.array(first, np.intp), np.array(second, np.intp), np.array(seconds, np.float32), np.array(different, bool)
    )
