"""Scores and ratings as they were said, first and last, of whom and of what."""

import pytest

from scribe.chart import Chart
from scribe.events import Role
from tests.notes.conversation import finished, people, texts

PAIR = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))


def rated(talk: str, chart: Chart | None = None) -> str:
    return texts(finished(talk, chart), "measure")


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        ("Zero to ten, how anxious are you right now?", "Seven.", "anxiety seven"),
        ("Zero to ten, how anxious are you right now?", "Seven. No, six.", "anxiety six"),
        ("On a scale of nought to ten, where's the urge?", "Three or four.", "urge three or four"),
        ("How strong is the craving, zero to ten?", "Half what it was. Like a five.", "urge five; half what it was"),
        ("How's the pain, nought to ten?", "It was an eight this morning but it's a four now.", "pain four"),
        ("From zero to a hundred, how much do you believe it?", "About eighty percent.", "eighty percent"),
        ("How's the craving, zero to ten?", "It's gone from an eight to a three.", "urge from an eight to a three"),
        ("And how true do the words feel, one to seven?", "A two.", "voc two"),
        ("And how true is the old one now?", "Thirty-five.", "belief in the thought thirty-five"),
        ("How tightly does that quitter thought hold you, one to ten?", "A nine.", "quitter thought nine"),
        ("How strong was doormat on Saturday?", "Ninety.", "doormat ninety"),
    ],
)
def test_a_rating_in_its_words(asked: str, answer: str, told: str) -> None:
    assert told in rated(f"T: {asked}\nC: {answer}")


def test_what_is_asked_for_again_is_of_the_same_and_has_its_time() -> None:
    talk = """T: And the anxiety, zero to a hundred?
        C: Seventy-five.
        T: Bring them to your face. Number?
        C: Ninety. My heart's in my ears.
        T: That was ten minutes. Where are you?
        C: Seventy, I guess."""
    assert "anxiety seventy-five, then ninety, then seventy at ten minutes" in rated(talk)


def test_another_thing_that_is_named_is_not_the_same_again() -> None:
    talk = """T: How much do you believe that one, zero to a hundred?
        C: Seventy.
        T: And the old one, now?
        C: Thirty."""
    assert "seventy, then" not in rated(talk)


def test_first_and_last_of_a_series() -> None:
    talk = """T: Zero to ten, how disturbing is it now?
        C: Eight.
        T: And now?
        C: Five.
        T: And now?
        C: Two."""
    assert "eight, then five, then two" in rated(talk)


def test_what_follows_a_rating_asks_for_the_same() -> None:
    talk = """T: How tightly did that quitter thought have hold of you?
        C: A nine.
        T: And with your eyes open now?
        C: Four. I can hear it, but it's across the water."""
    assert "quitter thought nine, then four" in rated(talk)


def test_a_number_in_a_long_answer_counts_something_else() -> None:
    assert rated("T: How sure are you that it helps?\nC: I took it with the two sandwiches my mother makes me.") == ""


def test_an_earlier_number_is_told_as_earlier() -> None:
    said = rated("T: How's the pain, nought to ten?\nC: It was an eight this morning but it's a four now.")
    assert "was an eight this morning" in said


@pytest.mark.parametrize(
    ("read_out", "told"),
    [
        ("Your PHQ-9 was fourteen today, and it was eighteen last time.", ["phq-9 was fourteen", "eighteen last time"]),
        ("Your GAD-7 came to nine.", ["gad-7 came to nine"]),
    ],
)
def test_scores_that_were_read_out(read_out: str, told: list[str]) -> None:
    said = rated(f"T: {read_out}\nC: Okay.")
    assert all(part in said for part in told)


@pytest.mark.parametrize(
    "talk",
    [
        "T: Let's do the PHQ-9 next week.\nC: Sure.",
        "T: Zero to ten, how anxious are you?\nC: I couldn't say.",
        "T: What time is it?\nC: Seven.",
    ],
)
def test_no_number_no_rating(talk: str) -> None:
    assert rated(talk) == ""


def test_each_of_a_couple_has_a_number_of_their_own() -> None:
    talk = """T: Priya, zero to ten, how close did you feel this week?
        C: Five.
        T: Sam?
        P: Three."""
    said = rated(talk, PAIR)
    assert "closeness (priya) five" in said
    assert "closeness (sam) three" in said


def test_a_number_said_twice_stands_once() -> None:
    said = rated("T: From zero to ten, how anxious are you?\nC: Eight. Easily an eight.")
    assert said.count("eight") == 1


def test_a_number_in_a_relived_scene_is_of_the_distress_in_it() -> None:
    talk = (
        "T: Eyes closed, present tense. Tell me that night.\nC: I'm on the ferry. The deck is wet.\nT: Number?\n"
        "C: Eighty.\nT: Number?\nC: Forty."
    )
    assert "suds in the revisiting eighty, then forty" in texts(finished(talk), "measure")


@pytest.mark.parametrize(
    ("asked", "answer", "told", "gone"),
    [
        ("Zero to ten, how upsetting is it?", "Six. No. I'm being gloomy. Five.", "five", "six"),
        ("Zero to ten, how upsetting is it?", "Five. It was seven when you last asked.", "five; it was seven", "you"),
        ("Out of a hundred, how true is that?", "Thirty, forty. Say thirty-five.", "thirty-five", "forty"),
        ("Zero to ten, how much does it matter?", "Six. No. I'll go seven.", "seven", "six"),
    ],
)
def test_a_number_that_was_taken_back_is_not_the_rating(asked: str, answer: str, told: str, gone: str) -> None:
    said = rated(f"T: {asked}\nC: {answer}")
    assert told in said
    assert gone not in said


def test_each_of_two_things_has_its_number() -> None:
    said = rated("T: How confident are you, zero to ten?\nC: Pottery, a six. The walks, eight.")
    assert "six for pottery and eight for the walks" in said


def test_the_same_words_ask_for_the_same_rating() -> None:
    talk = (
        "T: He can punish me if I disobey. How true does that ring, out of a "
        "hundred?\nC: Fifty.\nT: What speaks for it?\n"
        "C: The bus.\nT: And what against?\nC: The wedding. The window.\nT: Anything else?\nC: No.\n"
        "T: Once more, then. He can punish me if I disobey?\nC: Thirty-five."
    )
    assert "fifty, then thirty-five" in rated(talk)


def test_a_number_called_out_while_reliving_is_a_rating() -> None:
    talk = (
        "T: Eyes closed, present tense. Tell me that night.\nC: I'm on the ferry. The deck is wet.\nT: Number?\n"
        "C: Eighty.\nT: Stay there. What do you see?\nC: I see the rail. That part's a hundred."
    )
    assert "eighty, then hundred" in rated(talk)


def test_a_change_is_no_rating() -> None:
    said = "T: The rating scale this morning came to forty. In July it was fifty.\nC: Wait, that's down ten?"
    assert "rated" not in texts(finished(said), "measure")


def test_a_rating_is_called_by_what_stands_before_its_scale() -> None:
    said = texts(
        finished("T: Numbers first. Trust this week, zero to ten?\nC: Eh, a six. No, I'll go seven."), "measure"
    )
    assert "client rated trust this week seven" in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("How bad was the arguing at home, zero to ten?", "client rated arguing five"),
        ("How close to doing it, zero to ten?", "client rated closeness to doing it five"),
    ],
)
def test_what_was_rated_is_what_was_asked_for(asked: str, told: str) -> None:
    assert told in texts(finished(f"T: {asked}\nC: Five."), "measure")


def test_a_question_said_back_is_no_rating() -> None:
    talk = "T: How much do you believe that one, zero to a hundred?\nC: How much do I believe that one? Seventy."
    assert "seventy" in rated(talk)
    talk = "T: How much do you believe that one, nought to a hundred?\nC: How much do you believe that one? Seventy."
    assert " one" not in rated(talk)
