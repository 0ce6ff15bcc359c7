"""A medicine of the chart that was heard one letter wrong, as the chart spells it: 'esitalopram'. Pure.

One letter and no more: 'citalopram' is another medicine than 'escitalopram'.
"""

import re
from collections.abc import Iterable

LEAST_LETTERS = 7
"""Shorter words are one letter away from ordinary ones."""
_WORD = re.compile(rf"[a-z]{{{LEAST_LETTERS - 1},}}", re.IGNORECASE)


def medicines(listed: Iterable[str]) -> frozenset[str]:
    """The names that entries like 'escitalopram 10 mg daily' begin with, in small letters."""
    first = (entry.split()[0].lower() for entry in listed if entry.strip())
    return frozenset(name for name in first if name.isalpha() and len(name) >= LEAST_LETTERS)


def as_charted(text: str, names: frozenset[str]) -> str:
    return _WORD.sub(lambda found: _spelled(found[0], names), text) if names else text


def _spelled(word: str, names: frozenset[str]) -> str:
    heard = word.lower()
    if heard in names:
        return word
    return next((name for name in sorted(names) if _one_apart(heard, name)), word)


def _one_apart(one: str, other: str) -> bool:
    """One letter put in, left out or taken for another."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[same:], other[same:]
    return left[1:] == right[1:] or left == right[1:] or left[1:] == right
