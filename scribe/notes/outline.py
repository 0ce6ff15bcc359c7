"""The embedded engine: evidence found and selected within the length. Same input, same note."""

import re
from collections.abc import Iterable, Sequence

from scribe.notes.agreements import agreements
from scribe.notes.candidates import MUST, Candidate, Claims, faithful
from scribe.notes.cues import Cues
from scribe.notes.interventions import interventions
from scribe.notes.observations import escalations, observations
from scribe.notes.phrasing import proper_names
from scribe.notes.ratings import measures, ratings
from scribe.notes.reading import Session
from scribe.notes.reports import reports
from scribe.notes.risk import Mention
from scribe.notes.risk_statements import risk_statements


def candidates(session: Session, found: Sequence[Mention], cues: Cues) -> list[Candidate]:
    """Every statement the session supports, the most specific reading of each clause first."""
    claims = Claims()
    proper = proper_names(one.text for one in session.heard) | frozenset(session.names)
    built = [
        *risk_statements(list(found), session, cues, claims, proper),
        *measures(session, cues, claims, proper),
        *ratings(session, cues, claims, proper),
        *agreements(session, cues, claims, proper),
        *observations(session, claims, proper),
        *escalations(session, claims),
        *interventions(session, cues, claims),
        *reports(session, claims, proper),
    ]
    return faithful(_distinct(built), session)


def _distinct(built: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[str, Candidate] = {}
    for candidate in built:
        seen.setdefault(re.sub(r"\W+", " ", candidate.text.lower()), candidate)
    return list(seen.values())


def select(built: Sequence[Candidate], words: int) -> list[Candidate]:
    """The weightiest that fit into `words`; what must stand always does."""
    must = [candidate for candidate in built if candidate.weight >= MUST]
    left = words - sum(candidate.words for candidate in must)
    chosen = {id(candidate) for candidate in must}
    for candidate in sorted((c for c in built if c.weight < MUST), key=lambda c: (-c.weight, c.at, c.text)):
        if candidate.words <= left:
            chosen.add(id(candidate))
            left -= candidate.words
    return [candidate for candidate in built if id(candidate) in chosen]
