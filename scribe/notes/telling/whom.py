"""Whom and what a task is about, where only one can be meant: 'text her' after 'my friend Bea' is 'text Bea'."""

import re
from collections.abc import Collection, Sequence

from scribe.notes.language.phrasing import from_therapist
from scribe.notes.language.sentences import whole
from scribe.notes.language.tagging import tagged
from scribe.notes.reading.conversation import Clause, Session

TURNS_BACK = 2
"""Turns before the task's own in which somebody may have been named."""
_HERS = "sister|mom|mum|mother|mam|wife|girlfriend|daughter|aunt|auntie|niece|grandmother|granny|nan|nana"
_HIS = "brother|dad|father|husband|boyfriend|son|uncle|nephew|grandfather|grandad"
_ANYBODYS = (
    "friend|mate|partner|boss|manager|supervisor|roommate|flatmate|neighbour|neighbor|sponsor|cousin|colleague|"
    "doctor|teacher|tutor|landlord|coach|ex"
)
_PERSON = re.compile(rf"\b(?i:my|your|our) (?:\w+ )?(?P<kin>{_HERS}|{_HIS}|{_ANYBODYS}),? (?P<name>[A-Z][a-z]+)\b")
_OBJECT = re.compile(r"\b(?P<verb>text|call|ring|phone|email|message|tell|ask|write to) (?P<whom>her|him)\b", re.I)
_POINTS = re.compile(r"\b(?:it|that|her|his)\b(?! (?:is|was|has)\b)", re.IGNORECASE)
_ONE = re.compile(r"\b(?P<verb>find|get|book|buy|call|ring) one\b(?! of\b|[ -]\w+ing\b)", re.IGNORECASE)


def named(text: str, clause: Clause, session: Session) -> tuple[str, tuple[Clause, ...]]:
    """(the task with names and nouns in the place of 'her' and 'one', the clauses that name them)."""
    if (found := _OBJECT.search(text)) and (who := _person(found["whom"].lower(), clause, session)):
        return f"{text[: found.start('whom')]}{who[0]}{text[found.end('whom') :]}", (who[1],)
    if (found := _ONE.search(text)) and (what := _thing(clause, session)):
        return f"{text[: found.end('verb')]} {what[0]}{text[found.end() :]}", (what[1],)
    return text, ()


def with_its_subject(
    text: str, clause: Clause, session: Session, told: Collection[tuple[str, int]]
) -> tuple[str, tuple[Clause, ...]]:
    """What the therapist said just before, where the promise only points to it: 'There is a counsellor at the library;
    therapist will email them her number.' `told`: clauses that stand as tasks of their own."""
    before = _before(clause, session, 0)[-1:]
    if not _POINTS.search(text) or not before or before[0].end not in ("", ".") or before[0].key in told:
        return text, ()
    if not whole(before[0].text):
        return ("", ()) if before[0].values else (text, ())  # 'Tuesday at two. I'll write it on the card.'
    return f"{from_therapist(before[0].text)}; {text}", tuple(before)


def _person(pronoun: str, clause: Clause, session: Session) -> tuple[str, Clause] | None:
    """The only one who was called by name, as somebody's friend or sister, in the words before."""
    others = _HIS if pronoun == "her" else _HERS
    found = [
        (person["name"], one)
        for one in _before(clause, session, TURNS_BACK)
        for person in _PERSON.finditer(one.raw)
        if not re.fullmatch(others, person["kin"], re.IGNORECASE)
    ]
    return found[-1] if len({name for name, _ in found}) == 1 else None


def _thing(clause: Clause, session: Session) -> tuple[str, Clause] | None:
    """'A dentist', of the words just before: 'I don't have a dentist. I'll find one.'"""
    for one in _before(clause, session, 0)[-1:]:
        words = tagged(one.text)
        for place in range(len(words) - 1, 0, -1):
            if words[place].tag == "NN1" and words[place - 1].word.lower() in ("a", "an"):
                return f"{words[place - 1].word.lower()} {words[place].word}", one
    return None


def _before(clause: Clause, session: Session, turns: int) -> Sequence[Clause]:
    """What was said before it in its own turn and in so many turns before that."""
    place = next((at for at, turn in enumerate(session.turns) if clause in turn.kept), None)
    if place is None:
        return ()
    own = session.turns[place].kept
    earlier = [one for turn in session.turns[max(0, place - turns) : place] for one in turn.kept]
    return [*earlier, *own[: own.index(clause)]]
