"""The embedded engine: evidence found, selected within the length, ordered by section. Same input, same note."""

import re
from collections.abc import Iterable, Sequence

from scribe.events import Section, Statement
from scribe.notes.agreements import agreements
from scribe.notes.candidates import MUST, Candidate, Claims, faithful, shortened
from scribe.notes.cues import Cues
from scribe.notes.formats import NoteFormat
from scribe.notes.interventions import interventions
from scribe.notes.observations import escalations, observations
from scribe.notes.phrasing import proper_names
from scribe.notes.ratings import measures, ratings
from scribe.notes.reading import Session
from scribe.notes.reports import reports
from scribe.notes.risk import Mention
from scribe.notes.risk_statements import risk_statements
from scribe.notes.teaching import teaching


def candidates(session: Session, found: Sequence[Mention], cues: Cues) -> list[Candidate]:
    """Every statement the session supports, the most specific reading of each clause first."""
    claims = Claims()
    proper = proper_names(one.text for one in session.heard) | frozenset(session.names)
    named = interventions(session, cues, claims)
    built = [
        *risk_statements(list(found), session, cues, claims, proper),
        *measures(session, cues, claims, proper),
        *ratings(session, cues, claims, proper),
        *agreements(session, cues, claims, proper),
        *observations(session, claims, proper),
        *escalations(session, claims),
        *named,
        *reports(session, cues, claims, proper),
        *teaching(session, claims, named, proper),
    ]
    return faithful(_distinct(built), session)


def _distinct(built: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[str, Candidate] = {}
    for candidate in built:
        seen.setdefault(re.sub(r"\W+", " ", candidate.text.lower()), candidate)
    return list(seen.values())


def select(built: Sequence[Candidate], words: int) -> list[Candidate]:
    """What tells most for its words, within `words`; what must stand always does, at least in its shortest form."""
    forms = [shortened(candidate) for candidate in built]
    level = [0 if each[-1].weight >= MUST else -1 for each in forms]
    left = words - sum(each[0].words for each, now in zip(forms, level, strict=True) if now == 0)
    while True:
        steps = [step for place in range(len(forms)) if (step := _step(forms[place], level[place], left, place))]
        if not steps:
            break
        _, cost, place, reached = min(steps)
        level[place] = reached
        left -= cost
    return [each[now] for each, now in zip(forms, level, strict=True) if now >= 0]


def _step(forms: list[Candidate], now: int, left: int, place: int) -> tuple[float, int, int, int] | None:
    """(gain a word, negated; words; place; form) of the best longer form that still fits."""
    weight, words = (forms[now].weight, forms[now].words) if now >= 0 else (0.0, 0)
    steps = [
        (-(form.weight - weight) / max(1, form.words - words), form.words - words, place, number)
        for number, form in enumerate(forms)
        if number > now and form.words - words <= left and form.weight > weight
    ]
    return min(steps, default=None)


def sections(
    chosen: Sequence[Candidate], layout: NoteFormat, goals: dict[str, str], extra: Sequence[Statement] = ()
) -> tuple[Section, ...]:
    """The note's sections in the format's order. `goals`: a candidate's text to the id of the goal it serves."""
    used: dict[str, int] = {}
    built = []
    for part in layout.sections:
        statements = []
        for candidate in sorted(chosen, key=lambda c: (c.at, c.text)):
            if layout.section_of(candidate.kind) is part:
                statements.append((part.kinds.index(candidate.kind), _as_statement(candidate, goals, used)))
        statements += [(part.kinds.index(s.kind), s) for s in extra if layout.section_of(s.kind) is part]
        ordered = [statement for _, statement in sorted(statements, key=lambda pair: pair[0])]
        built.append(Section(key=part.key, title=part.title, statements=tuple(ordered)))
    return tuple(built)


def _as_statement(candidate: Candidate, goals: dict[str, str], used: dict[str, int]) -> Statement:
    """Its id stays the same while it rests on the same first utterance, so that a revision replaces it in place."""
    base = f"{candidate.kind}-{candidate.cites[0]}"
    used[base] = used.get(base, 0) + 1
    name = base if used[base] == 1 else f"{base}-{used[base]}"
    return Statement(
        id=name, text=candidate.text, kind=candidate.kind, cites=candidate.cites, goal=goals.get(candidate.text)
    )
