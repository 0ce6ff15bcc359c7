"""A question turned by the tags of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.turning import topic_first, turned


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where does all of this leave you", "Where all of this leaves them"),
        ("What else do you do when you can't sleep", "What else they do when they can't sleep"),
        ("Have you been getting through your shifts", "getting through your shifts"),
        ("Did you not ring", ""),
        ("Do you feel safe", ""),
        ("Are the tablets sitting well with you", "the tablets"),
        ("Is there a shotgun in the house", "a shotgun in the house"),
        ("What got you sent home", "What got them sent home"),
        ("What do you think's shifted", "What has shifted"),
        ("What does Marco need to hear", "What Marco needs to hear"),
        ("Would you go to the shop and ring her", ""),
        ("What'd have to happen for it to be a nine", "What would have to happen for it to be a nine"),
        ("What's that other part done for you", "What that other part has done for them"),
        ("What would opening it at a party be", ""),
        ("Could you say that slower", ""),
        ("Would five days be honest", ""),
        ("Who have I got in front of me", ""),
        ("Can you do Monday the sixth", ""),
    ],
)
def test_helper_and_subject_are_found_by_their_tags(question: str, told: str) -> None:
    assert turned(question) == told


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("the wine rack, how's that faring", "the wine rack"),
        ("blood pressure pill, still on it", "blood pressure pill"),
        ("Tom, what happened", ""),
        ("on Friday, what happened", ""),
    ],
)
def test_what_it_is_about_may_stand_first(question: str, topic: str) -> None:
    assert topic_first(question) == topic


@given(st.text(alphabet="abcdefgh ',ehowtdiyu", max_size=60))
def test_any_words_are_turned_or_not(text: str) -> None:
    assert turned(text) == turned(text)
    topic_first(text)
