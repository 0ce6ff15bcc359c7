"""Questionnaire scores are told with the questionnaire's name, also where it stands apart from its score."""

import pytest

from tests.notes.conversation import finished, texts


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (
            "Your driving questionnaire's come down too. It's forty-four. You were at fifty-eight a fortnight back.",
            "driving questionnaire score: forty-four; they were at fifty-eight a fortnight back",
        ),
        (
            "The other thing, the severity index. You'd eighteen. The one you filled in today, thirteen.",
            "severity index score: they had eighteen; the one they filled in today, thirteen",
        ),
        ("Here's the form you did. The total's nineteen. It was twenty on the twelfth.", "form score: nineteen"),
        (
            "I've got your checklist open. Thirty-six, and the one before was a forty-four.",
            "checklist score: thirty-six",
        ),
    ],
)
def test_a_score_is_told_with_its_name(read: str, told: str) -> None:
    assert told in texts(finished(f"T: Sleep?\nC: Six hours.\nT: {read}\nC: Okay."), "measure")


def test_a_form_without_a_score_is_no_measure() -> None:
    talk = "T: Sleep?\nC: Six hours.\nT: The form for the school is here. Could you sign it by Friday?\nC: Sure."
    assert not texts(finished(talk), "measure")
