"""Marks that a recogniser lost come back, as learned: sentences of no talk that it was taught."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.events import Role
from scribe.notes.language import marks
from scribe.notes.language.learned import source
from scribe.notes.language.marks import marked

TALKS = Path(__file__).resolve().parents[3] / "examples" / "talks"
T, C = Role.THERAPIST, Role.CLIENT


def test_the_weights_are_those_of_the_talks() -> None:
    """After a change of either: scripts/train-marks examples/talks/known examples/talks/fresh --judge …"""
    talks = [path for name in ("known", "fresh") for path in sorted((TALKS / name).glob("*.utterances.json"))]
    assert talks
    assert marks.taught().learned_from == source(path.read_bytes() for path in talks)


@pytest.mark.parametrize(
    ("heard", "role", "meant"),
    [
        ("I slept badly, I got up at four.", C, "I slept badly. I got up at four."),
        ("My car's in the garage, nobody else can drive it,", C, "My car's in the garage. Nobody else can drive it,"),
        ("Sure, that's fine, and how did the week go.", T, "Sure. That's fine. And how did the week go?"),
        ("Put it away in the drawer, how does it feel now?", T, "Put it away in the drawer. How does it feel now?"),
        ("and what would you like to do instead.", T, "and what would you like to do instead?"),
        ("How strong is it, zero to ten.", T, "How strong is it, zero to ten?"),
        ("Do you want to carry on or leave it there.", T, "Do you want to carry on or leave it there?"),
    ],
)
def test_a_lost_mark_comes_back(heard: str, role: Role, meant: str) -> None:
    assert marked(heard, role) == meant


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I told Dr. Byrne about the rash.", C),
        ("If you go far away again and you can't get back, you call me.", T),
        ("Breathe in. And rest.", T),
        ("I want to ask you about Hodge, and his wife.", T),
        ("When you write it down, people find that it wears off.", T),
        ("I did the best I could -- and then I left: that was it", C),
        ("", C),
    ],
)
def test_what_is_right_stays(text: str, role: Role) -> None:
    assert marked(text, role) == text


@given(st.dictionaries(st.text(max_size=3), st.floats(-5, 5).map(lambda weight: round(weight, 2)), max_size=40))
def test_what_was_seen_weighs_the_same_in_any_order(weigh: dict[str, float]) -> None:
    """Sets are walked through in another order in each process."""
    exact = sum(map(Fraction, weigh.values()), Fraction(0))
    seen = [each for each in weigh if each]
    assert marks.odds({"": 0.0, **weigh}, seen) == float(exact)


@pytest.mark.parametrize(
    ("heard", "role", "meant"),
    [
        ("That I'd already blown it before I even sat down and then I think why bother?", C, "bother."),
        ("Why bother?", C, "bother?"),
        ("Can I ask you whether you think I should write to her about the money this week?", C, "week?"),
    ],
)
def test_a_long_sentence_of_a_client_that_asks_nothing_tells(heard: str, role: Role, meant: str) -> None:
    assert marked(heard, role).split()[-1] == meant


@pytest.mark.parametrize(
    ("heard", "ends"),
    [
        ("And if we get cut off,", "?"),
        ("If it gets worse.", "?"),
        ("We stay at four. If it gets worse.", "."),
        ("If it gets worse, call me.", "."),
    ],
)
def test_a_condition_and_no_more_asks_what_is_done_then(heard: str, ends: str) -> None:
    assert marked(heard, T)[-1] == ends
