"""No sentence ends between what belongs together."""

import pytest

from scribe.events import Role
from scribe.notes.language.belonging import goes_on, has_verb
from scribe.notes.language.mark_features import said
from scribe.notes.language.marks import marked


@pytest.mark.parametrize(
    "text",
    [
        "When I was living out there, I didn't care much.",
        "In the spring, I was low.",
        "If I lost it I'd go home, and that would be that.",
        "He did it with a rope, out in the barn.",
        "I say, God, you could take me now.",
        "It was nine, eight on the way home.",
    ],
)
def test_what_belongs_together_stays(text: str) -> None:
    assert marked(text, Role.CLIENT) == text


@pytest.mark.parametrize(
    ("text", "last", "on"),
    [
        ("When I was out there, I didn't care", 4, True),
        ("I slept, I got up", 1, False),
        ("He did it with a rope, out in the barn", 5, True),
        ("My boss writes, can we talk", 2, True),
        ("It was nine, eight at night", 2, True),
        ("If he left I'd go, and that would be it", 4, True),
        ("I left, and that would be it", 1, False),
    ],
)
def test_where_a_sentence_goes_on(text: str, last: int, *, on: bool) -> None:
    assert goes_on(said(text), 0, last) is on


def test_a_verb_is_one_of_somebody() -> None:
    assert has_verb(said("she came home late"), 0, 3)
    assert not has_verb(said("out in the barn"), 0, 3)
