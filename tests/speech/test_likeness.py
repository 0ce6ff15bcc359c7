"""What sounds like a name is found wherever it stands; the name itself, and what is unlike, is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.likeness import LEAST, MOST, MOST_WORDS, Likeness, alike, likeness


@pytest.mark.parametrize(
    ("said", "name", "place"),
    [
        ("and the searcher line still the fifty", "sertraline", (2, 4)),
        ("still taking the priceless in.", "prazosin", (3, 5)),
        ("started the esitalopram two weeks", "escitalopram", (2, 3)),
        ("Yeah, Dr. Osai started me", "Osei", (2, 3)),
        ("on the lamb o trigine now", "lamotrigine", (2, 5)),
    ],
)
def test_a_misheard_name_is_found(said: str, name: str, place: tuple[int, int]) -> None:
    assert alike(said.split(), (name,))[0] == Likeness(*place, name)


def test_a_name_that_is_written_is_no_place() -> None:
    assert alike(["I", "saw", "Marcus.", "And", "Marcus's", "car"], ("Marcus",)) == ()
    assert alike(["my", "Marcus,"], ("Marcus",)) == ()


def test_what_is_unlike_or_short_is_no_place() -> None:
    assert alike(["the", "loud", "one", "can't", "sleep"], ("Castellano", "Renee")) == ()
    assert alike(["so", "Joe", "said", "no"], ("Jo",)) == ()


@given(st.lists(st.text(max_size=12), max_size=12), st.lists(st.text(max_size=12), max_size=4))
def test_every_place_lies_in_the_utterance_and_is_like_its_name(words: list[str], names: list[str]) -> None:
    found = alike(words, names)
    assert len(found) <= MOST
    for place in found:
        assert 0 <= place.first < place.last <= len(words)
        assert place.last - place.first <= MOST_WORDS
        assert place.name in names


def test_likeness_is_a_share() -> None:
    assert likeness("sertraline", "sertraline") == pytest.approx(1.0)
    assert likeness("kettle", "sertraline") < LEAST
