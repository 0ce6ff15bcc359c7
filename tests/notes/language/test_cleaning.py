"""Speech without fillers, false starts and withdrawn values."""

import pytest

from scribe.notes.language.cleaning import clean, corrected, cut_off, without_lead
from scribe.notes.language.values import numbers


def test_a_corrected_day() -> None:
    text = corrected("We meet on Tuesday, no wait, Wednesday at four.")
    assert "Wednesday" in text
    assert "Tuesday" not in text


def test_two_numbers_are_no_correction() -> None:
    assert numbers(corrected("I slept five hours on Monday and seven on Tuesday.")) == {"5", "7"}
    assert numbers(corrected("Zero to ten, a six.")) == {"0", "10", "6"}


def test_fillers_and_repeats_are_cleaned_away() -> None:
    assert clean("Um, I, I was, you know, at the the station") == "I was at the station"
    assert clean("uh, um") == ""
    assert clean("I like the river") == "I like the river"


def test_whose_words_they_were_is_no_content() -> None:
    assert clean("I crossed out eight, like you said, so three") == "I crossed out eight, so three"


def test_an_emergency_room_is_no_filler() -> None:
    assert clean("And the ER at Mercy") == "And the ER at Mercy"
    assert clean("ER, or the er at Mercy") == "ER, or the er at Mercy"
    assert clean("It was, er, Tuesday") == "It was Tuesday"


def test_leading_agreement_is_no_content_but_a_negation_is() -> None:
    assert without_lead("Yeah, so, I slept badly") == "I slept badly"
    assert without_lead("No, I slept badly") == "I slept badly"
    assert without_lead("no guns in the house") == "no guns in the house"


def test_a_cut_off_clause_is_known() -> None:
    assert cut_off("and then I went to the")
    assert cut_off("because")
    assert not cut_off("I went to the market")


@pytest.mark.parametrize(("said", "told"), [("Yeah, I do, I'm safe", "I'm safe"), ("Fair, so, it works", "it works")])
def test_what_leads_up_to_it(said: str, told: str) -> None:
    assert without_lead(clean(said)) == told


def test_what_lacks_its_object_is_cut_off() -> None:
    assert cut_off("anxious about")
    assert not cut_off("that's what the whole of it is about")
