"""Whether what is told is what comes next: something taken on, or an amount or a day in answer to what will be done."""

import re

from scribe.notes.language.cues import Cues, hit
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
    r"\b(?:what (?:would|will|could|can|do) you (?:like|want|try|do|aim|need|be)|what else|next step|"
    r"when\?|when (?:could|would|will)|this week|next (?:week|time)|every (?:day|night|morning)|"
    r"for the week|at home|goal|plan|practice|aim|back in|by when)",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tonight|tomorrow|midnight|noon|every|each|daily|"
    r"weekends?|next)\b",
    re.IGNORECASE,
)
_ASKS_WAS = re.compile(
    r"\b(?:normally|usually|typically|did|was|were|have you|has|had|been|compared|honest|so far|right now|in your body|"
    r"how (?:likely|confident|sure|true|strong|present)|(?:what's|what is) (?:one|some)thing|"
    r"what would (?:you|a|an|the|your)(?: [\w-]+){0,2} (?:say|tell|put)|what (?:do|would) you (?:need|want) from)\b",
    re.IGNORECASE,
)
"""Asks how it was or is."""


def is_planned(told: Told, exchange: Exchange, session: Session, cues: Cues) -> bool:
    """Late in the session, something taken on, or an amount or a day in answer to what will be done."""
    if exchange.index < PLANNING * len(session.exchanges) or (told.topic and told.topic.key in _SETTLED):
        return False
    said = [*told.clauses, *told.known]
    asks = bool(
        exchange.prompt and (_WHAT_NEXT.search(exchange.asked) or hit(cues.agreements.propose.patterns, exchange.asked))
    )
    firm = any(TASK.search(c.text) for c in told.clauses)
    was = exchange.prompt is not None and any(_ASKS_WAS.search(c.text) for c in exchange.prompt.questions)
    return not was and (firm or (asks and any(c.values or c.words > 1 or _BY_WHEN.search(c.text) for c in said)))
