"""An utterance reaches to the edges of its speaker's turn, and never leaves out a word."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.attribution import Complete
from scribe.speech.bounds import NEAR_S, bounds
from scribe.speech.hypothesis import ConfirmedWord
from scribe.speech.turns import Turn

TIMES = st.floats(0, 30).map(lambda t: round(t, 2))
TURNS = st.lists(
    st.tuples(TIMES, TIMES, st.sampled_from(["S1", "S2"])).map(lambda t: Turn(min(t[:2]), max(t[:2]), t[2])), max_size=6
)


def said(start: float, end: float) -> Complete:
    return Complete("u1", "S1", (ConfirmedWord("two", start, end, 0.9),))


def test_it_reaches_to_the_edges_of_the_turn() -> None:
    assert bounds(said(5.3, 5.5), [Turn(5.0, 5.8, "S1")]) == (5.0, 5.8)


def test_another_speakers_turn_is_not_its_own() -> None:
    assert bounds(said(5.3, 5.5), [Turn(5.0, 5.8, "S2")]) == (5.3, 5.5)


def test_a_short_silence_in_a_turn_belongs_to_what_follows_it() -> None:
    assert bounds(said(5.3, 6.0), [Turn(1.0, 6.2, "S1")], not_before=4.6) == (4.6, 6.2)


def test_the_rest_of_a_long_turn_belongs_to_other_words() -> None:
    assert bounds(said(5.3, 6.0), [Turn(1.0, 20.0, "S1")]) == (5.3, 6.0)


@given(TIMES, TIMES, TURNS, TIMES)
def test_no_word_is_left_out_and_little_is_added(one: float, other: float, turns: list[Turn], before: float) -> None:
    words = said(min(one, other), max(one, other))
    start, end = bounds(words, turns, before)
    assert words.start - NEAR_S - 0.001 <= start <= words.start
    assert words.end <= end <= words.end + NEAR_S + 0.001
