"""Words are told apart by what they do in their sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.tagging import FINITE, reworded, tagged, tags


def test_a_word_is_tagged_by_what_it_does_there() -> None:
    assert tags("I sleep badly")[1] == "VVB"
    assert tags("My sleep was bad")[1] == "NN1"


def test_what_is_written_together_is_two_words() -> None:
    assert [word for word, _ in tagged("She's home, I don't know.")] == [
        *("She", "'s", "home", ",", "I", "do", "n't", "know", ".")
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [("I slept badly.", True), ("Could be worse.", True), ("Four hours.", False), ("Every night at two.", False)],
)
def test_a_verb_makes_a_sentence(text: str, whole: bool) -> None:
    assert (not FINITE.isdisjoint(tags(text))) is whole


@given(st.text(max_size=60))
def test_any_text_can_be_tagged(text: str) -> None:
    assert "".join(word for word, _ in tagged(text)) == "".join(text.replace("’", "'").split())


@given(st.text(max_size=60))
def test_what_is_not_reworded_stays(text: str) -> None:
    assert reworded(text, lambda *_: "") == text


def test_a_word_is_replaced_where_it_stands() -> None:
    assert reworded("He’s fine, she's not.", lambda words, at: " is" if words[at].word == "'s" else "") == (
        "He is fine, she is not."
    )
