"""Phrases by the tags of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.phrases import is_doing, is_noun_phrase, noun_phrases, read, uncalled


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The wine rack", True),
        ("No searching after nine", True),
        ("Meals on wheels", True),
        ("Anything besides alcohol", True),
        ("Thoughts of hurting anyone else", True),
        ("The count", True),
        ("Sounds heavy", False),
        ("Rhythm chart survive", False),
        ("Haskell a line", False),
        ("Anything you want", False),
        ("The next thing", False),
        ("Order", False),
    ],
)
def test_a_noun_phrase_that_names_something(text: str, *, whole: bool) -> None:
    assert is_noun_phrase(text) is whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Getting in on time", True),
        ("Doing it twice", True),
        ("Checking at", False),
        ("Going there or", False),
    ],
)
def test_a_gerund_with_what_belongs_to_it(text: str, *, whole: bool) -> None:
    assert is_doing(text) is whole


def test_the_noun_phrases_of_a_clause_without_who_is_called() -> None:
    found = read("And did the card with the high-risk places leave your glove box, Nadia")
    assert [found.part(*span) for span in noun_phrases(found)] == [
        "the card with the high-risk places",
        "your glove box",
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [("And you, Nadia", "And you"), ("Nadia, what happened", "what happened"), ("Nadia slept", "Nadia slept")],
)
def test_who_is_spoken_to_is_left_out(text: str, left: str) -> None:
    assert uncalled(text) == left


@given(st.text(max_size=60))
def test_words_and_kinds_go_together(text: str) -> None:
    found = read(text)
    assert len(found.words) == len(found.kinds) == len(found.tags) == len(found.begins)
    assert all(found.part(place, place + 1) == word for place, word in enumerate(found.words))
