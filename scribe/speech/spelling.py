"""Names of those in the room as the chart writes them, where what was heard sounds the same: "Joe" for Jo. Pure.

No decoder can tell them apart, so nothing is weighed; a name that merely resembles one is left to the second look.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import jellyfish

from scribe.speech.heard import HeardWord

_NAME = re.compile(r"(?P<before>\W*)(?P<name>[A-Z][a-z]+)(?P<after>(?:'s)?\W*)")
_SAME = (
    (re.compile(r"(?:ey|ie|y)$"), "i"),  # Jodie, Jody
    (re.compile(r"(?<=[aeiou])[he]$"), ""),  # Sarah, Sara; Joe, Jo
    (re.compile(r"([b-df-hj-np-tv-z])\1e$"), r"\1"),  # Anne, Ann
    (re.compile(r"ph"), "v"),  # Stephen, Steven
)
"""Endings and letters that change no sound."""


class Spelling:
    def __init__(self, people: Sequence[str]) -> None:
        """`people`: names as the chart has them, each a single word."""
        self._people = frozenset(people)
        self._by_sound = {_sound(name): name for name in people}

    def charted(self, words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
        return tuple(map(self._written, words))

    def _written(self, word: HeardWord) -> HeardWord:
        found = _NAME.fullmatch(word.text)
        if found is None or found["name"] in self._people:
            return word
        name = self._by_sound.get(_sound(found["name"]))
        return replace(word, text=f"{found['before']}{name}{found['after']}") if name else word


def _sound(name: str) -> tuple[str, str]:
    """Its consonants by their Metaphone code (Philips, Computer Language 7, 1990), which has no vowels but a first one,
    and its vowels as they are written."""
    letters = name.lower()
    for pattern, written in _SAME:
        letters = pattern.sub(written, letters)
    return jellyfish.metaphone(letters), "".join(c for c in letters if c in "aeiouy")
