"""A run of talk as a statement: whose each of its clauses is stays clear."""

import pytest

from tests.notes.conversation import finished, texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "My boss shouts at all of us. I called out twice.",
            "their boss shouts at all of them. client called out twice",
        ),
        ("I called out twice. I missed a shift.", "called out twice. missed a shift"),
    ],
)
def test_after_somebody_else_the_client_is_named_again(said: str, told: str) -> None:
    assert told in texts(finished(f"T: How is work?\nC: {said}"), "functioning")


def test_what_answers_no_question_has_no_heading() -> None:
    told = texts(finished("T: So the postman came by.\nC: I was dressed four of the days."), "presentation")
    assert "client was dressed four of the days" in told
    assert "postman" not in told


@pytest.mark.parametrize("noise", ["Righto.", "Oh my God.", "Huh.", "You're nuts.", "Nice, actually.", "Sleep."])
def test_what_only_keeps_the_talk_going_is_not_told(noise: str) -> None:
    told = texts(finished(f"T: How did you sleep?\nC: {noise} I got four hours."), "symptom")
    assert told == "sleep: got four hours."
