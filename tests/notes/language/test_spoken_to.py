"""'You' as a note has it."""

import pytest

from scribe.notes.language.phrases import read
from scribe.notes.language.spoken_to import told_of


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("what got you sent home", "what got them sent home"),
        ("how it went when you rang", "how it went when they rang"),
        ("what you said to her", "what they said to her"),
        ("how much of you believes it", "how much of them believes it"),
        ("what it is that's held you", "what it is that has held them"),
        ("what it did to you", "what it did to them"),
    ],
)
def test_who_does_something_and_whom_it_is_done_to(said: str, told: str) -> None:
    found = read(said)
    assert told_of(found, 0, len(found.words)) == told
