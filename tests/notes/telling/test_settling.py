"""The end of a session, where the week is settled thing by thing, is told thing by thing with its terms."""

import pytest

from scribe.events import Role
from scribe.notes.language.values import numbers
from tests.notes.conversation import finished, people, texts

PAIR = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))

BEFORE = "T: How was the week?\nC: Long. I slept badly.\n" + "".join(
    f"T: And the {what}?\nC: The same.\n" for what in ("work", "garden", "choir", "car", "cooking", "reading")
)
WEEK = "T: So, your homework for the week. The trash lid, every weekday.\nC: Okay, every weekday.\n"


def plan(talk: str) -> str:
    return texts(finished(BEFORE + talk), "homework", "plan")


def test_each_thing_stands_with_its_own_terms() -> None:
    said = plan(f"{WEEK}T: Good. And the mail on the bed?\nC: Four times.\nT: And the stove?\nC: One check.")
    assert "the mail on the bed, four times" in said
    assert "the stove, one check" in said


def test_a_turn_that_says_back_and_goes_on_is_two_things() -> None:
    said = plan(
        f"{WEEK}T: And the platform. Would you do it five days?\nC: Five's too many. Three.\n"
        "T: Three days. And the mail on the bed?\nC: Four times."
    )
    assert "the mail on the bed, four times" in said
    assert "5" not in numbers(said)


def test_what_the_therapist_says_back_adds_its_terms() -> None:
    said = plan(
        f"{WEEK}T: And the shed. Would you go to ten minutes, and take Jan?\nC: Could do five. With Jan.\n"
        "T: Five, with Jan, twice before I see you. And the tape?\nC: Three times."
    )
    assert "go to five minutes" in said
    assert "twice before therapist sees them" in said
    assert "10" not in numbers(said)


def test_a_recap_is_what_was_agreed() -> None:
    said = plan(
        f"{WEEK}T: So let me see if I have it. Off all three apps tomorrow. Steph on Saturday, the whole number. "
        "No beer Monday and Wednesday.\nC: Yeah, that's it."
    )
    assert "steph on saturday" in said
    assert "no beer monday and wednesday" in said


def test_a_frame_of_the_week_is_no_task() -> None:
    said = plan(
        f"{WEEK}T: So, the week ahead. What's one step, this coming week?\nC: Thirty minutes of lunch, sitting down."
    )
    assert "ahead" not in said
    assert "thirty minutes of lunch" in said


def test_what_is_taken_back_in_the_same_breath_does_not_stand() -> None:
    said = plan(f"{WEEK}T: And for the report?\nC: I'll do two a day! No. One a day, at nine.")
    assert "one a day" in said
    assert "2" not in numbers(said)


def test_an_answer_to_another_question_declines_nothing() -> None:
    said = plan(
        f"{WEEK}T: And breathing every night, in for four, out for six. Why is any of this worth it to you?\n"
        "C: Football. I can't train if I'm not there. I won't miss it."
    )
    assert "breathing every night, in for four, out for six" in said


def test_two_who_name_one_amount_agree() -> None:
    talk = (
        "T: For home, then. What would you two want done with the card?\n"
        "C: I'll pay three hundred a month.\nP: Three hundred. I don't want the wheels back."
    )
    said = texts(finished(BEFORE + talk, PAIR), "homework")
    assert said.startswith("homework:")
    assert "300" in numbers(said)


def test_confidence_is_told_with_what_it_is_about() -> None:
    talk = f"{WEEK}T: And how likely is that, zero to ten?\nC: An eight."
    assert "confidence: eight" in plan(talk)
    assert not texts(finished(BEFORE + talk), "measure")


def test_confidence_in_what_was_not_agreed_is_a_rating() -> None:
    talk = "T: How confident are you that you could stop, zero to ten?\nC: Four.\n" + BEFORE
    assert "rated confidence or readiness four" in texts(finished(talk), "measure")


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (
            "T: I'll write to Dr. Ray about the dose. Next Friday at eleven?\nC: I can't do eleven. Could you do one?\n"
            "T: Friday at one.\nC: Perfect.",
            "therapist will write to dr. ray about the dose",
        ),
        (
            "T: I can fill in the form by Friday. See you next Tuesday at two?\nC: Tuesday at two.",
            "fill in the form by friday",
        ),
        (
            "T: I'm also gonna call the counselor, Mr. Abbott, about a pass. That good with you?\nC: Yes, please.",
            "call the counselor, mr. abbott, about a pass",
        ),
    ],
)
def test_what_the_therapist_promises_is_no_part_of_the_bargain_over_the_day(talk: str, told: str) -> None:
    assert told in plan(talk)


def test_what_is_turned_down_by_its_name_does_not_stand() -> None:
    said = plan(
        f"{WEEK}T: And the bus. What if you get on at Fulton in daylight, ride four stops, and sit up front?\n"
        "C: Not Fulton. I'll get on at the library. Four stops, I can do that."
    )
    assert "fulton" not in said
    assert "library" in said
