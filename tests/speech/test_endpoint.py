"""Where stretches of speech begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.frame import FRAME, FRAME_S, RATE
from scribe.speech.endpoint import Boundary, Endpointer, Voiced, after_silence, snap

SPEECH, BETWEEN, SILENCE = 0.9, 0.4, 0.1
SILENCE_S = 0.32
"""Ten frames."""


def play(endpointer: Endpointer, probabilities: list[float], first: int = 0) -> list[tuple[int, Boundary]]:
    """Number of the frame and what it brought."""
    found = []
    for number, probability in enumerate(probabilities, first):
        boundary = endpointer.hear(number * FRAME, probability)
        if boundary:
            found.append((number, boundary))
    return found


def test_a_click_opens_nothing() -> None:
    endpointer = Endpointer(SILENCE_S)
    assert play(endpointer, [SPEECH, SPEECH, SILENCE] * 20) == []
    assert not endpointer.open


def test_a_stretch_starts_with_its_first_frame_of_speech_and_ends_after_the_silence() -> None:
    endpointer = Endpointer(SILENCE_S)
    assert play(endpointer, [SILENCE] * 5 + [SPEECH] * 8) == [(7, Boundary.BEGUN)]
    assert endpointer.start == 5 * FRAME
    assert play(endpointer, [SILENCE] * 12, first=13) == [(22, Boundary.ENDED)]
    assert endpointer.speech_end == 13 * FRAME


def test_a_pause_shorter_than_the_silence_ends_nothing() -> None:
    endpointer = Endpointer(SILENCE_S)
    assert play(endpointer, [SPEECH] * 5 + [SILENCE] * 9 + [SPEECH] * 5) == [(2, Boundary.BEGUN)]


@pytest.mark.parametrize(("before", "speaking"), [(SPEECH, True), (SILENCE, False)])
def test_between_both_thresholds_what_was_goes_on(before: float, speaking: bool) -> None:
    endpointer = Endpointer(SILENCE_S)
    play(endpointer, [before, before, before, BETWEEN])
    assert endpointer.speaking is speaking


def test_the_end_of_sound_closes_what_is_open_once() -> None:
    endpointer = Endpointer(SILENCE_S)
    assert endpointer.end() is None
    play(endpointer, [SPEECH] * 3)
    assert endpointer.end() is Boundary.ENDED
    assert endpointer.end() is None


def test_a_pause_leaves_nothing_of_what_was_before() -> None:
    endpointer = Endpointer(SILENCE_S)
    play(endpointer, [SPEECH] * 10)
    endpointer.forget()
    assert not endpointer.open
    assert not endpointer.speaking
    assert endpointer.voiced == ()
    assert play(endpointer, [SPEECH] * 3, first=100) == [(102, Boundary.BEGUN)]


@pytest.mark.parametrize(("silent", "regions"), [(3, 1), (4, 2)])
def test_a_stop_consonant_does_not_part_a_voiced_region(silent: int, regions: int) -> None:
    endpointer = Endpointer(SILENCE_S)
    play(endpointer, [SPEECH] * 5 + [SILENCE] * silent + [SPEECH] * 5)
    assert len(endpointer.voiced) == regions
    assert endpointer.voiced[0].start == 0
    assert endpointer.voiced[-1].end == pytest.approx((10 + silent) * FRAME_S)


@given(st.lists(st.floats(0, 1), max_size=200))
def test_boundaries_alternate_and_voiced_regions_are_in_order(probabilities: list[float]) -> None:
    endpointer = Endpointer(SILENCE_S)
    kinds = [boundary for _, boundary in play(endpointer, probabilities)]
    assert kinds == [Boundary.BEGUN, Boundary.ENDED] * (len(kinds) // 2) + [Boundary.BEGUN] * (len(kinds) % 2)
    assert endpointer.open is (len(kinds) % 2 == 1)
    for before, after in pairwise(endpointer.voiced):
        assert before.start < before.end < after.start < after.end
    assert all(v.end <= len(probabilities) * FRAME / RATE for v in endpointer.voiced)


VOICED = (Voiced(1.0, 2.0), Voiced(3.0, 4.0))


@pytest.mark.parametrize(
    ("span", "snapped"),
    [
        ((1.2, 1.5), (1.2, 1.5)),  # all of it voiced
        ((0.2, 1.5), (0.9, 1.5)),  # silence before it
        ((1.5, 2.8), (1.5, 2.1)),  # silence after it
        ((1.9, 3.6), (2.9, 3.6)),  # across a silence: with the region that has more of it
        ((2.3, 2.7), (2.3, 2.7)),  # voice activity heard nothing there
    ],
)
def test_a_word_loses_the_silence_that_alignment_gave_it(
    span: tuple[float, float], snapped: tuple[float, float]
) -> None:
    assert snap(*span, VOICED, 0.1) == pytest.approx(snapped)


@given(st.floats(0, 5), st.floats(0, 2))
def test_a_word_never_grows(start: float, length: float) -> None:
    first, last = snap(start, start + length, VOICED, 0.1)
    assert start <= first <= last <= start + length


QUESTION, ANSWER = Voiced(46.5, 48.05), Voiced(48.93, 50.0)


@pytest.mark.parametrize("start", [47.87, 47.65])
def test_a_first_word_was_spoken_after_the_silence_that_alignment_gave_it(start: float) -> None:
    assert after_silence(start, 49.35, (QUESTION, ANSWER)) == (48.93, 49.35)


def test_a_word_that_alignment_ends_just_before_speech_goes_on_was_spoken_then() -> None:
    start, end = after_silence(47.87, 48.9, (QUESTION, ANSWER))
    assert start == ANSWER.start
    assert ANSWER.start < end < ANSWER.start + 0.1


@pytest.mark.parametrize(
    ("start", "end", "voiced"),
    [
        (47.5, 49.35, (QUESTION, ANSWER)),  # half a second of it was spoken
        (47.9, 48.1, (QUESTION, ANSWER)),  # it does not reach what follows
        (47.9, 48.6, (QUESTION, Voiced(48.2, 49.0))),  # a breath
        (49.0, 49.3, (QUESTION, ANSWER)),  # it lies where somebody speaks
        (47.9, 49.3, (QUESTION,)),
        (0.1, 0.5, ()),
    ],
)
def test_other_words_stay_where_they_are(start: float, end: float, voiced: tuple[Voiced, ...]) -> None:
    assert after_silence(start, end, voiced) == (start, end)
