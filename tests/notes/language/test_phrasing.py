"""First person into third, without a word or a number more."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.clauses import split
from scribe.notes.language.phrasing import (
    asked_about,
    capital,
    from_client,
    from_therapist,
    joined,
    listed,
    lowered,
    proper_names,
    quoted,
    sentence,
    tidy,
)
from scribe.notes.language.values import numbers
from tests.notes.mock_lines import CLIENT, THERAPIST

FIRST = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|me|my|mine|myself|we|us|our)\b")
SECOND = re.compile(r"\b(?:you|your|yours|yourself|you're|you've|you'd|you'll)\b", re.IGNORECASE)
CLAUSES = [piece.text for line in (*CLIENT, *THERAPIST) for piece in split(line)]


@pytest.mark.parametrize("clause", [piece.text for line in CLIENT for piece in split(line)])
def test_a_clients_clause_has_no_first_person_left(clause: str) -> None:
    assert not FIRST.search(from_client(clause))


@pytest.mark.parametrize("clause", [piece.text for line in THERAPIST for piece in split(line)])
def test_a_therapists_clause_has_no_second_person_left(clause: str) -> None:
    told = from_therapist(clause)
    assert not SECOND.search(told)
    assert not FIRST.search(told)


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3).map(". ".join))
def test_no_number_comes_or_goes(text: str) -> None:
    assert numbers(from_client(text)) == numbers(text)
    assert numbers(from_therapist(text)) == numbers(text)


@given(st.text(max_size=60))
def test_any_text_can_be_turned(text: str) -> None:
    assert tidy(from_client(text)) == from_client(text)
    assert sentence(text).endswith((".", '"'))


@pytest.mark.parametrize(
    ("spoken", "told"),
    [
        ("I'm off the tablets", "they are off the tablets"),
        ("I'd slept badly", "they had slept badly"),
        ("I'd scream", "they would scream"),
        ("I'd a sore head", "they had a sore head"),
        ("I'd two of them", "they had two of them"),
        ("he'd been shouting", "he had been shouting"),
        ("he'd shout", "he would shout"),
        ("I didnae ring", "they did not ring"),
        ("I think about it all day", "they think about it all day"),
        ("it woulda been nine", "it would have been nine"),
        ("sweatin' and shoutin'", "sweating and shouting"),
        ("the horn's farther away", "the horn is farther away"),
        ("she's put a star on it", "she has put a star on it"),
        ("I wasnae well", "they were not well"),
        ("I cannae sleep", "they cannot sleep"),
        ("my hands shake", "their hands shake"),
        ("I can't eat", "they cannot eat"),
        ("we've moved out", "they have moved out"),
        ("Yeah, so I left", "they left"),
    ],
)
def test_client_speech(spoken: str, told: str) -> None:
    assert from_client(spoken) == told


@pytest.mark.parametrize(
    ("spoken", "told"),
    [
        ("you're holding your breath", "they are holding their breath"),
        ("I'll email you the form", "therapist will email them the form"),
        ("I can see the tears", "therapist can see the tears"),
        ("the wash buys you ten minutes", "the wash buys them ten minutes"),
        ("when I met you", "when therapist met them"),
        ("it sounds like you feel trapped", "it sounds like they feel trapped"),
        ("you said you feel better", "they said they feel better"),
        ("why don't you", "why do not they"),
        ("I hope you at least ate", "therapist hopes they at least ate"),
        ("are you in bed", "are they in bed"),
        ("I'd asked you for four", "therapist had asked them for four"),
        ("I imagine it's the pond", "therapist imagines it is the pond"),
        ("should I send it", "should therapist send it"),
        ("I've got two sheets", "therapist has got two sheets"),
        ("Ada, you're at nine", "Ada is at nine"),
        ("it was eight for you, Ada", "it was eight for Ada"),
    ],
)
def test_therapist_speech(spoken: str, told: str) -> None:
    assert from_therapist(spoken) == told


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("any plan at all?", "any plan at all"),
        ("Have you thought about ending your life?", "having thought about ending their life"),
        ("Do you have any urges to hurt yourself?", "any urges to hurt themselves"),
        ("Do you ever cut or hurt yourself?", "cutting or hurting themselves"),
        ("Are there firearms in the house?", "firearms in the house"),
        ("Did you ever use drugs?", "using drugs"),
    ],
)
def test_what_a_question_asks_can_be_denied(question: str, denied: str) -> None:
    assert asked_about(question) == denied


@pytest.mark.parametrize("question", ["How often does it come?", "Why then?", "Do you juggle?", "What did she say?"])
def test_what_cannot_be_turned_is_left_out(question: str) -> None:
    assert asked_about(question) == ""


def test_names_keep_their_capital() -> None:
    proper = proper_names(["we met in Leeds, with Priya", "I think I'm fine"])
    assert {"Leeds", "Priya"} <= proper
    assert "I" not in proper
    assert lowered("Priya called", proper) == "Priya called"
    assert lowered("Monday is hard", frozenset()) == "Monday is hard"
    assert lowered("The stairs", proper) == "the stairs"
    assert lowered("", proper) == ""


def test_putting_together() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert joined(["one", "", "two"]) == "one; two"
    assert capital("état") == "État"
    assert sentence("so it is") == "So it is."
    assert quoted('he said "no", ') == "\"he said 'no'\""
