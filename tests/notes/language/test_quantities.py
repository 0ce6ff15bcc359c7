"""Numbers of a statement count the same thing, in the same direction, as the spoken ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.quantities import baselines, counted, direction_holds, half_day_agrees, units_agree
from scribe.notes.language.wording import load_wording

WORDING = load_wording()


@pytest.mark.parametrize(
    ("statement", "said", "agrees"),
    [
        ("Slept five hours.", "I sleep five hours.", True),
        ("Had five nightmares.", "I sleep five hours.", False),
        ("Had five nightmares.", "Five.", True),
        ("Slept six hours.", "I sleep five hours.", True),
    ],
)
def test_units(statement: str, said: str, *, agrees: bool) -> None:
    assert units_agree(statement, [said], WORDING) is agrees


@pytest.mark.parametrize(
    ("statement", "said", "holds"),
    [
        ("Sleep is six hours, up from four.", "I get six hours. It was four in spring.", True),
        ("Sleep is four hours, up from six.", "I get four hours. It was six in spring.", False),
        ("Drinks two a night, down from five.", "Two a night. It used to be five.", True),
        ("Drinks five a night, down from two.", "Two a night. It used to be five.", False),
        ("Score fell from nineteen to sixteen.", "It's sixteen. At intake it was nineteen.", True),
        ("Score fell from sixteen to nineteen.", "It's nineteen. At intake it was sixteen.", False),
        ("Sleep is six hours, up from four.", "I get six hours and four naps.", False),
    ],
)
def test_direction(statement: str, said: str, *, holds: bool) -> None:
    assert direction_holds(statement, [said]) is holds


def test_half_of_the_day() -> None:
    assert half_day_agrees("Wakes at 4 a.m.", ["I wake at four in the morning."])
    assert not half_day_agrees("Wakes at 4 a.m.", ["I get home at four in the afternoon."])
    assert half_day_agrees("Wakes at four.", ["At four."])


def test_what_it_was_before() -> None:
    assert baselines("Six hours, up from about four.") == {"4"}
    assert baselines("Six hours.") == frozenset()


@given(text=st.text(max_size=80), said=st.lists(st.text(max_size=60), max_size=3))
def test_any_text_is_compared(text: str, said: list[str]) -> None:
    units_agree(text, said, WORDING)
    direction_holds(text, said)
    half_day_agrees(text, said)
    assert all(number.replace(".", "").isdigit() for number, _ in counted(text, WORDING))
