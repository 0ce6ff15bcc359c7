"""Recognised speech in usual spelling: the words stay, apostrophes and question marks come back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.events import Role
from scribe.notes.language.spoken import spelled


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i dont sleep and im tired", "I don't sleep and I'm tired"),
        ("ive been off since may", "I've been off since may"),
        ("she wasnt there and theyve gone", "she wasn't there and they've gone"),
        ("id rather not", "I'd rather not"),
        ("ill do it tomorrow", "I'll do it tomorrow"),
        ("I felt ill all week", "I felt ill all week"),
        ("we were well and its lid is shut", "we were well and its lid is shut"),
        ("I’m fine.", "I'm fine."),
    ],
)
def test_apostrophes(written: str, meant: str) -> None:
    assert spelled(written, Role.CLIENT) == meant


@pytest.mark.parametrize(
    ("text", "role", "asks"),
    [
        ("how did you sleep", Role.THERAPIST, True),
        ("so have you thought about it", Role.THERAPIST, True),
        ("any thoughts of hurting yourself", Role.THERAPIST, True),
        ("And the highway.", Role.THERAPIST, True),
        ("Good. And work.", Role.THERAPIST, True),
        ("And work.", Role.CLIENT, False),
        ("And rest.", Role.THERAPIST, False),
        ("And the postman came by.", Role.THERAPIST, False),
        ("And that's it.", Role.THERAPIST, False),
        ("any time I go out I panic", Role.CLIENT, False),
        ("what hurts is the silence", Role.CLIENT, False),
        ("do you think that's normal", Role.CLIENT, True),
        ("could be better", Role.CLIENT, False),
        ("I slept four hours", Role.CLIENT, False),
        ("how did you sleep.", Role.THERAPIST, True),
        ("When you write it down, people find that it wears off.", Role.THERAPIST, False),
    ],
)
def test_question_marks(text: str, role: Role, *, asks: bool) -> None:
    assert spelled(text, role).endswith("?") is asks


@given(text=st.text(max_size=80), role=st.sampled_from(list(Role)))
def test_letters_and_digits_stay(text: str, role: Role) -> None:
    bare = re.compile(r"[^a-z0-9]")
    assert bare.sub("", spelled(text, role).lower()) == bare.sub("", text.replace("’", "'").lower())


def test_a_hyphenated_word_that_came_in_two_parts_is_one() -> None:
    assert spelled("Tuesday the twenty -eighth - that works.", Role.CLIENT) == "Tuesday the twenty-eighth - that works."
