"""A question in plain words, and the moments of a talk that answer it. Pure: words in, places out.

Nothing is worded anew: the answer is what was said. A moment is an utterance with the one before it, because what
answers a question in a session often only makes sense after the question that was asked there ("About four hours.").
It is scored by how near its vector is to the question's, and by how many of the question's rarer words it holds: a name
or a medicine is told apart by its letters, not by its meaning.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from scribe.notes.language.content import stems

FLOOR = 0.41
"""Score from which a moment is shown. `scripts/bench/questions.py` chose it: the lowest at which at most one in sixteen
questions about what was never said is answered."""

WORDS = 0.3
"""What it adds when a moment holds all of the question's words that carry meaning."""

MOST = 3
"""Moments of an answer."""

Vector = NDArray[np.float32]


class Moment(Struct, frozen=True):
    score: float
    first: int
    last: int
    """Places of its utterances in the talk; both the same for the first one."""


def moments(
    question: str, said: Sequence[str], vector: Callable[[str], Vector], floor: float = FLOOR, most: int = MOST
) -> list[Moment]:
    """The best first, none sharing an utterance with a better one. Empty: not found."""
    found: list[Moment] = []
    for scored_moment in sorted(scored(question, said, vector), key=lambda one: -one.score):
        if scored_moment.score < floor or len(found) == most:
            break
        moment = _with_answer(scored_moment, said)
        if all(moment.last < other.first or moment.first > other.last for other in found):
            found.append(moment)
    return found


def scored(question: str, said: Sequence[str], vector: Callable[[str], Vector]) -> list[Moment]:
    """Every moment of the talk, in its order."""
    spans = [(max(0, place - 1), place) for place in range(len(said))]
    asked, share = vector(question), _shares(question, said)
    return [
        Moment(float(asked @ vector(" ".join(said[first : last + 1]))) + WORDS * share(first, last), first, last)
        for first, last in spans
    ]


def _with_answer(moment: Moment, said: Sequence[str]) -> Moment:
    """Where it ends in a question, what was said to that belongs to it."""
    asks = said[moment.last].rstrip().endswith("?") and moment.last + 1 < len(said)
    return Moment(moment.score, moment.first, moment.last + 1) if asks else moment


def _shares(question: str, said: Sequence[str]) -> Callable[[int, int], float]:
    """How much of the question's words utterances hold, 0 to 1; the rarer a word in this talk, the more it counts."""
    found = [stems(text) for text in said]
    weights = {
        stem: math.log((len(said) + 1) / (sum(stem in held for held in found) + 0.5)) for stem in stems(question)
    }
    whole = sum(weights.values())

    def share(first: int, last: int) -> float:
        held = set().union(*found[first : last + 1])
        return sum(weight for stem, weight in weights.items() if stem in held) / whole if whole > 0 else 0.0

    return share
