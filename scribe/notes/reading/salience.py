"""How much a clause tells a reader of the note, before anyone asks how many words it costs.

What clinicians keep is what can be compared or acted on: amounts and dates, people and places by name, change, and the
answer to a question. What they leave out is talk that only keeps the talk going.
"""

import re

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAY
from scribe.events import Polarity
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.cues import Topic
from scribe.notes.language.scope import When
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause, about_someone_else

RISK_FIRST = 1.5
"""What is told of risk counts for more than as many words of anything else."""
LONG = 22
"""Words from which a clause is a story."""

WHEN = re.compile(
    rf"\b(?:(?:{WEEKDAY})s?|{MONTH_BUT_MAY}|yesterday|tonight|tomorrow|today|christmas|new year's|"
    r"midnight|noon|weekends?|mornings?|nights?|this week|last (?:week|month|year|night)|ago)\b",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?:down|up from|used to|before|stopped|still|anymore|any more|no longer|gone|back to|better|worse|less|more|"
    r"earlier|later|since|until|first time|again|instead|every|each|never|always|most|once|twice|started|quit)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?<=[a-z,;] )(?:Dr\.?|Doctor|St\.?|Saint|[A-Z][a-z]{2,})\b|^(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun)[A-Z][a-z]{2,}$"
)
CHATTER = re.compile(
    r"\b(?:ha|haha|joke|joking|kidding|honey|oh my|for god's sake|lovely to|fair enough|you know what|well played|"
    r"whatever|hang on|let me (?:see|think|find)|i (?:know|hear) (?:it|that)|thank you|thanks|sorry|good question|"
    r"don't (?:fuss|laugh|worry)|i was worth|write that down)\b|^(?:oh|ah|wow|god|hallelujah)\b",
    re.IGNORECASE,
)
_SIMILE = re.compile(r"\b(?:like|as) an? \w+$|\blike (?:a|an|the) \w+(?: \w+)?$", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your)\b", re.IGNORECASE)
FEELING = re.compile(
    r"\b(?:feel|felt|feeling|scared|sad|angry|mad|ashamed|guilty|hopeless|numb|alone|afraid|tired|relief|proud|"
    r"heavy|fear|grief|shame|lonely|jealous|cr(?:y|ied|ying)|worr(?:y|ied)|anxious|panic\w*|urges?|pain)\b",
    re.IGNORECASE,
)
_FILLED = frozenset({"one", "1"})
"""A number that is oftener a pronoun."""


def salience(clause: Clause, topic: Topic | None, *, answers: bool) -> float:
    """`topic`: the subject it is told under. `answers`: it is the first thing said to a question."""
    text = clause.text
    amounts = clause.values - _FILLED
    score = 0.8 + min(2.0, 0.25 * clause.words)
    score += 1.6 * bool(amounts) + 0.6 * min(2, max(0, len(amounts) - 1)) + 0.3 * bool(clause.values & _FILLED)
    score += 0.8 * bool(WHEN.search(text)) + 0.5 * bool(CHANGE.search(text)) + 0.7 * bool(NAMED.search(text))
    score += 0.6 * bool(clause.topic) + 0.5 * bool(FEELING.search(text)) + 0.5 * (clause.scope.when is When.PLANNED)
    score += 0.7 * answers + (0.45 * max(0.0, topic.weight - 2.5) if topic else 0.0)
    score -= 0.8 * about_someone_else(clause) + 0.6 * bool(_YOU.search(text)) + 0.5 * bool(_SIMILE.search(text))
    score -= 1.6 * bool(CHATTER.search(text)) + 0.04 * max(0, word_count(text) - LONG)
    score -= 0.4 * (clause.scope.polarity is Polarity.QUOTED)
    return max(0.1, score)


def repeats(clause: Clause, before: Clause) -> bool:
    """Says nothing that the other does not: 'Thirty.' after 'Thirty I'd really do.'"""
    return numbers(clause.text) <= numbers(before.text) and stems(clause.text) <= stems(before.text)
