"""Numbers to call in a crisis (config/cues/helplines.toml), for which others are easily heard: "nine eighty" for 988.

Where such a line is spoken of, the digits that were heard and are nearly its own may have been its own; what was spoken
the decoder weighs.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from scribe import cue_file, resources
from scribe.number_words import ONES, VALUES
from scribe.speech.guards import bare
from scribe.speech.role_cues import compiled

FEWEST = 2
"""Digits heard of a number; one alone may be anything."""
PAUSES = tuple(",.;?!")
"""After a word: what follows is another number."""
MOST_DIGITS = 6
"""Of a line whose number is said in one breath: of a longer one more is misheard than one digit."""


class _Patterns(msgspec.Struct, frozen=True):
    patterns: tuple[str, ...]


class _Helpline(msgspec.Struct, frozen=True):
    number: str


class _File(msgspec.Struct, frozen=True):
    line: _Patterns
    helpline: tuple[_Helpline, ...]


class Lines(msgspec.Struct, frozen=True):
    speaks: tuple[re.Pattern[str], ...]
    """Words that speak of a line to call."""
    numbers: tuple[str, ...]
    """As digits, the shorter first."""

    def spoken_of(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self.speaks)

    def meant(self, words: Sequence[str]) -> tuple[int, str] | None:
        """How many of the first words are a line's number, or nearly, and that number in words."""
        digits = ""
        for count, word in enumerate(words, 1):
            if (read := _digits(word)) is None:
                return self._nearest(digits, count - 1)
            digits += read
            if word[-1:] in PAUSES:
                return self._nearest(digits, count)
        return self._nearest(digits, len(words))

    def _nearest(self, digits: str, words: int) -> tuple[int, str] | None:
        near = (number for number in self.numbers if len(digits) >= FEWEST and _nearly(digits, number))
        number = next(near, None)
        return (words, " ".join(ONES[int(digit)] for digit in number)) if number else None


def _digits(word: str) -> str | None:
    """'8' of "eight" and of "eighty", '98' of "ninety-eight"; None for what is no number."""
    parts = [bare(part) for part in word.split("-")]
    found = [_digit(part) for part in parts if part]
    return "".join(digit for digit in found if digit) if found and None not in found else None


def _digit(word: str) -> str | None:
    """The first one, of a digit or of tens."""
    value = VALUES.get(word)
    if value is None or word in ONES[10:]:
        return None
    return str(value)[0]


def _nearly(digits: str, number: str) -> bool:
    """The number, or all of it but one digit, in its order."""
    left = iter(number)
    return len(number) - 1 <= len(digits) <= len(number) and all(digit in left for digit in digits)


@cache
def load_lines(path: Path | None = None) -> Lines:
    """From `path` (default: the installed file). Raises ConfigError naming file and key."""
    path = path or resources.config() / "cues" / "helplines.toml"
    read = cue_file.read(path, _File)
    numbers = sorted((each.number for each in read.helpline if len(each.number) <= MOST_DIGITS), key=len)
    return Lines(speaks=compiled(read.line.patterns, path, "line"), numbers=tuple(numbers))
