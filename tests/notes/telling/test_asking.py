"""A question as the few words that head its answer, without a word that it does not hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.content import word_count
from scribe.notes.telling.asking import MOST_WORDS, in_full, indirect, points_back, question_of
from tests.notes.conversation import session


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How long did it hang around?", "How long it hung around"),
        ("What happened on Wednesday?", "What happened on Wednesday"),
        ("And what time does the quiet run out?", "What time the quiet runs out"),
        ("What would a fair witness put in the log about the keys?", "What a fair witness would put in the log"),
        ("How sure are you of that plan?", "How sure they are of that plan"),
        ("What's the next little step?", "The next little step"),
        ("How strong is the old one now?", "How strong the old one is"),
        ("Did you get the forms in?", "Getting the forms in"),
        ("Are you getting in on time?", "Getting in on time"),
        ("And no searching after nine, did you hold the line?", "No searching after nine"),
        ("What did it leave in you?", "What it left in them"),
        ("What's that stir up, having it done?", ""),
        ("How does that sound to you?", ""),
        ("What was that like?", ""),
        ("What's the hand washing looking like?", "Hand washing"),
        ("How many cigarettes did you smoke?", "How many cigarettes they smoked"),
        ("How long were those naps?", "How long those naps were"),
        ("What's your sleep doing on the early shifts?", "Their sleep"),
        ("And what's your body tell you, right then?", "What their body tells them"),
        ("What do you say before you go?", "What they say before they go"),
        ("When did it last read that much?", "When it last read that much"),
        ("What would Auntie Bisi say?", "What Auntie Bisi would say"),
        ("What would the good friend on that card do?", "What the good friend on that card would do"),
        ("What did you do at two-thirty?", "What they did at two-thirty"),
        ("What else has ever gotten you quiet?", "What else has ever gotten them quiet"),
        ("How did the two evenings at the club go?", "How the two evenings at the club went"),
        ("What had you decided, Tom, on that landing?", "What they had decided, on that landing"),
        ("How do you reckon it went at the club?", "How it went at the club"),
        ("How'd the sky look afterward?", "How the sky looked afterward"),
        ("Who'd you ring, if the worst happened?", "Who they would ring, if the worst happened"),
        ("How are you and Clarice getting on at home?", "How they and Clarice are getting on at home"),
        ("Which bit's the loudest now?", "Which bit is the loudest"),
        ("When it hits, what's the physical side of it?", "The physical side of it"),
        ("What is it that's held you?", "What it is that has held them"),
        ("How many slips were there in a month?", "How many slips there were in a month"),
        ("Is Kev still minding the rifle?", "Kev still minding the rifle"),
        ("What about the tablets, are they going down?", "Tablets"),
        ("How many did you not?", ""),
        ("Which leaves you what?", ""),
        ("What was it the table?", ""),
        ("What's it doing?", ""),
        ("Is this costing you anything?", ""),
        ("Then what?", ""),
        ("Who?", ""),
    ],
)
def test_an_indirect_question(question: str, told: str) -> None:
    assert indirect(question) == told


def heading(talk: str) -> str:
    return question_of(session(talk).exchanges[0].prompt, None)


def test_what_is_named_and_what_is_asked_of_it_stand_together() -> None:
    assert heading("T: How's the flower shop? Are you getting in on time?\nC: I was late.") == (
        "Flower shop, getting in on time"
    )


def test_a_medicine_that_the_question_names_is_left_to_head_by_itself() -> None:
    assert heading("T: How are you getting along with the fluoxetine?\nC: Fine.") == ""
    assert heading("T: The fluoxetine goes on. How are the mornings?\nC: Fine.") == ""


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("T: What does the graph show, and what did the mirror show?\nC: It lied.", "What the mirror showed"),
        ("T: And if the tram is full?\nC: I walk.", "If the tram is full"),
        ("T: And when the urge comes?\nC: I walk.", "When the urge comes"),
        ("T: And when did the trouble begin?\nC: In March.", "When the trouble began"),
        ("T: How long from the call to the drink?\nC: An hour.", "How long from the call to the drink"),
        ("T: How many had a pill in them?\nC: Nine.", ""),
        ("T: How much did you believe that?\nC: Ninety.", ""),
        ("T: What would it take to sit with the others?\nC: Courage.", "What it would take to sit with the others"),
        ("T: Nice try. What did you notice?\nC: I was calm.", "What they noticed"),
        ("T: The garden. How is that going?\nC: I dug it.", "Garden"),
        ("T: Lamp off at ten. How many nights?\nC: Five of them.", "Lamp off at ten"),
        (
            "T: That Sunday talk with the nine questions. How did you do?\nC: Five of them.",
            "Sunday talk with the nine questions",
        ),
        ("T: That stays between the nine of you. How many nights?\nC: Five of them.", ""),
        ("T: Three comments, no script. How did you do?\nC: Two of them.", "Three comments, no script"),
        ("T: Nought to ten. How many nights?\nC: Five of them.", ""),
        ("T: Put two fingers there. How many beats?\nC: Fifty.", ""),
    ],
)
def test_what_is_asked_heads_where_it_stands_alone(talk: str, told: str) -> None:
    assert heading(talk) == told


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("How much they believe that", True),
        ("Getting it out", True),
        ("Who is waiting for this one", True),
        ("What it would take to sit there", False),
        ("What happened that night", False),
        ("How many of the three get done", False),
    ],
)
def test_what_points_back_to_what_was_said_before(words: str, points: bool) -> None:
    assert points_back(words) is points


def test_a_question_in_full() -> None:
    def full(asked: str) -> str:
        return in_full(session(f"T: {asked}\nC: Ninety.").exchanges[0].prompt)

    assert full("How much do you believe that?") == "How much they believe that"
    assert full("Does that fit the evidence now?") == 'Asked "Does that fit the evidence now"'
    assert full("May I?") == ""


@given(st.text(alphabet="abcdefgh '?.,ehowtdiyu", max_size=80))
def test_any_words_give_a_short_heading_or_none(text: str) -> None:
    assert word_count(indirect(text)) <= MOST_WORDS + 2  # 'I'd' is one word and 'therapist would' two
