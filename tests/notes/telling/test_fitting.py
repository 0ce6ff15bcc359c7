"""A cue's subject heads only what is about it."""

import pytest

from tests.notes.conversation import finished, shown


def told(talk: str) -> str:
    return shown(finished(talk)).lower()


@pytest.mark.parametrize(
    ("talk", "label"),
    [
        ("T: That's the first time you've rung her.\nC: I wore the green coat on four days.", "history:"),
        ("T: What's happening in your chest?\nC: I'm holding a door shut.", "telehealth"),
        ("T: I see.\nC: I told three people. It was better than I thought it would be.", "change talk:"),
        ("T: I see.\nC: I rang three shops. I painted twelve doors. I made soup, and I was worn out.", "energy"),
    ],
)
def test_a_subject_heard_in_passing_heads_nothing(talk: str, label: str) -> None:
    assert label not in told(talk)


def test_a_follow_up_that_names_another_thing_leaves_the_subject() -> None:
    talk = "T: Are you taking the tablets?\nC: Every morning.\nT: Is this the illness talking?\nC: That one is a four."
    assert "medication: that one" not in told(talk)


def test_a_subject_is_not_carried_on_to_a_question_that_names_another() -> None:
    talk = (
        "T: Are you taking the sertraline?\nC: Every morning.\n"
        "T: And what's dinner been, besides the soup?\nC: Pasta, plain, fourteen dinners."
    )
    assert "asked what dinner has been, besides the soup: pasta" in told(talk)


@pytest.mark.parametrize(
    ("talk", "label"),
    [
        ("T: How's the sleep?\nC: Five hours.", "sleep: five hours"),
        (
            "T: How's the sleep?\nC: Five hours.\nT: Every night?\nC: Most nights, four of them.",
            "sleep: five hours; most",
        ),
        ("T: I see.\nC: I slept four hours. I painted three doors.", "sleep:"),
    ],
)
def test_what_was_asked_or_told_first_heads_it(talk: str, label: str) -> None:
    assert label in told(talk)
