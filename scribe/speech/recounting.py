"""Numbers that were heard, weighed against those that sound like them.

The decoder says how much more probable the utterance is with another number. What is more probable by far is believed;
where none is, the number is unclear: it is never told as a fact. One of the size of another that was said beside it is
the more probable one. Nor is a number believed where none was heard; what stands there is unclear.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.events import Word
from scribe.speech.decoding import Weigher
from scribe.speech.disagreement import CHANGE_AT, Verdict
from scribe.speech.mistakable import Mistakable, asked_of_a_hundred, compared, mistakable, value_of
from scribe.speech.rewording import doubtful, renamed

UNCLEAR_FROM = -2.1
"""Gain from which on a number is doubted. Of 74 numbers in two plays of the mock sessions that sound like others nine
came that near, five of which were wrong; of those that did not, two were."""
ASKED_FOR = 4.0
"""How much more a number is to be expected than what else sounds like it, where one was asked for."""
DOUBTED_FROM = 0.0
"""Gain, that in it, from which on an answer that holds no number is doubted."""
FAINT_P = 0.4
"""Mean probability of its words, as they were heard first, under which such an answer is doubted ..."""
FAINT_FROM = -4.0
"""... from this gain on."""
COMPARED = 2.5
"""How much more a number is to be expected, natural logarithm, that is of the size of one said beside it, where the
other is not: "It was sixteen, and at intake nineteen" rather than ninety."""
ROUNDED, FIVES = 2.5, 5
"""How much more a number of so many fives is to be expected, on a scale to a hundred: people rate in fives."""
DIALLED = 4.0
"""How much more the number of a line is to be expected, where it is spoken of, than digits that are nearly that."""
SIZE = 2.0
"""Times as large, up to which two numbers are of one size."""
ANSWER_S = 0.3
"""Sound around a short answer: more of it is what others said."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One place where a number, or none, was heard, and the likeliest other."""

    where: Mistakable
    other: str
    gain: float
    """How much more probable that one is, natural logarithm; where a number was asked for, with what that tells."""
    verdict: Verdict


def recounted(
    whisper: Weigher, words: tuple[Word, ...], samples: NDArray[np.float32], start: float, before: str
) -> tuple[tuple[Word, ...], tuple[Numbered, ...]]:
    """The words with the numbers that are believed, and what was weighed. `samples`: their sound with a margin, from
    `start` (seconds since capture began); `before`: what was said before them."""
    found: list[Numbered] = []
    longer = 0
    for place in mistakable([word.text for word in words], before):
        moved = replace(place, first=place.first + longer, last=place.last + longer)
        heard = _closely(samples, start, words) if place.answers else samples
        weighed = _weighed(whisper, words, moved, heard, before)
        found.append(weighed)
        told = _believed(words, weighed)
        longer += len(told) - len(words)
        words = told
    return words, tuple(found)


def _weighed(
    whisper: Weigher, words: tuple[Word, ...], place: Mistakable, samples: NDArray[np.float32], before: str
) -> Numbered:
    versions = [words, *(_counted(words, place, other) for other in place.others)]
    texts = [whisper.encode_text(" " + " ".join(word.text for word in each)) for each in versions]
    heard, *weights = whisper.weigh(samples, texts, whisper.encode_text(f" {before}") if place.answers else ())
    if not place.answers:
        said = [word.text for word in words]
        expected = _Expected(tuple(compared(said, place, before)), asked_of_a_hundred(before))
        heard += expected.more(" ".join(said[place.first : place.last]))
        weights = [one + expected.more(other) for one, other in zip(weights, place.others, strict=True)]
    best, other = max(zip(weights, place.others, strict=True))
    gain = best - heard + (ASKED_FOR if place.answers else DIALLED if place.dialled else 0.0)
    if gain >= CHANGE_AT and not place.answers:
        return Numbered(place, other, gain, Verdict.CHANGE)
    doubted = gain >= _doubted_from(words, place)
    return Numbered(place, other, gain, Verdict.UNCLEAR if doubted else Verdict.KEEP)


@dataclass(frozen=True, slots=True)
class _Expected:
    beside: tuple[int, ...]
    """Numbers that were said beside it."""
    of_a_hundred: bool

    def more(self, number: str) -> float:
        """How much more it is to be expected than any other, natural logarithm."""
        value = value_of(number)
        if value is None:
            return 0.0
        alike = any(1 / SIZE < value / other < SIZE for other in self.beside if other)
        rounded = self.of_a_hundred and value % FIVES == 0
        return (COMPARED if alike else 0.0) + (ROUNDED if rounded else 0.0)


def _doubted_from(words: Sequence[Word], place: Mistakable) -> float:
    if not place.answers:
        return UNCLEAR_FROM
    return FAINT_FROM if sum(word.p for word in words) / len(words) < FAINT_P else DOUBTED_FROM


def _counted(words: tuple[Word, ...], place: Mistakable, number: str) -> tuple[Word, ...]:
    if place.again is not None:
        words = renamed(words, place.again, place.again + place.last - place.first, number)
    return renamed(words, place.first, place.last, number)


def _believed(words: tuple[Word, ...], weighed: Numbered) -> tuple[Word, ...]:
    place = weighed.where
    match weighed.verdict:
        case Verdict.KEEP:
            return words
        case Verdict.CHANGE:
            return _counted(words, place, weighed.other)
        case Verdict.UNCLEAR:
            again = () if place.again is None else range(place.again, place.again + place.last - place.first)
            doubted = {*range(place.first, place.last), *again}
            return tuple(doubtful(word) if at in doubted else word for at, word in enumerate(words))


def _closely(samples: NDArray[np.float32], start: float, words: Sequence[Word]) -> NDArray[np.float32]:
    first = max(0, round((words[0].start - start - ANSWER_S) * RATE))
    return samples[first : round((words[-1].end - start + ANSWER_S) * RATE)]
