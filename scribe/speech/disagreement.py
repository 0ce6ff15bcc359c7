"""Where two hearings of an utterance differ in what they say, and which of them is to be believed. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from scribe.speech.guards import bare

FILLERS = frozenset({"um", "uh", "mm", "hmm", "mhm", "hm", "er", "erm", "ah", "oh", "uhm", "like", "so", "well", "and"})
"""Said or not, an utterance means the same."""
SHORT_FORMS = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"(\w)'s\b"), r"\1 is"),
    (re.compile(r"\btwenty th\b"), "twentieth"),
    (re.compile(r"\bthirty th\b"), "thirtieth"),
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\balright\b"), "all right"),
    (re.compile(r"\bokay\b"), "ok"),
)
"""Two ways to write the same words."""


MOST_WORDS = 4
"""A longer difference is no word misheard: one of the hearings went astray, and the first has been read by people."""
CHANGE_AT = 2.0
"""Gain from which on what another hearing found is believed: seven times as probable."""


class Verdict(StrEnum):
    KEEP = "keep"
    CHANGE = "change"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Difference:
    """The first hearing's words [first, last) are the second's [other_first, other_last)."""

    first: int
    last: int
    other_first: int
    other_last: int


def differences(one: Sequence[str], other: Sequence[str]) -> tuple[Difference, ...]:
    """Where the words mean something else; punctuation, case, fillers and short forms don't count."""
    matcher = SequenceMatcher(None, [bare(word) for word in one], [bare(word) for word in other], autojunk=False)
    return tuple(
        Difference(*places)
        for kind, *places in matcher.get_opcodes()
        if kind != "equal"
        and max(places[1] - places[0], places[3] - places[2]) <= MOST_WORDS
        and _meaning(one[places[0] : places[1]]) != _meaning(other[places[2] : places[3]])
    )


def judged(gain: float, *, critical: bool, change_at: float, unclear_from: float) -> Verdict:
    """`gain`: how much more probable the utterance is with the second hearing's words, natural logarithm. From
    `change_at` on they are believed; critical words from `unclear_from` on are not believed either way."""
    if gain >= change_at:
        return Verdict.CHANGE
    return Verdict.UNCLEAR if critical and gain >= unclear_from else Verdict.KEEP


def _meaning(words: Sequence[str]) -> str:
    text = " ".join(words).lower().replace("’", "'").replace("-", " ")
    for pattern, written in SHORT_FORMS:
        text = pattern.sub(written, text)
    return " ".join(word for word in map(bare, text.split()) if word and word not in FILLERS)
