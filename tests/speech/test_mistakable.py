"""Which numbers are worth weighing against others, and which answers against numbers."""

import pytest

from scribe.speech.mistakable import Mistakable, asked_for, mistakable

HOW_MANY = "So how many nights was that?"


def others(text: str, before: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Words that may be mistaken, and for what."""
    words = text.split()
    return [(" ".join(words[each.first : each.last]), each.others) for each in mistakable(words, before)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("for fifteen minutes", [("fifteen", ("fifty",))]),
        ("Eighty, I think", [("Eighty,", ("eighteen", "eight eight"))]),
        ("Six, six, no, seventy.", [("Six, six,", ("sixty",)), ("seventy.", ("seventeen", "seven seven"))]),
        ("call nine eight now", [("eight", ("eighty", "eight eight"))]),
        ("call nine-eighty now", [("nine-eighty", ("nine eight eight",))]),
        ("it is ninety-eight.", [("ninety-eight.", ("nine eight", "nine eight eight"))]),
        ("at eight with two of us", []),
        ("the twenty-eighth", []),
    ],
)
def test_numbers_that_sound_alike(said: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert others(said) == found


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        (True, HOW_MANY),
        (True, "How strong is it now?"),
        (True, "And how disturbing is the picture, zero to ten."),
        (True, "What dose was that?"),
        (False, "How did it go?"),
        (False, "how is she? How about Monday?"),
        (False, "I issued it somehow."),
    ],
)
def test_what_asks_for_a_number(question: str, *, asked: bool) -> None:
    assert bool(asked_for(question)) is asked


def test_on_a_scale_no_more_is_asked_for_than_it_has() -> None:
    assert asked_for("How strong is it, zero to ten?")[-2:] == ("nine", "ten")
    assert asked_for("How true is it, one to seven? Um, I'd say. And Jo?")[-1] == "seven"
    assert asked_for("zero to ten? And how many hours, zero to a hundred?")[-1] == "a hundred"


def test_a_question_of_long_ago_asks_for_nothing_any_more() -> None:
    assert asked_for(f"How many nights? {'and so on ' * 7}") == ()


def test_an_answer_without_a_number_may_be_one() -> None:
    (found,) = mistakable(["Fours."], HOW_MANY)
    assert (found.first, found.last, found.answers) == (0, 1, True)
    assert {"zero", "four", "eighty", "a hundred"} <= set(found.others)
    assert mistakable(["Fours."], "And then?") == ()


@pytest.mark.parametrize("answer", ["No.", "Yeah, sure.", "About five or so", "Half", "I never really counted them"])
def test_an_answer_that_is_known_is_none(answer: str) -> None:
    assert not any(each.answers for each in mistakable(answer.split(), HOW_MANY))


def test_of_a_longer_answer_what_is_said_twice_may_be_one() -> None:
    (found,) = mistakable(["O", ".T.", "easily,", "O", ".T."], HOW_MANY)
    assert found == Mistakable(0, 2, found.others, answers=True, again=3)
    assert mistakable(["O", ".T.", "easily,", "O", ".P."], HOW_MANY) == ()
    (found,) = mistakable(["Hey,", "Jean.", "Hey,", "Jean."], HOW_MANY)
    assert (found.last, found.again) == (2, 2)
