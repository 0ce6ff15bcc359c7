"""What of an answer is told is one unbroken stretch of it, and what belongs together stays together."""

from itertools import pairwise

import pytest

from scribe.notes.reading.conversation import Clause, Session
from scribe.notes.telling.stretches import best, forms, holds_to, is_idle, leads_to, points_back, stretches, units
from tests.notes.conversation import session

ASKED = "T: How was it?\nC: "


def answer(said: str) -> tuple[Session, tuple[Clause, ...]]:
    talk = session(ASKED + said)
    return talk, talk.turns[-1].clauses


@pytest.mark.parametrize(
    "said",
    [
        "My heart raced the first week, but not now.",
        "I missed Saturday, because there was no school.",
        "I had written most of the report, and I didn't send it.",
        "I wrote four pages. And then I didn't send them.",
        "When the bus was late, I walked to work.",
        "I slept five hours. No, be honest, six.",
        "I slept well. But not on Friday.",
    ],
)
def test_what_changes_the_meaning_of_what_stands_before_it_holds_to_it(said: str) -> None:
    _, (first, second) = answer(said)
    assert holds_to(first, second)
    assert leads_to(first, second)


@pytest.mark.parametrize(
    "said", ["I slept five hours. I walked to work.", "I slept five hours. But on Friday I took the bus to my sister."]
)
def test_what_only_comes_next_does_not(said: str) -> None:
    _, (first, second) = answer(said)
    assert not holds_to(first, second)


@pytest.mark.parametrize("said", ["That's gone.", "It was five.", "And she came over.", "They fired him."])
def test_what_points_back(said: str) -> None:
    assert points_back(answer(said)[1][0])


@pytest.mark.parametrize("said", ["I slept.", "That one time on the bus I cried.", "Wednesday was bad."])
def test_what_stands_alone(said: str) -> None:
    assert not points_back(answer(said)[1][0])


@pytest.mark.parametrize("said", ["I cut the coffee down. It went.", "I cut the coffee down. I got it."])
def test_what_says_nothing_to_whoever_was_not_there(said: str) -> None:
    _, (first, second) = answer(said)
    assert is_idle(second)
    assert not is_idle(first)


@pytest.mark.parametrize("said", ["I had a rash. It's gone.", "I took it. It helped.", "I woke. It was six."])
def test_a_few_words_that_tell_something(said: str) -> None:
    assert not is_idle(answer(said)[1][1])


def worths(clauses: tuple[Clause, ...], *worth: float) -> dict[tuple[str, int], float]:
    return {clause.key: one for clause, one in zip(clauses, worth, strict=True)}


def test_a_stretch_is_trimmed_at_its_ends_and_never_in_the_middle() -> None:
    _, clauses = answer(
        "I ate some toast. I slept five hours. I read a book. I walked two miles. I looked out of the window."
    )
    row = units(clauses, worths(clauses, 0.1, 6, 0.1, 6, 0.1), headed=True)
    assert best(row, 0.5) == range(1, 4)
    assert best(row, 9.0) == range(0)


def test_nothing_told_begins_with_what_points_back() -> None:
    _, clauses = answer("I had bad nausea at the start. That's gone now. I walked two miles.")
    row = units(clauses, worths(clauses, 0.1, 9, 0.1), headed=True)
    assert best(row, 0.5) == range(2)
    _, clauses = answer("That's gone now. I walked two miles.")
    assert best(units(clauses, worths(clauses, 9, 6), headed=False), 1.0) == range(1, 2)
    assert best(units(clauses, worths(clauses, 9, 6), headed=True), 1.0) == range(2)


def test_each_form_holds_the_one_before() -> None:
    _, clauses = answer("I slept five hours. I ate some toast. I read a book.")
    found = forms([units(clauses, worths(clauses, 1, 9, 3), headed=True)])
    assert len(found) > 1
    assert all(shorter < longer for shorter, longer in pairwise(found))
    assert found[-1] == {id(clause) for clause in clauses}


def test_another_answer_and_words_that_were_left_out_end_a_stretch() -> None:
    talk, (slept, ate, read) = answer("I slept five hours. I ate some toast. I read a book.")
    assert len(stretches([("Client", slept), ("Client", ate), ("Client", read)], talk)) == 1
    assert len(stretches([("Client", slept), ("Client", read)], talk)) == 2
    assert len(stretches([("Client", slept), ("Sam", ate)], talk)) == 2


def test_empty_talk_ends_no_stretch() -> None:
    talk, (slept, _, read) = answer("I slept five hours. You know what. I read a book.")
    assert len(stretches([("Client", slept), ("Client", read)], talk)) == 1
