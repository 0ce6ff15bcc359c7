"""Marks of a text lost as a recogniser loses them, for `scripts/train-marks` and `notes.py --spoiled`."""

import random
import re

from scribe.notes.language.mark_features import ASKS, COMMA, ENDS
from scribe.notes.language.shortened import SHORTENED

HEARD = {
    ENDS: {ENDS: 0.62, COMMA: 0.27, "": 0.11},
    ASKS: {ASKS: 0.4, ENDS: 0.49, COMMA: 0.09, "": 0.02},
    COMMA: {COMMA: 0.39, "": 0.61},
}
"""What becomes of each mark, as counted in the mock sessions with audio, played in real time."""
_NO_MARKS = re.compile(r"\b(?:um|uh|er)\b,? ?|[\"“”]", re.IGNORECASE)
_SPACED = re.compile(r"\s+(?=[.,?])")
_OTHERS = re.compile(r"[—–;:…]+|--")
KEPT_SMALL = 0.9
"""Share of the words after a lost stop that are written small."""


def spoiled(text: str, lot: random.Random) -> tuple[str, list[str]]:
    """The words with the marks that a recogniser might have heard, and the true mark after each word."""
    told: list[str] = []
    true: list[str] = []
    small = False
    for word in _OTHERS.sub(" ", _SPACED.sub("", _NO_MARKS.sub("", text))).split():
        bare = word.rstrip(".,?!")
        if not re.search(r"\w", bare):
            continue
        mark = {"!": ENDS}.get(word[len(bare) :][-1:], word[len(bare) :][-1:])
        if mark == ENDS and SHORTENED.fullmatch(bare):
            bare, mark = word, ""
        heard = lot.choices(list(HEARD[mark]), list(HEARD[mark].values()))[0] if mark else ""
        if small and not re.match(r"I\b", bare) and lot.random() < KEPT_SMALL:
            bare = bare[:1].lower() + bare[1:]
        small = mark in (ENDS, ASKS) and heard in ("", COMMA)
        told.append(bare + heard)
        true.append(mark)
    return " ".join(told), true
