"""The embedded engine: evidence found and selected within the length. Same input, same note."""

import math
import re
from collections.abc import Iterable, Sequence

from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import proper_names
from scribe.notes.reading.candidates import Candidate, Claims, faithful, shortened
from scribe.notes.reading.conversation import Session
from scribe.notes.risk.mentions import Mention
from scribe.notes.risk.safety_plan import safety_plans
from scribe.notes.risk.statements import risk_statements
from scribe.notes.telling.agreements import agreements
from scribe.notes.telling.confidence import with_confidence
from scribe.notes.telling.if_then import if_then
from scribe.notes.telling.interventions import interventions
from scribe.notes.telling.measures import measures
from scribe.notes.telling.observations import escalations, observations
from scribe.notes.telling.ratings import ratings
from scribe.notes.telling.reports import reports
from scribe.notes.telling.teaching import teaching


def candidates(session: Session, found: Sequence[Mention], cues: Cues) -> list[Candidate]:
    """Every statement the session supports, the most specific reading of each clause first."""
    claims = Claims()
    proper = proper_names(one.text for one in session.heard) | frozenset(session.names)
    named = interventions(session, cues, claims)
    first = [
        *risk_statements(list(found), session, cues, claims, proper),
        *safety_plans(session, cues, claims, proper),
        *measures(session, cues, claims, proper),
    ]
    rated = ratings(session, cues, claims, proper)
    planned = if_then(session, claims, proper)
    agreed, rated = with_confidence(agreements(session, cues, claims, proper), rated, session)
    built = [
        *first,
        *rated,
        *agreed,
        *planned,
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
    level = [0 if each[-1].must else -1 for each in forms]
    left = words - sum(each[0].words for each, now in zip(forms, level, strict=True) if now == 0)
    while (grown := step(forms, level, left)) is not None:
        _, cost, place, reached = grown
        level[place] = reached
        left -= cost
    return [each[now] for each, now in zip(forms, level, strict=True) if now >= 0]


def step(
    forms: Sequence[Sequence[Candidate]], level: Sequence[int], left: float = math.inf
) -> tuple[float, int, int, int] | None:
    """The longer form of one of them that gains most for its words: (gain a word, negated; words; place; form).

    `level`: the form of each that stands, -1 for none. `left`: words that it may cost."""
    steps = [found for place in range(len(forms)) if (found := _longer(forms[place], level[place], left, place))]
    return min(steps, default=None)


def _longer(forms: Sequence[Candidate], now: int, left: float, place: int) -> tuple[float, int, int, int] | None:
    weight, words = (forms[now].weight, forms[now].words) if now >= 0 else (0.0, 0)
    steps = [
        (-(form.weight - weight) / max(1, form.words - words), form.words - words, place, number)
        for number, form in enumerate(forms)
        if number > now and form.words - words <= left and form.weight > weight
    ]
    return min(steps, default=None)
