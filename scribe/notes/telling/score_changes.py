"""A score that is read out beside an earlier one, whatever the questionnaire is called: 'The falls one was forty-one.
When we last did it, it was forty-nine.'"""

import re
from collections.abc import Sequence

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.conversation import Clause, Turn

LONGEST = 18
"""Words of a clause that reads out a score."""
NEAR = 2
"""Clauses from one score to the one that it is compared with."""
_NAMES = re.compile(
    r"\b(?:scores?|questionnaires?|(?:question )?sheets?|forms?|scales?|tests?|inventor(?:y|ies)|checklists?|numbers?|"
    r"totals?|papers?|measures?|screeners?|surveys?|(?:\w+ )?questions|"
    r"the (?!first\b|last\b|other\b|next\b|old\b|new\b)\w+ one(?:'s)?)\b",
    re.IGNORECASE,
)
"""What is filled in."""
_THEN = re.compile(
    r"\b(?:was|were|had been|'d been|(?:you|it|they)'d|from|down|up|ago|back|before|last|first|started|began|began at|"
    r"came in|at the (?:start|beginning))\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    rf"\b{NUMBER}[- ](?:\w+ )?(?:minutes?|hours?|days?|nights?|mornings?|weeks?|months?|years?|times?|"
    r"percent|pounds?|kilos?|stone|milligrams?|mg|drinks?|units?|beers?|cans?|pints?|glasses|steps?|people|"
    r"sessions?|meals?|points|dollars|euros|o'clock|miles?|meetings?|conversations?)\b",
    re.IGNORECASE,
)
"""What is counted or measured is no score."""
_WHEN_IT_WAS = re.compile(
    rf"^(?:when|the last time|last time)\b.*\b(?:was|were) (?:a |at )?{NUMBER}\W*$", re.IGNORECASE
)
"""'When we last did it, it was forty-nine' asks nothing, though it begins as a question does."""
_SCORE = re.compile(
    rf"(?:\b(?:is|was|were|be|been|to|at|on|a|from|out|scored?|total|got|had|one|today|now|it)|'[sd]|[:,]|^)\s+"
    rf"(?:a |an |about |at |with )?{NUMBER}(?: point {NUMBER})?(?: out of {NUMBER}| of {NUMBER})?(?=\W*$|\W*,|"
    r" (?:today|now|then|when|last|in|back|before|this|on|at the|just|again)\b)",
    re.IGNORECASE,
)


def score_change(turn: Turn, before: Turn | None, cues: Cues) -> list[Clause]:
    """From the clause that names what was filled in to the last score; nothing where no two are compared."""
    said = turn.kept
    tells = tuple(pattern for measure in cues.measures for pattern in measure.tell)
    named = next((place for place, one in enumerate(said) if _NAMES.search(one.text) or hit(tells, one.raw)), None)
    earlier = before is not None and bool(_NAMES.search(before.text))
    if named is None and not earlier:
        return []
    scores = [place for place, one in enumerate(said) if place >= (named or 0) and _reads_out(one)]
    compared = [place for place in scores if any(_compares(said, place, other) for other in scores)]
    if not compared:
        return []
    first = named if named is not None and 0 <= compared[0] - named <= NEAR else compared[0]
    return [one for place, one in enumerate(said) if place == first or place in compared]


def _compares(said: Sequence[Clause], place: int, other: int) -> bool:
    """One of two that stand near each other tells what was; their numbers differ."""
    if place == other or abs(place - other) > NEAR or said[place].values == said[other].values:
        return False
    return bool(_THEN.search(said[max(place, other)].text) or _THEN.search(said[min(place, other)].text))


def _reads_out(clause: Clause) -> bool:
    text = without_lead(clause.text)
    told = clause.end != "?" or _WHEN_IT_WAS.match(text)
    short = word_count(text) <= LONGEST and told
    return bool(short and clause.values and _SCORE.search(text)) and not _COUNTS.search(text)
