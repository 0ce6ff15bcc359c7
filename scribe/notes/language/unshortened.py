"""Spoken short forms written out as what they stand for, by what follows them: 'I'd gone' had, 'I'd go' would.

And what some speak otherwise than they write: 'me mam' is 'my mam', 'I've no missed any' is 'I've not missed any'.
"""

from collections.abc import Sequence

from scribe.notes.language.tagging import WORD, Tagged, owns, tagged

_BETWEEN = frozenset(["AV0", "XX0"])
_BASE = frozenset(["VVI", "VBI", "VHI", "VDI", "VVB"])
_COMES = frozenset(["come", "been", "got", "had", "become", "stopped", "started", "fallen", "grown", "happened"])
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
        if owns(words, place):
            return ""
        return " has" if tag == "VHZ" or _is_perfect(words, place) else " is"
    if word.lower() == "me" and (tag == "DPS" or (after is not None and after.word.lower() == "own")):
        given = before is not None and before.word.lower() in _TAKES_TWO
        return "" if given else "My" if word[0].isupper() else "my"
    if word.lower() == "no" and tag == "AV0" and before is not None and before.tag[:2] in {"VB", "VH"}:
        return "not"
    return ""


def _is_perfect(words: Sequence[Tagged], place: int) -> bool:
    """'It's come down', 'he's asked me': no other may be done to it, or it is done to somebody else."""
    rest = [one for one in words[place + 1 :] if one.tag not in _BETWEEN]
    if not rest or rest[0].tag not in {"VVN", "VBN", "VHN", "VDN"}:
        return False
    return rest[0].word.lower() in _COMES or (len(rest) > 1 and rest[1].tag in {"PNP", "DPS", "AT0"})


def _is_would(words: Sequence[Tagged], place: int) -> bool:
    """By the form of the verb that follows, what stands between left out; by the tag where that form says nothing."""
    after = words[place + 1]
    verb = next((one for one in words[place + 1 :] if one.tag not in _BETWEEN), None)
    if after.word.lower() in {"better", "rather"}:
        return after.word.lower() == "rather"
    return words[place].tag == "VM0" or (verb is not None and verb.tag in _BASE)
