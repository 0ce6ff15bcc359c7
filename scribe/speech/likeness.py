"""Which words that were heard sound like a name of the chart: "searcher line" for sertraline. Pure.

Sounds are compared as Metaphone codes (Philips, Computer Language 7, 1990), spellings by Jaro and Winkler (1990). What
is alike is only worth weighing: the decoder says which of the two was spoken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jellyfish

from scribe.speech.guards import bare

LEAST = 0.65
"""Mean likeness of sound and spelling. In the mock sessions names that were misheard had 0.67 and more."""
MOST_WORDS = 3
"""A name falls apart into no more words than this."""
SHORTEST = 4
"""Letters; a shorter name is like too many words."""
MOST = 6
"""Places that are worth a weighing; an utterance has rarely more than two."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Words [first, last) of an utterance may have been `name`."""

    first: int
    last: int
    name: str


def alike(words: Sequence[str], names: Sequence[str]) -> tuple[Likeness, ...]:
    """The likest places first; none where the name itself is written."""
    plain = [_letters(word) for word in words]
    wanted = [name for name in names if len(name) >= SHORTEST]
    found = [
        (likeness("".join(plain[first:last]), name), Likeness(first, last, name))
        for name in wanted
        for first, last in _spans(plain, name)
    ]
    likest = sorted((each for each in found if each[0] >= LEAST), key=lambda each: -each[0])
    return tuple(place for _, place in likest[:MOST])


def likeness(heard: str, name: str) -> float:
    """0 to 1, of sound and spelling together."""
    one, other = jellyfish.metaphone(heard), jellyfish.metaphone(name)
    far = jellyfish.levenshtein_distance(one, other) / max(len(one), len(other), 1)
    return (1 - far + jellyfish.jaro_winkler_similarity(heard, _letters(name))) / 2


def _spans(plain: Sequence[str], name: str) -> Iterator[tuple[int, int]]:
    """Of words that hold no part of the name as it is written."""
    written = {_letters(name), f"{_letters(name)}s"}
    for first in range(len(plain)):
        for last in range(first + 1, min(first + MOST_WORDS, len(plain)) + 1):
            span = plain[first:last]
            if all(span) and not written & {*span, "".join(span)}:
                yield first, last


def _letters(word: str) -> str:
    return "".join(c for c in bare(word) if c.isalpha())
