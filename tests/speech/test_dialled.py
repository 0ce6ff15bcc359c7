"""A line's number is known from what is nearly it, where such a line is spoken of."""

from pathlib import Path

import pytest

from scribe.errors import ConfigError
from scribe.speech.dialled import load_lines
from scribe.speech.mistakable import mistakable

LINE = "And then the crisis line."


@pytest.mark.parametrize(
    ("said", "before", "found"),
    [
        ("Nine eighty, call or text.", LINE, [("Nine eighty,", "nine eight eight")]),
        ("Okay, ninety eight. Done.", LINE, [("ninety eight.", "nine eight eight")]),
        ("The suicide line, nine-eighty.", "", [("nine-eighty.", "nine eight eight")]),
        ("Nine eight eight.", LINE, []),
        ("Nine, eight.", LINE, []),
        ("At nine, eight of us.", "", []),
        ("I woke at nine eight times.", "How did you sleep?", []),
    ],
)
def test_digits_that_are_nearly_a_lines(said: str, before: str, found: list[tuple[str, str]]) -> None:
    words = said.split()
    dialled = [one for one in mistakable(words, before) if one.dialled]
    assert [(" ".join(words[one.first : one.last]), *one.others) for one in dialled] == found


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "helplines.toml").write_text("line = 3")
    with pytest.raises(ConfigError, match=r"helplines\.toml"):
        load_lines(tmp_path / "helplines.toml")
