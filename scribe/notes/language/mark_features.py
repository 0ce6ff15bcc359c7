"""What is seen of the place between two words, and of a sentence, when it is judged whether one ends there, and asks.

Each thing seen is a short text ('after:fired', 'asks:what'); `marks` knows what each of them weighs.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from scribe.notes.language.phrases import QUESTION_WORDS
from scribe.notes.language.sentences import whole
from scribe.notes.language.shortened import SHORTENED
from scribe.notes.language.tagging import FINITE, HELPERS, WORD, Tagged, tagged

ENDS, ASKS, COMMA = ".", "?", ","
INSIDE = "-"
"""The stop of 'Dr.'"""
_OTHER = ";"
"""Stands for every mark that is left as it is: a dash, a colon."""
_MARK_OF = {".": ENDS, "!": ENDS, "…": ENDS, "?": ASKS, ",": COMMA, "": ""}
_TOKEN = re.compile(r"(?P<word>\S*?[\w%])(?P<mark>[^\w\s]*)(?=\s|$)")
_SUBJECTS_WORDS = "i we he she they you it there that this"
SUBJECTS = frozenset(_SUBJECTS_WORDS.split())
_OPENS = frozenset(["CJS", "AVQ", "DTQ", "PNQ", "CJT"])
_OPENING_WORDS = "if when because since until after before while what where how"
_OPENING = frozenset(_OPENING_WORDS.split())
"""Begins a clause that another one follows, whatever its tag is."""
_LEADS_WORDS = "and but so then well okay ok yeah yes no right now because or um uh oh good great"
_LEADS = frozenset(_LEADS_WORDS.split())
_ASKED_WORDS = "you i he she they we it that there your the this his her anyone anybody any my"
_ASKED = frozenset(_ASKED_WORDS.split())
"""After its helper, where a question is turned round."""
_WHEN_WORDS = "when if whenever once while because since after before until"
_WHEN = frozenset(_WHEN_WORDS.split())
_TELLING_WORDS = "anything any anyone either ever or about else you your yet today there"
_TELLING = frozenset(_TELLING_WORDS.split())
AHEAD = 14
"""Words after the place that are looked at: the next clause."""
FAR = 6
"""Places by which a helper or a question word counts as being far on."""


class Said(NamedTuple):
    """What was said in one go, word by word."""

    words: tuple[str, ...]
    """Without the marks after them."""
    marks: tuple[str, ...]
    """After each word: '.', ',', '?', '', '-' of a shortened word, or ';' for any other."""
    spans: tuple[tuple[int, int], ...]
    """Where each word's mark stands in the text."""
    tagged: tuple[tuple[Tagged, ...], ...]
    """Of each word; what is written together is several."""

    def told(self, first: int, last: int) -> list[Tagged]:
        """The tagged words from `first` to `last`."""
        return [each for word in self.tagged[first : last + 1] for each in word]


def said(text: str) -> Said:
    found = list(_TOKEN.finditer(text))
    words = tuple(one["word"].strip("\"“”'([") for one in found)
    tags = iter(tagged(" ".join(words)))
    return Said(
        words,
        tuple(_mark(word, one["mark"]) for word, one in zip(words, found, strict=True)),
        tuple(one.span("mark") for one in found),
        tuple(tuple(next(tags) for _ in WORD.findall(word)) for word in words),
    )


def _mark(word: str, after: str) -> str:
    return INSIDE if after[:1] == ENDS and SHORTENED.fullmatch(word) else _MARK_OF.get(after[:1], _OTHER)


def of_gap(one: Said, place: int, first: int, therapist: bool) -> list[str]:
    """Of the place after a word; `first`: the word with which its sentence began."""
    mark, after, before = one.marks[place] or "none", _word(one, place + 1), _word(one, place)
    told = one.told(first, place)
    ahead = _ahead(one, place + 1)
    lead = len(list(takewhile(lambda each: each.word.lower() in _LEADS, ahead)))
    rest = ahead[lead:]
    whole, opened = any(each.tag in FINITE for each in told), _opens(told)
    subject = bool(rest) and rest[0].word.lower() in SUBJECTS and any(each.tag in FINITE for each in rest[1:3])
    verb = any(each.tag in FINITE for each in rest)
    name = place + 1 < len(one.words) and one.words[place + 1][:1].isupper() and after[:2] not in ("i", "i'")
    return [
        f"mark:{mark}",
        f"of:{'therapist' if therapist else 'client'} {mark}",
        f"before:{before}",
        f"after:{after}",
        f"before:{_word(one, place - 1)} {before}",
        f"after:{after} {_word(one, place + 2)}",
        f"tags:{_tag(one, place + 1, 0)} {_tag(one, place + 1, -1)} {_tag(one, place + 2, 0)}",
        f"clauses:{mark} {whole:d}{opened:d}{subject:d}{verb:d}",
        f"told:{_about(place + 1 - first)}",
        f"ahead:{_about(len(ahead))}",
        f"capital:{name:d} {_tag(one, place + 1, 0) == 'NP0':d}",
    ]


def of_sentence(one: Said, first: int, last: int, therapist: bool) -> list[str]:
    """Of the words from `first` to `last`, and whether they are the last of what was said."""
    told, lead = _told(one, first, last)
    head = told[lead:] or told
    words, tags = [each.word.lower() for each in head], [each.tag for each in head]
    final, role = last == len(one.words) - 1, "therapist" if therapist else "client"
    asking, turned = _asking(head)
    follows = asking >= 0 and asking < turned < asking + FAR
    ending = [each.word.lower() for each in told[-3:]]
    seen = [
        f"of:{role}",
        f"begins:{role} {words[0] if words else ''}",
        f"begins:{' '.join(words[:2])}",
        f"begins:{' '.join(words[:3])}",
        f"tags:{' '.join(tags[:2])}",
        f"tags:{' '.join(tags[:3])}",
        f"lead:{' '.join(each.word.lower() for each in told[:lead])}",
        *(f"ends:{' '.join(ending[-count:])}" for count in (1, 2, 3)),
        f"ending:{' '.join(each.tag for each in told[-2:])}",
        f"words:{role} {min(len(told), 8) // 2}",
        f"final:{final:d} {role}",
        f"turned:{min(turned, FAR)}",
        f"turned:{turned == 0:d} {role}",
        f"asking:{min(asking, FAR)}",
        f"asks:{follows:d} {role} {asking == 0:d}",
        f"helper:{asking == 0 and tags[1:2] != [] and tags[1] in HELPERS:d}",
        f"verb:{any(each.tag in FINITE for each in told):d} {role} {final:d}",
        f"whole:{whole(' '.join(one.words[first : last + 1])):d} {role} {turned == 0:d}",
        *(f"holds:{word} {role}" for word in sorted(set(words) & _TELLING)),
    ]
    return seen if turned < 0 else [*seen, f"turned:{words[turned]} {words[turned + 1]} {turned == 0:d}"]


def reports(one: Said, first: int, last: int, therapist: bool) -> bool:
    """'When you write it down, it wears off', a client's 'what hurts is the silence': no question."""
    told, lead = _told(one, first, last)
    head = told[lead:] or told
    asking, turned = _asking(head)
    others = any(each.word.lower() in QUESTION_WORDS for each in head[1:])
    when = bool(head) and head[0].word.lower() in _WHEN and turned < 0 and not others
    return (when and sum(each.tag in FINITE for each in head) > 1) or (asking == 0 and turned != 1 and not therapist)


def _told(one: Said, first: int, last: int) -> tuple[list[Tagged], int]:
    """The words, and how many of them lead up to what is said."""
    told = one.told(first, last)
    return told, len(list(takewhile(lambda each: each.word.lower() in _LEADS or each.tag == "ITJ", told[:4])))


def _asking(head: Sequence[Tagged]) -> tuple[int, int]:
    """The places of the question word and of the helper that is turned round; -1 where there is none."""
    pairs = enumerate(pairwise(head))
    turned = next((at for at, (one, after) in pairs if one.tag in HELPERS and after.word.lower() in _ASKED), -1)
    return next((at for at, one in enumerate(head) if one.word.lower() in QUESTION_WORDS), -1), turned


def _word(one: Said, place: int) -> str:
    return one.words[place].lower() if 0 <= place < len(one.words) else ""


def _tag(one: Said, place: int, part: int) -> str:
    return one.tagged[place][part].tag if 0 <= place < len(one.words) and one.tagged[place] else ""


def _ahead(one: Said, first: int) -> list[Tagged]:
    """Up to the next mark that was heard."""
    found: list[Tagged] = []
    for word, mark in zip(one.tagged[first : first + AHEAD], one.marks[first:], strict=False):
        found += word
        if mark:
            break
    return found[:AHEAD]


def opens(one: Said, first: int) -> bool:
    """The sentence that begins there begins with 'if', 'when', perhaps after an 'and'."""
    return _opens(one.told(first, first + 1))


def _opens(told: Sequence[Tagged]) -> bool:
    """They begin with 'if', 'when', perhaps after an 'and'."""
    first = told[:1] if not told or told[0].tag not in ("CJC", "AV0", "ITJ") else told[:2]
    return any(each.tag in _OPENS or each.word.lower() in _OPENING for each in first)


def _about(count: int) -> int:
    """Exact up to 5, in fours up to 24."""
    return count if count <= 5 else min(count // 4 * 4, 24)
