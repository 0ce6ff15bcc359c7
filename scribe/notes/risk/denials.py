"""What was asked about risk and denied, by each person, with what an answer added to its 'no'."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.language import risk_language as language
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import listed, lowered
from scribe.notes.reading.candidates import Candidate
from scribe.notes.reading.conversation import Clause, Session
from scribe.notes.risk.answers import GAP, whole
from scribe.notes.risk.mentions import Mention
from scribe.notes.risk.own_words import adds, telling, tempers, verbatim
from scribe.notes.risk.question_words import denied_words, named_by_label
from scribe.notes.risk.stating import candidate, growing, subject

_ANY_DOING = re.compile(r"^any (?=\w+ing (?:themselves|anyone|anybody|someone|somebody|others)\b)")
ADDED = 6
"""Clauses of an answer told beside its denial."""


class Denied(msgspec.Struct, frozen=True):
    """One thing that was denied, and what each person added to the 'no'."""

    words: str
    added: tuple[tuple[str, Clause], ...]


def denial(
    group: list[Mention],
    mixed: set[tuple[int, str]],
    elsewhere: frozenset[Clause],
    cues: Cues,
    session: Session,
    proper: frozenset[str],
) -> Candidate:
    """In the question's words; an answer that affirmed another part of the question denies its kind only.

    The shortest form holds what may temper the 'no', the longest all that was said with it. `elsewhere`: what other
    statements tell."""
    people = list(dict.fromkeys(mention.who for mention in group))
    denied = _denied(group, mixed, elsewhere, cues)
    short = [msgspec.structs.replace(one, added=_needed(one, group, cues)) for one in denied]
    forms = []
    for each in (short, denied):
        form = candidate(group, _text(group, people, each, cues, session, proper), Polarity.NEGATED)
        gain = sum(telling(clause, session) for one in each for _, clause in one.added)
        forms.append(msgspec.structs.replace(form, weight=form.weight + gain))
    return growing(forms)


def _denied(
    group: list[Mention], mixed: set[tuple[int, str]], elsewhere: frozenset[Clause], cues: Cues
) -> list[Denied]:
    found: dict[str, list[tuple[str, Clause]]] = {}
    told: set[tuple[str, int]] = set()
    for mention, words in zip(group, _words(group, mixed, cues), strict=True):
        added = found.setdefault(words, [])
        own = [clause for clause in mention.clauses if adds(clause) and clause not in elsewhere]
        for clause in whole(_to_the_no(own[:ADDED], mention.clauses), mention.clauses, elsewhere):
            if clause.key not in told:
                told.add(clause.key)
                added.append((mention.who, clause))
    return [Denied(words, tuple(added)) for words, added in found.items()]


def _to_the_no(own: list[Clause], said: Sequence[Clause]) -> list[Clause]:
    """'If I put on ten kilos, I don't know what I'd do. But no.': the 'no' at the end is part of what was said."""
    last = said.index(own[-1]) if own else len(said)
    after = said[last + 1 : last + 2 + GAP]
    no = next((clause for clause in after if language.NO_LATER.match(clause.raw)), None)
    return [*own, no] if no else own


def _words(group: list[Mention], mixed: set[tuple[int, str]], cues: Cues) -> list[str]:
    """For each mention what was denied, once for a question that was denied as a whole; a name that a longer one
    begins with is that."""
    own = [denied_words(one, cues, whole=(one.at, one.who) not in mixed) for one in group]
    asked = {
        (one.at, one.who): words
        for one, words in zip(group, own, strict=True)
        if (one.at, one.who) not in mixed and not named_by_label(words, cues)
    }
    named = [asked.get((one.at, one.who), words) for one, words in zip(group, own, strict=True)]
    return [next((other for other in named if other.startswith(f"{words} ")), words) for words in named]


def _needed(one: Denied, group: Sequence[Mention], cues: Cues) -> tuple[tuple[str, Clause], ...]:
    """All of it where a part may say the opposite, or where no plain 'no' was said to a question."""
    answers = [mention for mention in group if {c.key for c in mention.clauses} & {c.key for _, c in one.added}]
    plain = all(mention.question and _plainly(mention.clauses) for mention in answers)
    return one.added if not plain or any(tempers(clause, cues) for _, clause in one.added) else ()


def _plainly(clauses: Iterable[Clause]) -> bool:
    """'I don't drink in front of my kid' is no plain one."""
    first = next(iter(clauses), None)
    return first is not None and bool(language.NO.match(first.raw)) and not adds(first)


def _text(
    group: list[Mention],
    people: list[str],
    denied: Sequence[Denied],
    cues: Cues,
    session: Session,
    proper: frozenset[str],
) -> str:
    asked = "Asked, " if group[0].question else ""
    each = "each " if len(people) > 1 else ""
    if len(people) > 1 and any(not named_by_label(one.words, cues) for one in denied):
        denied = _under_the_question(denied, cues)
    shown = "; ".join(_ANY_DOING.sub("", lowered(one.words, proper)) + _beside(one, people, session) for one in denied)
    return f"{asked}{subject(listed(people), inside=bool(asked))} {each}denied {shown}"


def _under_the_question(denied: Sequence[Denied], cues: Cues) -> list[Denied]:
    """What one was asked in words and the next by name alone ('Jo?') is told in the words."""
    named = [one for one in denied if not named_by_label(one.words, cues)]
    more = tuple(pair for one in denied if named_by_label(one.words, cues) for pair in one.added)
    return [*named[:-1], msgspec.structs.replace(named[-1], added=(*named[-1].added, *more))]


def _beside(one: Denied, people: Sequence[str], session: Session) -> str:
    """' ("…")', with who said it where several answered."""
    parts = []
    for who in people:
        if words := verbatim([clause for said, clause in one.added if said == who], session):
            parts.append(words if len(people) == 1 else f"{who} {words}")
    return f" ({'; '.join(parts)})" if parts else ""
