"""A clinician's voice, learnt from half a minute of their speech, so that later sessions know it. Pure, but for the
models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scribe.chart import Chart
from scribe.errors import UsageError
from scribe.events import Role
from scribe.speech.speakers import SpeakerModels, SpeakerTracker
from scribe.speech.vocabulary import TITLES
from scribe.speech.voiceprint import SIZE
from scribe.speech.voices import Labelled

LEAST_S = 15.0
"""Seconds of one voice that an enrolment needs: with less it is not yet the person's, but the day's."""
LEAST_SHARE = 0.8
"""Of all speech that must be theirs; else it isn't certain whose voice was meant."""
STORED = np.dtype("<f2")
"""Half precision: similarities stay exact to 0.001."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    print: NDArray[np.float32]
    """Shape (192,), of length 1."""
    seconds: float


def enrol(models: SpeakerModels, samples: NDArray[np.float32]) -> Enrolled:
    """From sound in which one person speaks, 16 kHz mono. UsageError where it holds too little, or several voices."""
    tracker = SpeakerTracker(models)
    tracker.hear(0, samples)
    tracker.finish()
    return learnt(tracker.pieces())


def learnt(pieces: Sequence[Labelled]) -> Enrolled:
    """The voice that most of the pieces have. UsageError as `enrol`."""
    spoken: dict[str, float] = {}
    for one in pieces:
        if one.piece.print is not None:
            spoken[one.label] = spoken.get(one.label, 0.0) + one.piece.seconds
    whose = max(spoken, key=lambda label: spoken[label], default="")
    seconds = spoken.get(whose, 0.0)
    if seconds < LEAST_S:
        text = f"Only {seconds:.0f} s of one voice were heard; {LEAST_S:.0f} are needed."
        raise UsageError(text, "Speak for half a minute, as in a session, without anybody else.")
    if seconds < LEAST_SHARE * sum(spoken.values()):
        raise UsageError("More than one voice was heard.", "Enrol where nobody else speaks.")
    theirs = [one.piece for one in pieces if one.label == whose]
    prints = [piece.print * piece.seconds for piece in theirs if piece.print is not None]
    return Enrolled(unit(np.sum(prints, axis=0)), round(seconds, 1))


def clinician(chart: Chart, enrolled: Mapping[str, bytes]) -> NDArray[np.float32] | None:
    """The enrolled voice (`packed`) of the session's therapist: by name, or the only one where the chart names none."""
    therapists = [part.name for part in chart.participants if part.role is Role.THERAPIST]
    named = {_plain(name) for name in (chart.clinician or "", *therapists)} - {""}
    theirs = [stored for name, stored in enrolled.items() if _plain(name) in named]
    if not theirs and not named and len(enrolled) == 1:
        theirs = list(enrolled.values())
    return unpacked(theirs[0]) if theirs else None


def _plain(name: str) -> str:
    """Without titles, credentials and case."""
    return " ".join(TITLES.sub(" ", name).lower().split())


def packed(voice: NDArray[np.float32]) -> bytes:
    return voice.astype(STORED).tobytes()


def unpacked(stored: bytes) -> NDArray[np.float32] | None:
    """None where it is no voiceprint of this version's."""
    voice = np.frombuffer(stored, STORED).astype(np.float32) if len(stored) == SIZE * STORED.itemsize else None
    return unit(voice) if voice is not None and np.isfinite(voice).all() and voice.any() else None


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length_one: NDArray[np.float32] = (vector / np.linalg.norm(vector)).astype(np.float32)
    return length_one
