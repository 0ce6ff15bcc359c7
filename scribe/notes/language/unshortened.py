"""Spoken short forms written out as what they stand for, by what follows them: 'I'd gone' had, 'I'd go' would.

And what some speak otherwise than they write: 'me mam' is 'my mam', 'I've no missed any' is 'I've not missed any'.
"""

from collections.abc import Sequence

from scribe.notes.language.sentences import owns
from scribe.notes.language.tagging import ADVERBS, Tagged, reworded

_BASE = frozenset(["VVI", "VBI", "VHI", "VDI", "VVB"])
_EITHER = frozenset(["cut", "put", "set", "let", "hit", "quit", "shut", "read", "cost", "come", "become", "run"])
"""Verbs whose participle is their base: 'I'd cut it down' may be either, and stays as it was said."""
_COMES = frozenset(["come", "been", "got", "had", "become", "stopped", "started", "fallen", "grown", "happened"])
_GIVES = "teach teaching give gives giving gave tell telling told show showed send sent buy bought cost"
_TAKES_TWO = frozenset(_GIVES.split())
"""Verbs after which 'me' is most likely who gets something: 'teaching me dinosaurs'."""


def unshortened(text: str) -> str:
    """`text` with 'd and the verb 's, and 'me' and 'no' of dialects, written out; every other character stays."""
    return reworded(text, _full)


def _full(words: Sequence[Tagged], place: int) -> str:
    """What stands for the word, '' where it stays."""
    word, tag = words[place].word, words[place].tag
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    if word.lower() == "'d" and before is not None and after is not None:
        either = after.word.lower() in _EITHER or not after.word[0].isalnum()
        return "" if either else " would" if _is_would(words, place) else " had"
    if word.lower() == "'s" and before is not None and after is not None and before.word.lower() != "let":
        return _verb_s(words, place)
    if word.lower() == "me" and (tag == "DPS" or _begins(words, place)):
        given = before is not None and before.word.lower() in _TAKES_TWO
        return "" if given else "My" if word[0].isupper() else "my"
    if word.lower() == "no" and tag == "AV0" and before is not None and before.tag[:2] in {"VB", "VH"}:
        return "not"
    return ""


def _begins(words: Sequence[Tagged], place: int) -> bool:
    """'Me own dad', 'me mate rang': nobody begins a sentence with 'me' but to say whose."""
    return place == 0 and len(words) > 1 and words[1].tag[:2] in {"NN", "DT", "AJ", "VV"}


def _verb_s(words: Sequence[Tagged], place: int) -> str:
    """' is' or ' has'; '' where it is no verb, or where 'it's closed' may have been done by or to it."""
    if owns(words, place):
        return ""
    rest = [one for one in words[place + 1 :] if one.tag not in ADVERBS]
    if words[place].tag == "VHZ" or not rest or rest[0].tag not in {"VVN", "VBN", "VHN", "VDN"}:
        return " has" if words[place].tag == "VHZ" else " is"
    after = rest[1] if len(rest) > 1 else None
    moved = rest[0].word.lower() == "gone" and after is not None and after.word.lower() in {"up", "down"}
    has = moved or rest[0].word.lower() in _COMES or (after is not None and after.tag in {"PNP", "DPS", "AT0"})
    return " has" if has else ""


def _is_would(words: Sequence[Tagged], place: int) -> bool:
    """By the form of the verb that follows, what stands between left out; by the tag where that form says nothing."""
    after = words[place + 1]
    verb = next((one for one in words[place + 1 :] if one.tag not in ADVERBS), None)
    if after.word.lower() in {"better", "rather"}:
        return after.word.lower() == "rather"
    return words[place].tag == "VM0" or (verb is not None and verb.tag in _BASE)
