"""Spoken short forms written out as what they stand for, by what follows them: 'I'd gone' had, 'I'd go' would.

And what some speak otherwise than they write: 'me mam' is 'my mam', 'I've no missed any' is 'I've not missed any'.
"""

from collections.abc import Sequence

from scribe.notes.language.tagging import WORD, Tagged, tagged

_BETWEEN = frozenset(["AV0", "XX0"])
_BASE = frozenset(["VVI", "VBI", "VHI", "VDI", "VVB"])
_NOUNS = frozenset(["NN0", "NN1", "NN2", "NP0"])
_GIVES = "teach teaching give gives giving gave tell telling told show showed send sent buy bought cost"
_TAKES_TWO = frozenset(_GIVES.split())
"""Verbs after which 'me' is most likely who gets something: 'teaching me dinosaurs'."""


def unshortened(text: str) -> str:
    """`text` with 'd and the verb 's, and 'me' and 'no' of dialects, written out; every other character stays."""
    words = tagged(text)
    told, reached = "", 0
    for found, place in zip(WORD.finditer(text), range(len(words)), strict=False):
        if full := _full(words, place):
            told += text[reached : found.start()] + full
            reached = found.end()
    return told + text[reached:]


def _full(words: Sequence[Tagged], place: int) -> str:
    """What stands for the word, '' where it stays."""
    word, tag = words[place].word, words[place].tag
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    if word.lower() == "'d" and before is not None and after is not None:
        return " would" if _is_would(words, place) else " had"
    if word.lower() == "'s" and before is not None and after is not None and before.word.lower() != "let":
        owns = tag == "POS" or (after.tag in _NOUNS and not after.word.endswith("ing"))
        return "" if owns else {"VBZ": " is", "VHZ": " has"}.get(tag, "")
    if word.lower() == "me" and (tag == "DPS" or (after is not None and after.word.lower() == "own")):
        owns = before is None or before.word.lower() not in _TAKES_TWO
        return ("My" if word[0].isupper() else "my") if owns else ""
    if word.lower() == "no" and tag == "AV0" and before is not None and before.tag[:2] in {"VB", "VH"}:
        return "not"
    return ""


def _is_would(words: Sequence[Tagged], place: int) -> bool:
    """By the form of the verb that follows, what stands between left out; by the tag where that form says nothing."""
    after = words[place + 1]
    verb = next((one for one in words[place + 1 :] if one.tag not in _BETWEEN), None)
    if after.word.lower() in {"better", "rather"}:
        return after.word.lower() == "rather"
    return words[place].tag == "VM0" or (verb is not None and verb.tag in _BASE)
