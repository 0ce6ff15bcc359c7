"""What Whisper hears: words with their tokens and times. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scribe.speech.window import FRAME_S

HYPHENATED = re.compile(r"-\w")
"""How the tokenizer's pieces of a hyphenated word begin, but for its first."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word of a decoded window. `repr` shows where it is, never what it says."""

    text: str
    tokens: tuple[int, ...]
    start: float
    """Seconds from the window's start."""
    end: float
    p: float
    """Mean probability of its tokens."""

    def later(self, seconds: float) -> "HeardWord":
        return replace(self, start=self.start + seconds, end=self.end + seconds)

    def __repr__(self) -> str:
        return f"HeardWord({self.start:.2f}-{self.end:.2f})"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was heard after the prefix."""

    words: tuple[HeardWord, ...]
    no_speech: float
    """Probability that the window holds no speech at all."""
    log_probability: float
    """Mean over the tokens, natural logarithm."""
    cut: bool
    """The output ended at its bound: its end is not to be trusted."""


def timed(
    pieces: Sequence[tuple[str, list[int]]],
    begins: Sequence[int],
    probabilities: Sequence[float],
    known: int,
    seconds: float,
) -> tuple[HeardWord, ...]:
    """Words of the pieces after the first `known` tokens. `begins`: the encoder frame at which each token begins, and
    the end; `probabilities`: of each token; `seconds`: of the sound."""
    words: list[HeardWord] = []
    first = 0
    for spoken, tokens in pieces:
        last = first + len(tokens)
        if first >= known:
            end = min(seconds, begins[last] * FRAME_S)
            p = sum(probabilities[first:last]) / len(tokens)
            words.append(HeardWord(spoken.strip(), tuple(tokens), min(end, begins[first] * FRAME_S), end, p))
        first = last
    return joined(words)


def joined(pieces: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Punctuation goes to the word before it, which keeps its own times; before the first word, to the one after. What
    follows a hyphen goes on with the word before it."""
    words: list[HeardWord] = []
    opening: tuple[HeardWord, ...] = ()
    for piece in pieces:
        if HYPHENATED.match(piece.text) and words and not opening:
            words.append(_hyphened(words.pop(), piece))
        elif any(c.isalnum() for c in piece.text):
            tokens = tuple(t for mark in opening for t in mark.tokens)
            words.append(replace(piece, tokens=(*tokens, *piece.tokens)))
            opening = ()
        elif words and not opening:
            before = words.pop()
            words.append(replace(before, text=before.text + piece.text, tokens=(*before.tokens, *piece.tokens)))
        else:
            opening = (*opening, piece)
    return tuple(words)


def _hyphened(before: HeardWord, rest: HeardWord) -> HeardWord:
    """ "check" and "-ins" are one word."""
    text, tokens = before.text + rest.text, (*before.tokens, *rest.tokens)
    return HeardWord(text, tokens, before.start, rest.end, min(before.p, rest.p))
