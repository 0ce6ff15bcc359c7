"""The condition that a question names: 'when the urge comes' of 'And when the urge comes, what do you do?'"""

import re

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.tagging import tags
from scribe.notes.reading.conversation import Clause, Turn

LONGEST, SHORTEST = 14, 3
"""Words of a condition: a longer question asks something else, a shorter one ('when then') names nothing."""
_CONDITION = re.compile(
    r"^(?:what )?(?P<condition>(?:if|when|whenever) (?!(?:did|do|does|will|would|can|could|is|are|was|you're)\b).+)",
    re.IGNORECASE,
)
_WHAT_IS_DONE = re.compile(
    r",?\s+(?:then )?what(?:'s the plan|'ll you do|"
    r" (?:will|would|could|can|do) you(?: (?:do|try)\b.*)?| then| happens)\W*$",
    re.IGNORECASE,
)
_ASKS_ELSE = re.compile(
    r",\s+(?:and )?(?:then )?(?:who|what|where|how|why|which|do|does|did|is|are|could|would)\b", re.I
)
"""'When you're low, who is on your side?' is no plan."""
_PAST = frozenset(["VVD", "VBD", "VHD", "VDD"])
_SAYS = re.compile(r"\b(?:you|she|he|they) (?:say|mean|think|put|use)\b", re.IGNORECASE)
"""'When you say you don't know' asks what was meant."""


def condition_in(turn: Turn, clause: Clause, names: tuple[str, ...] = ()) -> str:
    """'' where the clause's sentence is anything but a question of what is done when something comes.

    `names`: of those who may be called by them."""
    said = [one for one in turn.kept if one.sentence == clause.sentence and one.utterance == clause.utterance]
    return _condition(", ".join(one.text for one in said), names) if said and said[-1].end == "?" else ""


def _condition(question: str, names: tuple[str, ...]) -> str:
    called = rf",\s+(?:{'|'.join(map(re.escape, names))})(?=,|$)" if names else "$^"
    found = _CONDITION.match(without_lead(re.sub(called, "", question)))
    text = _WHAT_IS_DONE.sub("", found["condition"]).strip(" ,") if found else ""
    told = SHORTEST <= word_count(text) <= LONGEST and not _ASKS_ELSE.search(text) and not _SAYS.search(text)
    return text if told and _PAST.isdisjoint(tags(text)) else ""
