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


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (
            "The falls one, how worried you'd be, that was forty-one. When we last did it, it was forty-nine.",
            ("forty-one", "forty-nine"),
        ),
        ("Mood, the form you did on the tablet: fifteen. It was seventeen.", ("fifteen", "seventeen")),
        ("The questionnaire you sent: three point two. You were on four point one then.", ("point two", "point one")),
        ("The AUDIT we did this morning was fifteen, and it was nineteen in July.", ("fifteen", "nineteen")),
    ],
)
def test_two_scores_that_are_compared_are_told_whatever_the_questionnaire_is_called(
    read: str, told: tuple[str, ...]
) -> None:
    measures = texts(finished(f"T: Sleep?\nC: Six hours.\nT: {read}\nC: Okay."), "measure")
    assert all(score in measures for score in told)


@pytest.mark.parametrize(
    "said",
    [
        "I looked at the sheet. You slept six hours. It was five hours before.",
        "The form is for the school. It was due on the second.",
        "You were at eight, and now it's four.",
    ],
)
def test_what_is_counted_is_no_score(said: str) -> None:
    assert not texts(finished(f"T: Sleep?\nC: Well enough.\nT: {said}\nC: Okay."), "measure")
