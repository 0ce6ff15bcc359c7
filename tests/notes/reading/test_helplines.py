"""A misheard crisis number is never told as fact; one that is known, or said alike twice, is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.cues import load_cues
from scribe.notes.language.values import numbers
from scribe.notes.reading.helplines import UNNUMBERED, Doubts, dialled
from tests.notes.conversation import timing, utterances, writer

PLAN = """
T: And who do you reach out to?
C: Gina first. And then if I can't get her, the crisis line. {first}.
T: Right, nine eight eight, call or text, any hour.
C: {second}, or the emergency room at Saint Anne's. I don't wait for morning.
T: And if you wake up tomorrow and that thought's there?
C: Feed Biscuit, text Gina. And if it gets bigger, {third}.
T: Next Tuesday, the twenty-eighth, nine-thirty?
C: Yeah. That works.
"""


def told(talk: str) -> str:
    """All statements of the note."""
    one = writer()
    for utterance in utterances(talk):
        one.hear(utterance)
    return " ".join(s.text for section in one.finish(timing(talk)).note.sections for s in section.statements)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("the crisis line, nine eight eight", ["988"]),
        ("nine eighty", ["980"]),
        ("nine eighty eight", ["988"]),
        ("9-8-8", ["988"]),
        ("text HOME to 741741", ["741741"]),
        ("one eight hundred two seven three eight two five five", ["18002738255"]),
        ("thirteen eleven fourteen", ["131114"]),
        ("double check two people", []),
        ("988 people", []),
        ("two or three in the morning", []),
    ],
)
def test_a_number_to_dial_in_any_spelling(text: str, digits: list[str]) -> None:
    assert [found for _, found in dialled(text)] == digits


@pytest.mark.parametrize("wrong", ["nine eighty", "980", "9-8-9", "nine eight eighty", "938", "nine eight"])
@pytest.mark.parametrize("place", ["first", "second", "third"])
def test_one_misheard_number_among_right_ones_is_left_out(wrong: str, place: str) -> None:
    said = {"first": "Nine eight eight", "second": "Nine eight eight", "third": "nine eight eight"}
    text = told(PLAN.format(**{**said, place: wrong})).lower()
    assert "988" in text or "nine eight eight" in text
    assert wrong not in text.replace("nine eight eight", "988")
    assert "saint anne's" in text
    assert "9:30" in text or "nine-thirty" in text


def test_half_a_number_is_left_out_also_long_after_the_line_was_spoken_of() -> None:
    far = "T: And the week?\nC: I cooked twice, and I slept better on Monday.\n" * 4
    plan = PLAN.format(first="Nine eight eight", second="Nine eight eight", third="nine eight")
    begin, end = plan.split("T: And if you wake")
    text = told(f"{begin}{far}T: And if you wake{end}").lower()
    assert "nine eight" not in text.replace("nine eight eight", "988")


def test_half_a_number_before_a_misheard_one_leaves_the_words_between_whole() -> None:
    texts = ["The crisis line, nine eight eight.", "Nine eight at home or on the phone nine eighty."]
    assert Doubts(texts, load_cues().helplines).told(1, "nine eight at home or on the phone nine eighty") == (
        "at home or on the phone"
    )


def test_two_ratings_in_a_row_are_told() -> None:
    rated = "T: How strong was it, before and after?\nC: It was nine, eight on the way home.\nT: Okay."
    assert (
        "nine, eight"
        in told(
            "T: If it is bad, call the crisis line.\nC: I will.\n"
            + "T: And?\nC: Then I went home to bed.\n" * 4
            + rated
        ).lower()
    )


def test_a_number_that_was_misheard_twice_is_still_left_out() -> None:
    text = told(PLAN.format(first="Nine eighty", second="Nine eight eight", third="nine eighty"))
    assert "nine eighty" not in text.lower()


def test_a_number_of_ones_own_stands_once_it_was_said_alike_twice() -> None:
    once = "T: On the safety plan, who do you call?\nC: The crisis team, 5550134.\nT: Good.\nC: And then my sister."
    assert "5550134" not in told(once)
    assert "crisis team" in told(once)
    assert "5550134" in told(f"{once}\nT: So the crisis team, 5550134.\nC: Yes.")


def test_a_clause_of_nothing_but_the_number_says_the_line() -> None:
    doubts = Doubts(["Who would you call?", "The crisis line.", "Nine eighty."], load_cues().helplines)
    assert doubts.told(2, "Nine eighty") == UNNUMBERED


@pytest.mark.parametrize(
    "clause",
    [
        "I called the crisis line at two thirty in the morning",
        "the crisis line is open 24 hours",
        "I text Gina, and 100 percent she answers",
        "nine eight eight",
        "call 911",
        "I slept 120 minutes",
    ],
)
def test_other_numbers_near_a_line_stay(clause: str) -> None:
    doubts = Doubts(["the crisis line", clause], load_cues().helplines)
    assert doubts.told(1, clause) == clause


def test_a_quotation_ends_before_the_doubtful_number() -> None:
    doubts = Doubts(["the crisis line", ""], load_cues().helplines)
    assert doubts.quotable(1, "if it gets bigger, nine eighty") == (0, "if it gets bigger")
    assert doubts.quotable(1, "nine eighty, or the emergency room") == (13, "or the emergency room")
    assert doubts.quotable(1, "I text Gina") == (0, "I text Gina")


def test_far_from_any_line_a_number_is_nobodys_business() -> None:
    doubts = Doubts(["We live at number nine eighty"], load_cues().helplines)
    assert doubts.told(0, "We live at number nine eighty") == "We live at number nine eighty"


def test_what_stands_around_a_doubtful_number_makes_no_other_one() -> None:
    clause = "eighty or nine nine , nine the crisis line"
    assert Doubts([clause], load_cues().helplines).told(0, clause) == "eighty, nine the crisis line"


@given(st.lists(st.sampled_from(["call", "nine", "eighty", "the crisis line", "or", "988", "two", ",", "Gina"])))
def test_what_is_kept_only_lost_words(words: list[str]) -> None:
    clause = " ".join(words)
    kept = Doubts([clause], load_cues().helplines).told(0, clause)
    assert kept == UNNUMBERED or set(kept.replace(",", " ").split()) <= set(clause.split())
    assert numbers(kept) <= numbers(clause) | {"9", "80", "2", "988"}
