"""Keys as letters: read as they were written, however they are grouped and misread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.records import spelling


@given(st.binary(max_size=80))
def test_read_as_written(data: bytes) -> None:
    assert spelling.read(spelling.grouped(spelling.letters(data)).lower()) == data


def test_digits_that_are_no_letters_of_it_are_what_they_look_like() -> None:
    assert spelling.typed("o1-8b 0I") == "OIBBOI"


@pytest.mark.parametrize("text", ["A", "ABC9", "Ä"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="base 32"):
        spelling.read(text)
