"""Questionnaire scores as they were read out, with the comparison that was said."""

import re
from collections.abc import Sequence

from scribe.events import Role
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, Measure, compiled, hit
from scribe.notes.language.phrasing import capital, from_client, from_therapist, joined, lowered, sentence
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Session, Turn
from scribe.notes.reading.findings import instrument
from scribe.notes.telling.score_changes import score_change

_SCORED = re.compile(
    rf"\b(?:(?:is|was|were|to|at|on|a|of|from|scored?|marked|total|got|had)\s+|\w+'[sd]\s+(?:at\s+)?)(?:a |an |about )?"
    rf"{NUMBER}\b(?! of\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^(?:(?:(?:and|now|today|this (?:week|time|morning)|so|it's),? )*(?:an? )?{NUMBER}|"
    rf".{{3,60}}, (?:an? )?{NUMBER})$",
    re.IGNORECASE,
)
"""'Thirty-six.', 'The one you filled in today, thirteen.'"""
_IT_IS = re.compile(
    rf"^(?:it|they|that|the (?:total|score))(?:'s| is| are(?: at)?| came(?: out)?(?: to| at)?| scored)? (?={NUMBER}\b)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"^(?:(?:wee|little|long|short|old|new|quick|big|usual) )+", re.IGNORECASE)
_ITEM = re.compile(r"\b(?:number|item|question) \w+", re.IGNORECASE)
LONGEST = 16
"""Words of a clause with a score, where no cue knows the questionnaire."""


def measures(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Questionnaire scores as the therapist (or client) read them out, with the comparison that was said."""
    found = []
    for turn in session.turns:
        named = _named(turn, cues)
        clauses = _score_clauses(turn, named, cues) if named else []
        label = ""
        if turn.role is Role.THERAPIST and not any(_tells_name(clause, cues) for clause in clauses):
            label, clauses = _read_out(turn, clauses, cues)
        changed = score_change(turn, _asked_before(turn, session), cues) if turn.role is Role.THERAPIST else []
        if len(_values(changed)) > len(_values(clauses[1:] if label else clauses)):
            label, clauses = "", changed
        if clauses:
            claims.take(clauses)
            say = from_therapist if turn.role is Role.THERAPIST else from_client
            told = clauses[1:] if label else clauses
            text = joined([lowered(say(clause.text), proper) for clause in told])
            text = _IT_IS.sub("", text) if label else re.sub(r"^(?:their|the) (?=[A-Z])", "", text)
            at = next((e.index for e in session.exchanges if e.prompt is turn or turn in e.answers), 0)
            text = sentence(f"{label}: {text}" if label else text)
            found.append(Candidate(kind="measure", text=text, cites=cites_of(clauses), weight=MUST, at=at))
    return found


def _values(clauses: Sequence[Clause]) -> frozenset[str]:
    return frozenset().union(*(clause.values for clause in clauses))


def _asked_before(turn: Turn, session: Session) -> Turn | None:
    """What the therapist said last before it."""
    said = (one for one in reversed(session.turns[: turn.index]) if one.role is Role.THERAPIST and not one.backchannel)
    return next(said, None)


def _tells(cues: Cues) -> tuple[str, ...]:
    """What names any of the questionnaires."""
    return tuple(pattern for measure in cues.measures for pattern in measure.tell)


def _tells_name(clause: Clause, cues: Cues) -> bool:
    return hit(_tells(cues), clause.raw)


def _read_out(turn: Turn, known: list[Clause], cues: Cues) -> tuple[str, list[Clause]]:
    """('Driving questionnaire score', the clauses that name it and tell it) where the name stands apart from its score:
    'Your driving questionnaire's come down too. It's forty-four. You were at fifty-eight a fortnight back.'"""
    name, naming = instrument(turn)
    if naming is None:
        return "", known
    start = next(place for place, clause in enumerate(turn.kept) if clause is naming)
    after = [clause for clause in turn.kept[start:] if clause.end != "?"]
    tells = _tells(cues)
    scores = [
        clause for clause in after if _short(clause) and (_beyond_name(clause, tells) or _BARE.match(clause.text))
    ]
    if not scores or scores[0] is naming or after.index(scores[0]) > NEAR:
        return "", known
    rest = [clause for clause in known if clause not in scores and clause is not naming]
    return f"{capital(_SIZE.sub('', name))} score", [naming, *scores, *rest]


NEAR = 2
"""Clauses after the name within which its score is told."""


def _short(clause: Clause) -> bool:
    return bool(clause.values) and word_count(without_lead(clause.text)) <= LONGEST


def _named(turn: Turn, cues: Cues) -> Measure | None:
    text = " ".join(clause.raw for clause in turn.kept)
    return next((measure for measure in cues.measures if hit(measure.tell, text)), None)


def _score_clauses(turn: Turn, named: Measure, cues: Cues) -> list[Clause]:
    """From the clause that names the measure to the last one with a value; nothing when no value was said."""
    cue = compiled(named.tell)
    tells = _tells(cues)
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
