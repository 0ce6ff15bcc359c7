"""A voice is learnt where one person speaks for long enough, and known again; another's is not taken for it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.chart import Chart, Participant
from scribe.errors import UsageError
from scribe.events import Role
from scribe.speech.enrolment import clinician, enrol, learnt, packed, unit, unpacked
from scribe.speech.models import SpeechModels
from scribe.speech.speakers import SpeakerTracker
from scribe.speech.voiceprint import SIZE
from scribe.speech.voices import Labelled, Piece

ITO, OTHER = "Dr. Maya Ito, PsyD", "Dr. B"


def voice(seed: int) -> NDArray[np.float32]:
    return unit(np.random.default_rng(seed).normal(size=SIZE).astype(np.float32))


def pieces(label: str, seconds: float, seed: int) -> list[Labelled]:
    return [Labelled(Piece(at, at + 2.0, 0, voice(seed), 2.0), label) for at in np.arange(0, seconds, 2.0)]


def test_the_voice_that_most_of_it_has() -> None:
    found = learnt([*pieces("S1", 20, 1), *pieces("S2", 2, 2)])
    assert found.seconds == 20.0
    assert float(found.print @ voice(1)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ([], "Only 0 s"),
        (pieces("S1", 10, 1), "Only 10 s"),
        ([*pieces("S1", 20, 1), *pieces("S2", 20, 2)], "More than one voice"),
    ],
)
def test_too_little_or_too_many(heard: list[Labelled], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        learnt(heard)


def test_it_is_stored_and_read_again() -> None:
    again = unpacked(packed(voice(1)))
    assert again is not None
    assert float(again @ voice(1)) == pytest.approx(1.0, abs=1e-3)
    assert unpacked(b"damaged") is None
    assert unpacked(bytes(2 * SIZE)) is None


def test_whose_voice_a_session_listens_for() -> None:
    enrolled = {"maya ito": packed(voice(1)), OTHER: packed(voice(2))}

    def chosen(chart: Chart, among: dict[str, bytes] = enrolled) -> int | None:
        found = clinician(chart, among)
        return None if found is None else int(np.argmax([found @ voice(seed) for seed in (0, 1, 2)]))

    assert chosen(Chart(clinician=ITO)) == 1
    assert chosen(Chart(participants=(Participant(name=OTHER, role=Role.THERAPIST),))) == 2
    assert chosen(Chart(clinician="Dr. C")) is None
    assert chosen(Chart()) is None
    assert chosen(Chart(), {OTHER: packed(voice(2))}) == 2
    assert chosen(Chart(clinician=ITO), {OTHER: packed(voice(2))}) is None


@pytest.mark.model
def test_the_enrolled_voice_is_told_from_another(speech_models: SpeechModels, opening: NDArray[np.float32]) -> None:
    models = speech_models.speakers
    assert models is not None
    tracker = SpeakerTracker(models, 2)
    tracker.hear(0, opening)
    turns = tracker.finish()
    longest = max(
        {turn.speaker for turn in turns}, key=lambda who: sum(t.end - t.start for t in turns if t.speaker == who)
    )
    alone = [opening[round(t.start * 16_000) : round(t.end * 16_000)] for t in turns if t.speaker == longest]
    known = enrol(models, np.concatenate(alone))
    likeness = tracker.likeness(known.print)
    assert likeness.pop(longest) > 0.6
    assert all(other < 0.45 for other in likeness.values())
    with pytest.raises(UsageError):
        enrol(models, opening)
