"""Clauses of one answer as one sentence or two, linked as they were spoken: 'missed a deadline in February, but not
since'; another answer begins another sentence.

A clause without its subject goes on with what stands before it and never stands as a sentence.
"""

import re
from collections.abc import Iterable

import msgspec

from scribe.notes.language.content import word_count
from scribe.notes.language.phrasing import capital, stopped
from scribe.notes.reading.conversation import Clause

FULL = 18
"""Words from which a sentence is long enough for the next to begin anew."""
ANEW = ". "
"""Another answer, or what somebody else says."""
BECAUSE, COMMA = " because ", ", "
NEXT = "; "
"""Another sentence of the same answer."""

_JOINT = re.compile(
    r"^(?:(?P<and>and)(?:,? (?P<then>then))?|(?:so |well,? )?(?P<word>but|so|or|then)(?:,? then)?|"
    r"(?P<cause>because|'?cause|'?cos))\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"^(?:(?:and |so |well,? )*but|and(?:,? so)?,? then|because|'?cause|'?cos)\b", re.IGNORECASE)
"""A sentence that belongs to the one before it, whatever mark stands between."""


class Piece(msgspec.Struct, frozen=True):
    text: str
    full: str = ""
    """With its subject, as a sentence of its own; '' where it is none."""
    link: str = NEXT


def link(before: Clause, clause: Clause) -> str:
    """Between two clauses of one answer."""
    if not clause.is_after(before):
        return NEXT
    if before.sentence != clause.sentence and not _JOINS.match(clause.text):
        return NEXT
    found = _JOINT.match(clause.text)
    if found is None:
        return COMMA
    if found["cause"]:
        return BECAUSE
    return ", then " if found["then"] else f", {found['and'] or found['word']} ".lower()


def written(pieces: Iterable[Piece]) -> str:
    text, words = "", 0
    for piece in pieces:
        stands = piece.full and (piece.link == ANEW or (piece.link == NEXT and words >= FULL))
        if not text:
            text, words = piece.text, word_count(piece.text)
        elif stands:
            text, words = f"{stopped(text)} {capital(piece.full)}", word_count(piece.full)
        else:
            text = f"{text}{NEXT if piece.link == ANEW else piece.link}{piece.text}"
            words += word_count(piece.text)
    return text
