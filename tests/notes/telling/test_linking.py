"""Clauses of one answer are one sentence or two, linked as they were spoken."""

import msgspec
import pytest

from scribe.notes.telling.linking import ANEW, COMMA, FULL, NEXT, Piece, link, written
from tests.notes.conversation import session


@pytest.mark.parametrize(
    ("said", "linked"),
    [
        ("My heart raced the first week, but not now.", ", but "),
        ("I missed Saturday, because there was no school.", " because "),
        ("It was due on Thursday, and I sent it late.", ", and "),
        ("I wrote four pages. And then I tore them up.", ", then "),
        ("I slept well. But not on Friday.", ", but "),
        ("I wrote four pages. And I slept.", NEXT),
        ("I wrote four pages. I slept.", NEXT),
    ],
)
def test_as_it_was_spoken(said: str, linked: str) -> None:
    first, second = session(f"C: {said}").turns[0].clauses
    assert link(first, second) == linked


def test_two_of_one_sentence_with_no_word_between_them() -> None:
    first, second = session("C: I got home late. I slept badly.").turns[0].clauses
    assert link(first, msgspec.structs.replace(second, sentence=first.sentence)) == COMMA


def test_what_does_not_follow_is_linked_by_no_word_of_its_own() -> None:
    first, _, third = session("C: I slept well. I read a book. But not on Friday.").turns[0].clauses
    assert link(first, third) == NEXT


def test_a_long_sentence_ends_where_the_next_can_stand() -> None:
    long = " ".join(["slept"] * FULL)
    assert written([Piece(long), Piece("woke at two", "client woke at two")]) == f"{long}. Client woke at two"
    assert written([Piece(long), Piece("five hours")]) == f"{long}; five hours"
    assert written([Piece("slept"), Piece("woke at two", "client woke at two")]) == "slept; woke at two"


def test_another_answer_is_another_sentence_where_it_is_one() -> None:
    pieces = [Piece("six hours", link=ANEW), Piece("wakes at two", "client wakes at two", ANEW)]
    assert written(pieces) == "six hours. Client wakes at two"
    assert written([*pieces[:1], Piece("twice", link=ANEW)]) == "six hours; twice"
