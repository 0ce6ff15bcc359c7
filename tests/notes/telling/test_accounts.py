"""A run of talk as a statement: whose each of its clauses is stays clear."""

import msgspec
import pytest

from scribe.events import Role
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.candidates import MUST
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, people, session, statements, texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "My boss shouts at all of us. I called out twice.",
            "their boss shouts at all of them; client called out twice",
        ),
        ("I called out twice. I missed a shift.", "called out twice; missed a shift"),
    ],
)
def test_after_somebody_else_the_client_is_named_again(said: str, told: str) -> None:
    assert told in texts(finished(f"T: How is work?\nC: {said}"), "functioning")


def test_what_answers_no_question_has_no_heading() -> None:
    told = texts(finished("T: So the postman came by.\nC: I was dressed four of the days."), "presentation")
    assert "client was dressed four of the days" in told
    assert "postman" not in told


@pytest.mark.parametrize(
    "noise", ["Righto.", "Oh my God.", "Huh.", "Meh.", "You're nuts.", "Nice, actually.", "Sleep."]
)
def test_what_only_keeps_the_talk_going_is_not_told(noise: str) -> None:
    told = texts(finished(f"T: How did you sleep?\nC: {noise} I got four hours."), "symptom")
    assert told == "sleep: got four hours."


def test_a_run_that_is_too_long_to_be_told_whole_is_told_in_part() -> None:
    """Many figures in one answer: the first of them, not none."""
    talk = "T: How did you sleep?\n" + "".join(
        f"C: On {day} I slept {hours} hours and woke at {hours} to feed the neighbour's old horse again.\nT: Mm-hmm.\n"
        for day, hours in zip(
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Monday"),
            ("three", "four", "five", "six", "seven", "two", "three", "four"),
            strict=True,
        )
    )
    assert "on monday" in texts(finished(talk), "symptom")


def test_inside_a_run_an_answer_has_its_own_question_before_it() -> None:
    talk = "T: Are you taking the sertraline?\nC: Every morning, with toast.\nT: How many did you miss?\nC: Two."
    assert "how many they missed: two" in texts(finished(talk), "medication")


def test_below_a_heading_nobody_need_report() -> None:
    told = texts(
        finished("T: Who is on your side in this?\nC: My two sisters."), "presentation", "protective", "symptom"
    )
    assert "asked who is on their side: their two sisters" in told


def test_what_an_answer_turns_to_is_told_with_what_it_turns_from() -> None:
    talk = "T: And the report?\nC: I had done most of it, all the hard parts, by noon. And then I just didn't send it."
    assert "all the hard parts, by noon, then did not send it" in texts(finished(talk))


def test_what_was_like_something_else_is_not_told_as_so() -> None:
    talk = "T: And the bowls club?\nC: They sat with me on Tuesday for an hour. Like I were made of glass."
    assert "glass" not in texts(finished(talk))
    talk = "T: And the kitchen?\nC: I cook for him every night. I'm just, like, the staff. Where's my pen?"
    assert "staff" not in texts(finished(talk))
    assert "pen" not in texts(finished(talk))


def test_a_name_keeps_its_capital() -> None:
    talk = session("T: What kept you here?\nC: My two sisters. Mabel was scratching at the door for an hour.")
    assert any("Mabel was" in one.text for one in candidates(talk, (), load_cues()))


def test_of_several_each_amount_stands() -> None:
    couple = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))
    talk = "T: The rule for the kitchen phone?\nP: Nine.\nC: Eleven.\nP: Ten-thirty, on school nights."
    told = texts(finished(talk, couple))
    assert "ten-thirty, on school nights" in told
    assert "eleven" in told


def test_what_one_exclaims_at_another_is_not_reported() -> None:
    couple = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))
    talk = "T: What happened on Friday?\nP: We argued about the roof. I was making soup!\nC: I left the house at six."
    told = texts(finished(talk, couple), "stressor", "presentation", "functioning", "symptom")
    assert "roof" in told
    assert "soup" not in told


def test_however_much_it_tells_only_what_must_stand_must() -> None:
    talk = session(
        "T: How's your garden?\nC: I dug four beds on Monday. I planted nine roses in May. I got two medals."
    )
    (found,) = [one for one in candidates(talk, (), load_cues()) if one.kind == "presentation"]
    assert found.weight > 5
    assert not msgspec.structs.replace(found, weight=MUST + found.weight).must


@pytest.mark.parametrize(
    "said", ["Stubborn as a mule.", "It was like a film.", "Sort of.", "Jo, Jo, Jo.", "I'm doing it."]
)
def test_how_something_seemed_and_an_answer_of_no_words_are_not_told(said: str) -> None:
    told = finished(f"T: And the shed?\nC: I painted the door on Friday. {said}")
    assert [one.text for one in statements(told)] == ["Shed: painted the door on Friday."]


def test_what_the_therapist_states_heads_the_amount_that_answers_it() -> None:
    talk = "T: Good catch. Planner open at quarter to nine. How many days?\nC: Four out of five."
    told = texts(finished(talk))
    assert "planner open at quarter to nine: four out of five" in told
    assert "client reported four" not in told


def test_what_the_therapist_says_in_passing_is_no_statement() -> None:
    assert "early" not in texts(finished("T: Three days early. Into the planner.\nC: Okay."))


def test_a_bare_no_to_a_question_for_a_thing_is_not_told() -> None:
    talk = session("T: What evidence for that thought did you find?\nC: No, never.")
    assert all("No" not in one.text for one in candidates(talk, (), load_cues()))


def test_that_something_was_not_done_is_told_however_short() -> None:
    talk = "T: And the letter?\nC: I didn't do it. I sat down with the pen and my hand wouldn't hold it."
    assert "did not do it" in texts(finished(talk))
    talk = "T: And the letter?\nC: I haven't done it. I sat down with the pen and my hand wouldn't hold it."
    assert "has not done it" in texts(finished(talk))
