"""Which number of an answer is the rating, and how it is told: corrected, compared, or of each of two things."""

import re

from scribe.notes.language.content import word_count
from scribe.notes.language.phrasing import from_client, joined, lowered
from scribe.notes.language.scope import When
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.reading.conversation import Clause, Turn

LONGEST_ANSWER, LONGEST_BARE = 12, 4
"""Words of the clause with the number: where a scale was named, and where a strength was asked for only. In a longer
answer the number counts something else."""
_VALUE = re.compile(
    rf"\b(?:about |around |maybe |down to (?:about )?|up to )?{NUMBER}\b(?:\s*(?:percent|%))?", re.IGNORECASE
)
COMPARES = re.compile(
    r"\b(?:last (?:time|week|session|month)|at intake|back in|when you (?:started|first|came)|that was|"
    r"it was|you were|down from|up from|started at|before it was|when you last|i (?:said|put|gave))\b",
    re.IGNORECASE,
)
UNASKED = re.compile(
    rf"^(?:(?:it's|that's|that (?:part|bit)(?:'s| is)|i'm (?:at|on)) (?:about |around )?(?:an? )?)?{NUMBER}(?: now)?$",
    re.IGNORECASE,
)
ANOTHERS = re.compile(r"\b(?:he|she)\b|\b(?:it|that)(?:'d| would) be\b", re.IGNORECASE)
"""A number that somebody else would give, or that it is not."""
CALLED = re.compile(
    rf"^(?:(?:no|eh|uh|um|oh|och|well|"
    r"say|call it|make it|maybe|about|around|like|i(?:'d|'ll) (?:say|put|go|give it)|it's|that's|"
    rf"i'm (?:at|on)|an?)[,.]?\s+)*{NUMBER}\b",
    re.IGNORECASE,
)
"""A number that is called out, with at most a word or two after it."""
CHANGES = re.compile(rf"\b(?:down|up) (?:by )?{NUMBER}\b(?! (?:from|to)\b)", re.IGNORECASE)
"""'Down thirteen' is a change, and no rating."""
_TAKES_BACK = re.compile(r"^(?:no|nah|nope|naw|wait|sorry|actually|scratch that|lower|higher)\b", re.IGNORECASE)


def corrected(turn: Turn, present: list[Clause]) -> bool:
    """'Six. No, I'm being gloomy. Five.', 'Eighty. Eighty-five.': the last number is the rating."""
    if len(present) < 2 or not all(CALLED.match(c.text) and word_count(c.text) <= LONGEST_BARE for c in present):
        return False
    between = [c for c in turn.kept if present[0].place < c.place < present[-1].place]
    return not between or any(_TAKES_BACK.match(c.raw) for c in between)


def beside(clause: Clause) -> str:
    return re.sub(r"\byou last\b", "therapist last", lowered(from_client(clause.text), frozenset()))


def compares(clause: Clause) -> bool:
    """'It was seven when you last asked', 'In July I said ninety'."""
    return bool(COMPARES.search(clause.text)) and word_count(clause.text) <= LONGEST_ANSWER


_WAS = re.compile(r"\b(?:was|were|till|until|used to|had been|started (?:at|on))\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:now|is|it's|i'm|today|currently)\b", re.IGNORECASE)


def was(clause: Clause) -> bool:
    """'It was an eight this morning' is not the rating asked for, where another number is."""
    past = clause.scope.when is When.PAST or bool(_WAS.search(clause.text))
    return past and not _IS.search(clause.text)


_FROM_TO = re.compile(rf"\bfrom (?:an? |about )*{NUMBER} (?:down |up )?to (?:an? |about )*{NUMBER}\b", re.IGNORECASE)
OF_EACH = re.compile(
    rf"^(?P<what>(?:the |their |my )?(?!(?:it|that|this|there|here|like|about|maybe|now|today|tonight|"
    rf"yesterday|\w+day|then|number)\b)[a-z]+)(?:,| is| was|'s|,? like,?)?"
    rf"(?: an?| about)? (?P<value>{NUMBER})$",
    re.IGNORECASE,
)
"""'Pottery, a six': a number for one of the things that were asked about."""


def value_of(clause: Clause, others: list[Clause]) -> str:
    if change := _FROM_TO.search(clause.text):
        return change[0]
    found = list(_VALUE.finditer(clause.text))
    if len(others) > 1 and OF_EACH.match(clause.text) and any(OF_EACH.match(c.text) for c in others[1:]):
        named = [OF_EACH.sub(r"\g<value> for \g<what>", lowered(from_client(c.text), frozenset())) for c in others]
        return " and ".join(named)
    if found and len({numbers(one[0]) for one in found}) == 1 and len(clause.values) == 1:
        return " ".join(dict.fromkeys(found[0][0].split()))  # 'eighty, easily eighty', 'three three'
    if len(found) > 1 or (
        len(others) > 1 and others[1].sentence != clause.sentence and len(others[1].values - clause.values) > 0
    ):
        return joined([from_client(c.text) for c in (others if len(found) == 1 else [clause])])
    return found[0][0] if found else from_client(clause.text)
