"""A pronoun gives way to a name or a noun only where one alone can be meant."""

import pytest

from tests.notes.conversation import finished, texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("My friend Bea? We do our taxes together.", "text bea today"),
        ("My friend Bea, or my sister Ida.", "text her today"),
        ("My brother Sam, I suppose.", "text her today"),
        ("Somebody from the choir.", "text her today"),
    ],
)
def test_whoever_was_called_by_name(said: str, told: str) -> None:
    talk = f"T: Who could sit with you?\nC: {said}\nT: Lovely. Text her today.\nC: I'll do it from the bus."
    assert told in texts(finished(talk), "homework")


def test_one_is_what_was_named_just_before() -> None:
    talk = "T: For homework, could you get a tooth looked at?\nC: Yes. I don't have a dentist. I'll find one this week."
    assert "client will find a dentist this week" in texts(finished(talk), "homework")


def test_a_promise_that_points_back_brings_what_it_points_to() -> None:
    talk = "T: There's a free counselor over at the library. I'll email you her number.\nC: Please do."
    told = texts(finished(talk), "plan")
    assert "there is a free counselor over at the library; therapist will email them her number" in told


def test_the_appointment_on_a_card_is_no_promise() -> None:
    talk = "T: Wednesday the eighteenth at two. I'll write it on the card.\nC: Thank you."
    assert texts(finished(talk), "plan") == ""
