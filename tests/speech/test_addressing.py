"""Who is addressed by name, who is spoken of, and who gives their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.addressing import Names, NameUse

NAMES = Names(["Dr. Nadia Flores, PsyD", "Sam Reed", "Ann Reed"])
NADIA, SAM, ANN = range(3)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Sam, what did you notice?", SAM),
        ("What did you notice, Sam?", SAM),
        ("And Sam, you?", SAM),
        ("Thanks, Dr. Flores.", NADIA),
        ("Hi Dr. Flores, sorry.", NADIA),
        ("Nadia Flores, is it?", NADIA),
        ("Okay, Anne?", ANN),
    ],
)
def test_a_name_that_stands_alone_addresses(text: str, person: int) -> None:
    assert NAMES.used(text) == (NameUse(person, addressed=True),)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("I want Sam to know.", SAM),
        ("It was Sam's idea.", SAM),
        ("It was Sam’s.", SAM),
        ("I told Dr. Flores.", NADIA),
        ("Sam told me so.", SAM),
    ],
)
def test_a_name_within_a_sentence_is_spoken_of(text: str, person: int) -> None:
    assert NAMES.used(text) == (NameUse(person, addressed=False),)


@pytest.mark.parametrize(
    "text",
    ["I'm Nadia.", "I’m Dr. Flores.", "My name is Nadia Flores.", "I am Doctor Flores, welcome.", "Call me Nadia."],
)
def test_ones_own_name_is_an_introduction(text: str) -> None:
    assert NAMES.used(text) == (NameUse(NADIA, addressed=False, introduced=True),)


@pytest.mark.parametrize("text", ["The Reeds came.", "Reed is here.", "The sam was low.", "PsyD, please.", ""])
def test_shared_names_small_letters_and_degrees_are_nobody(text: str) -> None:
    assert NAMES.used(text) == ()


def test_names_come_in_order() -> None:
    assert [use.person for use in NAMES.used("Sam, tell Ann what Nadia said.")] == [SAM, ANN, NADIA]


@pytest.mark.parametrize(
    ("name", "heard"), [("Jo", "Joe"), ("Marcus", "Markus"), ("Sofie", "Sophie"), ("Katy", "Katie")]
)
def test_spellings_that_sound_alike_are_one(name: str, heard: str) -> None:
    assert Names([name]).used(f"{heard}, hello.") == (NameUse(0, addressed=True),)


@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=60))
def test_any_text_is_read(names: list[str], text: str) -> None:
    assert all(0 <= use.person < len(names) for use in Names(names).used(text))
