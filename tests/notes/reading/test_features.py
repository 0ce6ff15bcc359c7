"""What is seen of a clause: its own words, what was asked, and what the therapist takes up."""

import pytest

from scribe.notes.reading.conversation import Clause
from scribe.notes.reading.features import Place, features, places
from tests.notes.conversation import session

ASKED_AMOUNT, BOTH, FROM_PROMPT, ECHO, VALUE_ECHO = -6, -4, -3, -2, -1


def seen(talk: str) -> list[float]:
    """Of the first clause of the answers."""
    clause, place = next(iter(places(session(talk).exchanges)))
    return features(clause, place)


def test_every_clause_of_an_answer_has_its_place() -> None:
    talk = session("T: How was it?\nC: I slept badly. I woke at two.\nT: And then?\nC: I read a book.")
    found: list[tuple[Clause, Place]] = list(places(talk.exchanges))
    assert [(place.exchange.index, place.at, place.told) for _, place in found] == [(0, 0, 2), (0, 1, 2), (1, 0, 1)]
    assert [place.after is None for _, place in found] == [False, False, True]


@pytest.mark.parametrize(
    ("feature", "talk", "other"),
    [
        (ASKED_AMOUNT, "T: How many nights?\nC: Most of them.", "T: What was it like?\nC: Most of them."),
        (BOTH, "T: How many nights?\nC: I slept four.", "T: How many nights?\nC: I slept badly."),
        (FROM_PROMPT, "T: Did you walk to the river?\nC: I saw the river.", "T: And then?\nC: I saw the river."),
        (ECHO, "T: And?\nC: I saw the river.\nT: The river.", "T: And?\nC: I saw the river.\nT: Okay, well."),
        (VALUE_ECHO, "T: And?\nC: I ran four miles.\nT: Four!", "T: And?\nC: I ran four miles.\nT: Good for you."),
    ],
)
def test_what_was_asked_and_what_is_taken_up(feature: int, talk: str, other: str) -> None:
    assert seen(talk)[feature] > seen(other)[feature]


def test_each_clause_has_as_many() -> None:
    assert len(seen("T: And?\nC: I ran.")) == len(seen("C: Four miles on Monday, I was so proud."))
