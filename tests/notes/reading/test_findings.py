"""What the therapist reads out or states is told; questions, proposals, praise and echoes are not."""

import pytest

from scribe.notes.reading.findings import findings
from tests.notes.conversation import finished, session, texts


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (
            "T: Doctor Hale brought you down to five milligrams on the eighth. How's that been?\nC: I take it.",
            "five mill",
        ),
        ("T: The average was twenty-five minutes. When you started it was seventy.\nC: Was it really?", "twenty-five"),
        ("T: Nineteen. Back in April your score was twenty-six.\nC: Huh.", "nineteen"),
        ("T: You've been here for six sessions, and you missed two.\nC: I know.", "missed two"),
    ],
)
def test_what_was_stated_stands(talk: str, told: str) -> None:
    assert told in texts(finished(talk))


@pytest.mark.parametrize(
    "talk",
    [
        "T: How is your sleep?\nC: I got four hours.\nT: Four hours.\nC: Yeah.\nT: Is it nine on Sundays?\nC: Hm.",
        "T: How is your sleep?\nC: I got four hours.\nT: I'd like you to try for nine hours.\nC: Hm.",
        "T: How is your sleep?\nC: I got four hours.\nT: Thank you, you made my nine o'clock.\nC: Hm.",
        "T: How is your sleep?\nC: I got four hours.\nT: Leave nine hours for the night.\nC: Hm.",
        "T: How is your sleep?\nC: I got four hours.\nT: Fair, so session nine, let's put an agenda together.\nC: Hm.",
        "T: How is your sleep?\nC: I got four hours.\nT: If you had nine hours you'd feel it.\nC: Hm.",
    ],
)
def test_what_was_not_stated_does_not(talk: str) -> None:
    said = texts(finished(talk))
    assert "nine" not in said.replace("asked", "")
    assert said.count("four hours") == 1


@pytest.mark.parametrize(
    "said",
    [
        "Each verse fits in one breath.",
        "It is one rope with two ends.",
        "Put two fingers on your wrist.",
        "Once your pulse is over ninety, nobody can listen.",
        "There's a gap of about twenty seconds between the two.",
        "That's eighty minutes on credit.",
        "Four in, six out.",
        "Nought to ten.",
        "We'd be content to get under ten.",
    ],
)
def test_what_is_remarked_taught_or_directed_is_no_finding(said: str) -> None:
    (exchange,) = session(f"T: {said}\nC: Is it?").exchanges
    assert list(findings(exchange, ())) == []


@pytest.mark.parametrize(
    "said",
    [
        "You'd signed up for three a week.",
        "The overall score is three today.",
        "Sleep, that's still a five.",
        "Burnout is down to thirty-four.",
        "The tension one, where lower is looser, twenty-seven.",
        "Last week, eighty-two.",
        "Twelve down to ten.",
        "Your insurer wants the form by the tenth of June.",
        "Five is up, you had three the week before.",
    ],
)
def test_what_was_before_and_what_something_comes_to_is_known(said: str) -> None:
    (exchange,) = session(f"T: {said}\nC: Is it?").exchanges
    assert len(list(findings(exchange, ()))) == 1


def test_what_the_answer_takes_back_is_not_told() -> None:
    assert "fifty" not in texts(finished("T: You were on fifty milligrams of it.\nC: No. I was on twenty."))


def test_which_session_it_is_tells_nothing_of_the_client() -> None:
    (exchange,) = session("T: Fair, okay, so, session six. This is session six of twelve.\nC: Is it?").exchanges
    assert list(findings(exchange, ())) == []


def test_what_sets_a_scene_tells_nothing_of_the_client() -> None:
    (exchange,) = session(
        "T: You were in at nine o'clock. I'll be Ruben.\nC: Ruben, I want the boiler mended."
    ).exchanges
    assert list(findings(exchange, ())) == []
