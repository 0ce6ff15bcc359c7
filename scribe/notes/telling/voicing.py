"""Whose each clause of a statement is: whoever speaks is named once, and again where the subject has changed.

'Fluoxetine: sixty; takes it with the coffee' goes on with the client; 'he never lasted a week; client did thirty-eight
days' must not go on with him.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.conjugation import singular, subjectless
from scribe.notes.language.sentences import of_speaker
from scribe.notes.reading.conversation import Clause
from scribe.notes.telling.linking import ANEW, BECAUSE, COMMA, NEXT, Piece
from scribe.notes.telling.narration import Form, Part
from scribe.notes.telling.stretches import points_back

_THAT = re.compile(r"^that\b(?= (?:is|was|has|will|would|took|made|came|went)\b)")
"""'Reported that took six' would be the conjunction."""
_LATE_THEY = re.compile(r"^(?P<when>[^,;]+ )(?=they\b)")
"""'Monday they had the dentist.'"""
_THEY = re.compile(r"^they (?:are (?=\w+ing\b))?")


class Shown(msgspec.Struct, frozen=True):
    """A clause as it can be told, and what it goes on with."""

    who: str
    part: Part
    clauses: tuple[Clause, ...] = ()
    """That it is made of; none where the therapist's words were confirmed."""
    link: str = ANEW


class _Subject(Enum):
    """Of whom a verb without a subject would be read."""

    SPEAKER = auto()
    THEY = auto()
    """The speaker, called 'they': 'on Monday they go, and come back'."""
    OTHER = auto()


def voiced(parts: Iterable[Shown], *, alone: bool, several: bool) -> list[Piece]:
    """`alone`: a heading stands before them, so that nobody need say who reports. `several`: more than one client."""
    found: list[Piece] = []
    subject, who = _Subject.SPEAKER, ""
    for one in parts:
        first = one.who != who
        name = one.who.lower() if one.who == "Client" else one.who
        if first and (several or not alone):
            found.append(_introduced(one, name, several=several))
        elif one.part.own:
            found.append(_own(one, name, subject, first=first))
        else:
            found.append(Piece(one.part.text, one.part.text if _stands(one) else "", one.link))
        if found[-1].link == COMMA and found[-1].text == found[-1].full:
            found[-1] = msgspec.structs.replace(found[-1], link=NEXT)  # two sentences
        subject, who = _next(one, subject, found[-1]), one.who
    return found


def _stands(one: Shown) -> bool:
    """As a sentence: 'they are gone' only goes on with what is gone."""
    if one.part.form is not Form.CLAUSE:
        return False
    return one.link == ANEW or not (one.clauses and points_back(one.clauses[0]))


def _introduced(one: Shown, name: str, *, several: bool) -> Piece:
    part = one.part
    if part.own:
        text = singular(part.text, name)
    elif part.form is Form.QUOTE:
        text = f"{name}: {part.text}" if several else f"{name} said {part.text}"
    elif _says_i(one) and one.clauses and (when := _LATE_THEY.match(part.text)):
        text = f"{when['when']}{singular(part.text[when.end('when') :], name)}"
    else:
        text = f"{name} reported {_THAT.sub('this', part.text)}"
    return Piece(text, text, ANEW)


def _own(one: Shown, name: str, subject: _Subject, *, first: bool) -> Piece:
    named = singular(one.part.text, name)
    goes_on = first or one.link not in (ANEW, BECAUSE)
    if goes_on and subject is _Subject.SPEAKER:
        return Piece(subjectless(one.part.text), named, one.link)
    if goes_on and subject is _Subject.THEY:
        return Piece(_THEY.sub("", one.part.text), named, one.link)
    if subject is _Subject.OTHER and not _says_i(one) and one.link != ANEW:
        return Piece(subjectless(one.part.text), "", one.link)  # as likely theirs who were spoken of last
    return Piece(named, named, one.link)


def _says_i(one: Shown) -> bool:
    return not one.clauses or of_speaker(without_lead(one.clauses[0].text))


def _next(one: Shown, subject: _Subject, piece: Piece) -> _Subject:
    if one.part.form is not Form.CLAUSE:
        return subject
    if one.part.own and not piece.full:
        return subject
    if one.part.own:
        return _Subject.THEY if piece.text == one.part.text or _goes_on(piece, subject) else _Subject.SPEAKER
    return _Subject.THEY if one.clauses and of_speaker(without_lead(one.clauses[0].text)) else _Subject.OTHER


def _goes_on(piece: Piece, subject: _Subject) -> bool:
    return subject is _Subject.THEY and piece.text != piece.full
