"""Whether what is told is what comes next: something taken on, or an amount or a day in answer to what will be done."""

import re

from scribe.calendar_words import WEEKDAY
from scribe.notes.language.scope import When
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.conversation import Exchange, Session
from scribe.notes.telling.offers import TASK
from scribe.notes.telling.told import Told

PLANNING = 0.65
"""Share of a session after which talk of days and amounts is about what comes next."""
_SETTLED = {
    "medication",
    "protective",
    "safety_plan",
    "belief",
    "noticing",
    "takeaway",
    "mood",
    "location",
    "contingency",
}
"""Topics that stay what they are, however late."""
_WHAT_NEXT = re.compile(
    r"(?:^|,? )(?:when|what|which|where|how (?:many|much|often|long|soon))\b[^,]*"
    r"\b(?:(?:will|would|could|can|shall|'ll) (?:you|we|the two of you|i)\b|goes (?:on|home)\b)|"
    r"\b(?:when|what time|what day|how often|which days?)$",
    re.IGNORECASE,
)
"""Asks for what will be done, or when, or how often."""
_BY_WHEN = re.compile(
    rf"\b(?:(?:{WEEKDAY})s?|tonight|tomorrow|midnight|noon|every|each|daily|"
    r"weekends?|next)\b",
    re.IGNORECASE,
)
_ASKS_WAS = re.compile(
    r"\b(?:normally|usually|typically|did|was|were|have you|has|had|been|compared|honest|so far|right now|in your body|"
    r"how (?:likely|confident|sure|true|strong|present)|(?:what's|what is) (?:one|some)thing|"
    r"what would (?:you|a|an|the|your)(?: [\w-]+){0,2} (?:say|tell|put|give|rate|call|score)|"
    r"what (?:do|would) you (?:need|want) from)\b",
    re.IGNORECASE,
)
"""Asks how it was or is."""


_CALLS_OUT = re.compile(rf"\b(?:say|give it|call it|put it at|go)\W+{NUMBER}\b", re.IGNORECASE)
"""'I'll say forty' rates something."""
_WANTS = re.compile(r"\bI (?:don't |do not )?(?:wanna|want)\b")


def is_planned(told: Told, exchange: Exchange, session: Session) -> bool:
    """Late in the session, something taken on, or an amount, a thing or a day in answer to what will be done."""
    if exchange.index < PLANNING * len(session.exchanges) or (told.topic and told.topic.key in _SETTLED):
        return False
    questions = exchange.prompt.questions if exchange.prompt else ()
    if any(_ASKS_WAS.search(asked.text) for asked in questions):
        return False
    asks = any(_WHAT_NEXT.search(asked.text) for asked in questions[-1:])
    said = [clause for clause in told.clauses if clause.scope.when is not When.PAST]
    firm = any(TASK.search(clause.text) and clause.words and not _CALLS_OUT.search(clause.text) for clause in said)
    said = [clause for clause in said if not _WANTS.search(clause.text)]
    return firm or (asks and any(c.values or c.words > 1 or _BY_WHEN.search(c.text) for c in said))
