"""The next appointment is what the last word on each of its parts came to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notes.conversation import finished, texts

BEFORE = """
T: How was the week?
C: Busy, mostly.
""" + "".join(f"T: And the {day}?\nC: The same.\n" for day in ("work", "garden", "choir", "car", "cooking", "reading"))


def told(talk: str) -> str:
    """At the end of a session."""
    return texts(finished(BEFORE + talk), "appointment")


@pytest.mark.parametrize(
    ("talk", "slot"),
    [
        (
            """T: Two weeks, Thursday the ninth. Five o'clock?
               C: I'm on a roof till five. Make it five-thirty.
               T: Five-thirty, Thursday the ninth.""",
            "next appointment: two weeks, thursday the ninth, five-thirty.",
        ),
        (
            """T: So, a fortnight. Would Wednesday the fourteenth do, at three?
               C: Wednesday's my grandson.
               T: Of course it is. Thursday the fifteenth, half ten?
               C: Half ten, Thursday. That'll do me.""",
            "next appointment: a fortnight, thursday the fifteenth, half ten.",
        ),
        (
            """T: Next week, then. Monday the sixth at noon, by video?
               C: No, wait, the plasterers. Make it one o'clock?
               T: One o'clock on Monday the sixth, by video.
               C: Grand.""",
            "monday the sixth, one o'clock, by video.",
        ),
        (
            """T: Friday the twenty-eighth, same time, seven-thirty. Session four of twelve.
               C: Eight to go. See you.""",
            "friday the twenty-eighth, seven-thirty.",
        ),
        (
            """T: See you next time, Tuesday the twenty-fourth, quarter past four.
               C: She finishes at four, so, yeah.""",
            "quarter past four.",
        ),
    ],
)
def test_the_last_word_counts(talk: str, slot: str) -> None:
    assert slot in told(talk)


def test_a_dose_that_began_on_a_date_is_no_appointment() -> None:
    assert told("T: They brought you down to five milligrams on the eighth. How's that been?\nC: Fine.") == ""


def test_two_numbers_in_a_saying_are_no_time() -> None:
    talk = """T: I can stretch to five-thirty. Tuesday the twenty-fourth, then.
        C: Five-thirty. It's in my phone.
        T: Go slow over that overpass.
        C: Ten and two."""
    assert "tuesday the twenty-fourth, five-thirty." in told(talk)


def test_what_was_said_before_a_day_that_two_hearings_differ_on_is_not_told() -> None:
    talk = """T: See you next week, Monday the sixth, at noon.
        C: Monday's bad.
        T: Then Tuesday the [unclear], at one.
        C: Good."""
    assert told(talk) == ""


def test_a_crisis_number_is_no_time() -> None:
    assert "nine eight" not in told("T: Right, nine eight eight, call or text.\nC: Okay.")


HOURS = st.sampled_from(["nine", "ten", "eleven", "two", "four"])
DATES = st.sampled_from(["the ninth", "the fourteenth", "the twenty-second", "the thirtieth"])


@given(first=HOURS, second=HOURS, date=DATES)
@settings(max_examples=40)
def test_nothing_but_the_hour_that_was_taken(first: str, second: str, date: str) -> None:
    offer = f"T: See you next time. Friday {date}, at {first}?"
    talk = f"{offer}\nC: Could it be {second}?\nT: {second}, Friday {date}.\nC: Yes."
    found = told(talk)
    assert f"friday {date}, {second}." in found
    assert first == second or f", {first}" not in found


def test_a_date_said_again_without_its_month_keeps_it() -> None:
    talk = """T: Fortnight from today's the second of July. Nine thirty, on the Thursday?
              C: Thursday the second, nine thirty. Great."""
    assert "the second of july" in told(talk)


def test_a_day_by_which_something_is_done_is_no_appointment() -> None:
    assert not told("T: I'll post the form by Friday.\nC: By Friday, great.")


def test_a_recap_of_the_week_is_no_appointment() -> None:
    assert not told(
        "T: So let me see if I have it. Off the apps on Monday at nine. Steph on Saturday.\nC: Yes, that's it."
    )


def test_another_date_takes_the_place_of_one_with_its_month() -> None:
    talk = """T: Two weeks, Thursday the second of December, at five?
              C: I'm away. Thursday the third?
              T: Thursday the third, at five."""
    assert "the third" in told(talk)
    assert "second" not in told(talk)
