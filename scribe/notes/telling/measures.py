"""Questionnaire scores as they were read out, with the comparison that was said."""

import re

from scribe.notes.language.cues import Cues, Measure, compiled, hit
from scribe.notes.language.phrasing import from_client, from_therapist, joined, lowered, sentence
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Session, Turn

_SCORED = re.compile(
    rf"\b(?:is|was|were|to|at|a|of|from|scored?|marked|total|got)\s+(?:a |an |about )?{NUMBER}\b(?! of\b)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\b(?:number|item|question) \w+", re.IGNORECASE)


def measures(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Questionnaire scores as the therapist (or client) read them out, with the comparison that was said."""
    found = []
    for turn in session.turns:
        named = _named(turn, cues)
        if named is None:
            continue
        clauses = _score_clauses(turn, named, cues)
        if clauses:
            claims.take(clauses)
            say = from_therapist if turn.role.value == "therapist" else from_client
            text = joined([lowered(say(clause.text), proper) for clause in clauses])
            text = re.sub(r"^(?:their|the) (?=[A-Z])", "", text)
            at = next((e.index for e in session.exchanges if e.prompt is turn or turn in e.answers), 0)
            found.append(Candidate(kind="measure", text=sentence(text), cites=cites_of(clauses), weight=MUST, at=at))
    return found


def _named(turn: Turn, cues: Cues) -> Measure | None:
    text = " ".join(clause.raw for clause in turn.kept)
    return next((measure for measure in cues.measures if hit(measure.tell, text)), None)


def _score_clauses(turn: Turn, named: Measure, cues: Cues) -> list[Clause]:
    """From the clause that names the measure to the last one with a value; nothing when no value was said."""
    cue = compiled(named.tell)
    tells = tuple(pattern for measure in cues.measures for pattern in measure.tell)
    start = next((i for i, clause in enumerate(turn.kept) if cue.search(clause.raw)), None)
    if start is None:
        return []
    rest = [clause for clause in turn.kept[start:] if clause.end != "?"]
    with_value = [i for i, clause in enumerate(rest) if _beyond_name(clause, tells)]
    if not with_value:
        return []
    return [
        clause
        for i, clause in enumerate(rest[: with_value[-1] + 2])
        if i in with_value
        or (i - 1 in with_value and clause.words <= 2)
        or (i < with_value[0] and _ITEM.search(clause.text))
    ]


def _beyond_name(clause: Clause, tells: tuple[str, ...]) -> bool:
    """Holds a number that is not only the measure's own name."""
    without = compiled(tells).sub("", clause.text)
    return bool(_SCORED.search(without))
