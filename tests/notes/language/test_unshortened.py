"""Short forms stand for what the words around them make of them; nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.unshortened import unshortened


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("I'd gone home", "I had gone home"),
        ("I'd forgot the lamp", "I had forgot the lamp"),
        ("I'd go home", "I would go home"),
        ("where I'd need a ladder", "where I would need a ladder"),
        ("I'd just like a break", "I would just like a break"),
        ("somebody'd ring somebody", "somebody would ring somebody"),
        ("I'd better go", "I had better go"),
        ("I'd rather go", "I would rather go"),
        ("the score's come down", "the score has come down"),
        ("it's gone up", "it has gone up"),
        ("he's asked me to train them", "he has asked me to train them"),
        ("the shed's quiet", "the shed is quiet"),
        ("my sister's shed", "my sister's shed"),
        ("last month's fencing", "last month's fencing"),
        ("at my cousin's, on Friday", "at my cousin's, on Friday"),
        ("her tenant's moved out", "her tenant's moved out"),
        ("I'd cut it down", "I'd cut it down"),
        ("I'd, wow", "I'd, wow"),
        ("me own dad slept", "my own dad slept"),
        ("One glass, with me tea", "One glass, with my tea"),
        ("he told me stories", "he told me stories"),
        ("I've no missed any", "I've not missed any"),
        ("I have no appetite", "I have no appetite"),
    ],
)
def test_by_what_follows(said: str, full: str) -> None:
    assert unshortened(said) == full


@given(st.text(alphabet=st.characters(blacklist_characters="'’meMEnoNOdD"), max_size=60))
def test_what_is_not_short_stays(text: str) -> None:
    assert unshortened(text) == text
