"""What is done when something comes is told with what comes; a question of what is, or was, is none."""

import pytest

from scribe.events import Role
from tests.notes.conversation import finished, people, statements, texts

BEFORE = "T: How was the week?\nC: Long.\nT: And the nights?\nC: Loud.\nT: And the choir?\nC: Fine.\n"
PAIR = people(("Ana Ruiz", Role.CLIENT), ("Leo Ruiz", Role.PARTNER), ("Dr Vale", Role.THERAPIST))


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        (
            "And when the urge comes?",
            "Ring Nora, or go out on the balcony, and wait.",
            "When the urge comes: ring Nora, or go out on the balcony, and wait.",
        ),
        (
            "And if the alarm goes off again, what do you do?",
            "Ice first. Then I call you.",
            "If the alarm goes off again: ice first; calls therapist.",
        ),
        (
            "And when the worry turns up?",
            '"Maybe it happens, maybe it doesn\'t." That is so odd.',
            'When the worry turns up: "Maybe it happens, maybe it doesn\'t".',
        ),
    ],
)
def test_the_condition_stands_with_what_is_done(asked: str, answer: str, told: str) -> None:
    found = [one.text for one in statements(finished(f"{BEFORE}T: {asked}\nC: {answer}"), "homework")]
    assert told in found


def test_each_of_several_says_what_they_do() -> None:
    talk = f"{BEFORE}T: And if somebody feels the storm coming, Leo?\nP: We say hammock.\nC: Twenty minutes apart."
    told = texts(finished(talk, PAIR), "homework")
    assert "if somebody feels the storm coming: leo: says hammock; ana: twenty minutes apart" in told


@pytest.mark.parametrize(
    "asked",
    [
        "When you're low, who is on your side?",
        "When did the urge come?",
        "And when you say you don't know, what happened?",
        "If that changed, who would you tell?",
    ],
)
def test_what_asks_something_else_is_no_plan(asked: str) -> None:
    assert texts(finished(f"{BEFORE}T: {asked}\nC: Nora, or the choir."), "homework") == ""


def test_a_condition_alone_is_nothing_to_do() -> None:
    talk = f"{BEFORE}T: For homework, walk to the pier twice.\nC: I'll do that.\nT: And when the urge comes?\nC: Mm."
    assert "urge" not in texts(finished(talk), "homework")
