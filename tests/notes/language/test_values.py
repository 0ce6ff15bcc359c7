"""Numbers as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.values import first_number, has_number, last_number, numbers, supported

SPOKEN: tuple[tuple[str, set[str]], ...] = (
    ("seventy-five milligrams", {"75"}),
    ("six and a half hours", {"6.5"}),
    ("at half past two", {"2", "30"}),
    ("call nine eight eight", {"988"}),
    ("one hundred and fifty milligrams", {"150"}),
    ("two hundred fifty", {"250"}),
    ("a hundred, fifty the week before", {"100", "50"}),
    ("two thousand five hundred steps", {"2000", "500"}),
    ("in two thousand and nineteen", {"2019"}),
    ("nine hundred milligrams, up from six hundred", {"900", "600"}),
    ("the twenty-first of May", {"21"}),
    ("the fourteenth", {"14"}),
    ("twice a week", {"2"}),
    ("1,200 steps", {"1200"}),
    ("2.50 and 3.0", {"2.50", "3"}),
    ("forty percent", {"40"}),
    ("My dog and my choir", set()),
    ("someone often phoned", set()),
)


@pytest.mark.parametrize(("text", "values"), SPOKEN)
def test_spoken_numbers_are_values(text: str, values: set[str]) -> None:
    assert numbers(text) == values


@pytest.mark.parametrize("small", range(1, 10))
@pytest.mark.parametrize("tens", ["twenty", "forty", "ninety"])
def test_tens_and_ones_are_one_number(tens: str, small: int) -> None:
    word = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][small - 1]
    value = {"twenty": 20, "forty": 40, "ninety": 90}[tens] + small
    assert numbers(f"{tens}-{word}") == numbers(f"{tens} {word}") == numbers(str(value)) == {str(value)}


def test_numbers_apart_stay_apart() -> None:
    assert numbers("three, then five") == {"3", "5"}
    assert numbers("twenty people, six of them new") == {"20", "6"}


@given(st.integers(0, 99_999))
def test_digits_are_themselves(value: int) -> None:
    assert numbers(f"about {value} of them") == {str(value)}


@given(st.text(max_size=60))
def test_any_text_has_values_or_none(text: str) -> None:
    assert has_number(text) == bool(numbers(text))
    assert supported(text, text)
    assert supported("nothing counted here", text)


def test_a_number_that_nobody_said_has_no_support() -> None:
    assert supported("slept five hours", "I sleep 5 hours")
    assert not supported("slept six hours", "I sleep 5 hours")


def test_first_and_last_number_are_as_spoken() -> None:
    assert first_number("Six and a half, then eleven.") == "Six and a half"
    assert last_number("Six and a half, then eleven.") == "eleven"
    assert first_number("none") is None
    assert last_number("none") is None
