"""Who speaks when, in half a minute of two people, by the installed models."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.speech.models import SpeechModels
from scribe.speech.segmentation import RATE
from scribe.speech.speakers import SpeakerModels, SpeakerTracker
from scribe.speech.turns import Turn

END = 30
SPOKEN = ((2.5, 5.2), (5.7, 11.1), (11.5, 15.2), (15.5, 21.2), (21.7, 24.9), (25.4, 29.1))
"""Seconds of each turn; the two take turns."""
EDGE = 0.25
"""Seconds by which the boundary of a turn may be off."""
ALL = float("inf")


@pytest.fixture(scope="module")
def models(speech_models: SpeechModels) -> SpeakerModels:
    assert speech_models.speakers is not None
    return speech_models.speakers


def hear(
    tracker: SpeakerTracker,
    samples: NDArray[np.float32],
    start: float,
    end: float,
    *,
    at: float | None = None,
    block: int = 8_000,
) -> None:
    """The samples from start to end (seconds), as if they were captured from `at` on."""
    first, last = int(start * RATE), int(end * RATE)
    shift = 0 if at is None else int(at * RATE) - first
    for position in range(first, last, block):
        tracker.hear(position + shift, samples[position : min(position + block, last)])


def check(turns: tuple[Turn, ...], spoken: tuple[tuple[float, float], ...] = SPOKEN) -> None:
    """These turns, by two people who take turns, from S1 on."""
    assert [turn.speaker for turn in turns] == [f"S{n % 2 + 1}" for n in range(len(spoken))]
    for turn, (start, end) in zip(turns, spoken, strict=True):
        assert turn.start == pytest.approx(start, abs=EDGE)
        assert turn.end == pytest.approx(end, abs=EDGE)


@pytest.mark.parametrize("block", [2_999, END * RATE])
def test_two_people_take_turns_whatever_the_size_of_the_blocks(
    models: SpeakerModels, opening: NDArray[np.float32], block: int
) -> None:
    tracker = SpeakerTracker(models)
    hear(tracker, opening, 0, END, block=block)
    assert tracker.heard == END * RATE
    check(tracker.finish())


def test_turns_are_known_while_they_last_and_kept_at_a_pause(
    models: SpeakerModels, opening: NDArray[np.float32]
) -> None:
    tracker = SpeakerTracker(models, 2)
    hear(tracker, opening, 0, 10)
    assert [turn.speaker for turn in tracker.turns(9.0, 10.0)] == ["S2"]
    assert all(9.0 <= turn.start < turn.end <= 9.5 for turn in tracker.turns(9.0, 9.5))
    tracker.forget()
    kept = tracker.turns(0, ALL)
    check(kept, ((2.5, 5.2), (5.7, 10.0)))
    tracker.forget()
    assert tracker.turns(0, ALL) == kept


def test_after_a_pause_people_are_known_again_and_nothing_fills_it(
    models: SpeakerModels, opening: NDArray[np.float32]
) -> None:
    tracker = SpeakerTracker(models, 2)
    hear(tracker, opening, 0, 15.4)
    hear(tracker, opening, 15.4, 25.2, at=100)
    late = tuple((start + 84.6, end + 84.6) for start, end in SPOKEN[3:5])
    found = tracker.finish()
    check(found[:3], SPOKEN[:3])
    assert [turn.speaker for turn in found[3:]] == ["S2", "S1"]
    for turn, (start, end) in zip(found[3:], late, strict=True):
        assert turn.start == pytest.approx(start, abs=EDGE)
        assert turn.end == pytest.approx(end, abs=EDGE)


def test_what_is_heard_again_counts_once(models: SpeakerModels, opening: NDArray[np.float32]) -> None:
    tracker = SpeakerTracker(models, 2)
    hear(tracker, opening, 0, 18)
    hear(tracker, opening, 11.3, 21.4)
    found = tracker.finish()
    check(found, SPOKEN[:4])
    for speaker in ("S1", "S2"):
        own = [turn for turn in found if turn.speaker == speaker]
        assert all(one.end < other.start for one, other in pairwise(own))


def test_a_struck_span_is_gone(models: SpeakerModels, opening: NDArray[np.float32]) -> None:
    tracker = SpeakerTracker(models, 2)
    hear(tracker, opening, 0, 15.4)
    tracker.forget()
    tracker.erase(5.6, 11.2)
    found = tracker.finish()
    assert {turn.speaker for turn in found} == {"S1"}
    assert not [turn for turn in found if turn.start < 11.2 and turn.end > 5.6]


def test_silence_is_nobody(models: SpeakerModels) -> None:
    tracker = SpeakerTracker(models, 2)
    hear(tracker, np.zeros(5 * RATE, np.float32), 0, 5)
    assert tracker.finish() == ()


def test_too_little_sound_for_a_look_is_no_failure(models: SpeakerModels) -> None:
    tracker = SpeakerTracker(models)
    tracker.hear(0, np.zeros(100, np.float32))
    tracker.forget()
    assert (tracker.turns(0, ALL), tracker.heard, tracker.finish()) == ((), 100, ())
