"""Part-of-speech tags of English words, by the Hanover Tagger (Wartena 2019, a hidden Markov model of morphemes).

Its tags are those of the British National Corpus (CLAWS C5, https://ucrel.lancs.ac.uk/claws5tags.html), which holds ten
million words of speech: NN1 'sleep', VVD 'slept', PNP 'I', AT0 'the', AJ0 'tired', AV0 'today', CRD 'four'.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from HanTa.HanoverTagger import HanoverTagger

from scribe.notes.language.remembered import remembered

MODEL = "morphmodel_en.pgz"
"""Comes with the library."""
KEPT = 4096
"""Texts whose tags are remembered: a session of an hour has fewer clauses."""
WORD = re.compile(r"[A-Za-z]+(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b|[\w-]+|[^\w\s]", re.IGNORECASE)
"""A word or a mark; what is written together is two words."""
FINITE = frozenset(["VBB", "VBD", "VBZ", "VDB", "VDD", "VDZ", "VHB", "VHD", "VHZ", "VM0", "VVB", "VVD", "VVZ"])
"""Verbs that make a sentence, where somebody does them."""
HELPERS = FINITE - {"VVB", "VVD", "VVZ"}
"""Of these what may stand before its subject: 'did you', 'is it', 'could they'."""
NOUNS = frozenset(["NN0", "NN1", "NN2", "NP0", "UNC"])
"""Things and names, and the words that the tagger does not know."""
ADVERBS = frozenset(["AV0", "XX0"])
"""What may stand between a helper or a subject and its verb: 'never', 'not'."""


class Tagged(NamedTuple):
    word: str
    tag: str
    """Of the C5 tagset; PUN, PUL, PUR and PUQ are marks."""


@remembered(KEPT)
def tagged(text: str) -> tuple[Tagged, ...]:
    """Its words and marks in order; what is written together ('she's', 'don't') is two words."""
    words = WORD.findall(text.replace("’", "'"))
    return tuple(Tagged(word, tag) for word, _, tag in _tagger().tag_sent(words))


def tags(text: str) -> tuple[str, ...]:
    return tuple(tag for _, tag in tagged(text))


def reworded(text: str, instead: Callable[[Sequence[Tagged], int], str]) -> str:
    """`text` with some of its words replaced; every other character stays. `instead` tells by all the words and a
    place what stands for the word there, '' where it stays."""
    words = tagged(text)
    told, reached = "", 0
    for place, found in enumerate(WORD.finditer(text.replace("’", "'"))):
        if new := instead(words, place):
            told += text[reached : found.start()] + new
            reached = found.end()
    return told + text[reached:]


@cache
def _tagger() -> HanoverTagger:
    return HanoverTagger(MODEL)
