"""Something to do as it will be told, out of the words in which it was asked for, offered or promised."""

import re

import msgspec

from scribe.notes.language.content import content_words, stems, word_count
from scribe.notes.language.phrasing import from_therapist, lowered
from scribe.notes.language.sentences import asks_by_order, orders, remarks, says_little
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.conversation import Clause
from scribe.notes.telling.offers import QUANTITY
from scribe.notes.telling.promising import without_leave
from scribe.notes.telling.proposing import THERAPIST_DOES
from scribe.notes.telling.tellable import says_nothing

_OFFER_LEAD = re.compile(
    r"^(?:(?:so|and|now|then|okay|good|right|also|plus|maybe|perhaps|thank you|great|nice|well)[,.]?\s+)*"
    r"(?:for (?:your )?homework,?\s*)?"
    r"(?:i(?:'d say|'m thinking(?: of)?| was thinking(?: of)?)|what i'd like is|i'd (?:like|"
    r"love) (?:it if )?(?:for )?(?:you|us)(?: both)? to|"
    r"i'd (?:like|love)(?! (?:for )?(?:her|him|them|[a-z]+ to)\b)(?: to)?|"
    r"i want (?:you|us) to|"
    r"(?:could|can) (?:we|you)(?: both| two)?(?: try| maybe| live with)*|"
    r"would you (?:be (?:willing|up for it|open|able) to|like to|consider|try to|try)?|"
    r"how about|what about|what if (?:we|you)|let's(?: try| say| keep it to| make it| aim for)?|"
    r"are you willing to|shall we|"
    r"for home|for the week|for this week|for next week|(?:your )?homework(?: is| this week is| would be)?|"
    r"the homework(?: is)?|how would you feel about|one (?:more )?thing(?: is|(?=[,:])))?\b[,:]?\s*",
    re.IGNORECASE,
)
_CLIENT_DOES = re.compile(
    r"^(?:so |and |also |then )*(?:you (?:bring|do|take|write|call|ring|keep|go|put|try|send|fill|ask|tell)\b|"
    r"i'd like (?:for )?you|i want you|(?:could|can|would|will) you|"
    r"maybe you|for homework|"
    r"your homework|for your)\b",
    re.IGNORECASE,
)
_AND_YOU = re.compile(
    r",?\s+and (?=(?:i'd like|i want) (?:for )?you\b|(?:could|can|would|will) you\b|maybe you\b)", re.IGNORECASE
)
"""One breath in which the therapist promises something and asks for something."""
SHORTEST = 4
"""Words up to which 'hold on to that' names no task."""
_BASE = {"wrote": "write", "sent": "send", "called": "call", "rang": "ring", "spoke": "speak"}
_WOULD_IT_HELP = re.compile(
    rf"^(?:and |so |good |okay )?would (?:it (?:be (?:easier|all right|okay|useful)|help|suit(?: you)?)|you mind) if i "
    rf"({'|'.join(_BASE)})\b",
    re.IGNORECASE,
)
_NO_TASK = re.compile(
    r"(?:with (?:their|your) (?:leave|okay|consent|permission|say-so|blessing)|speaking of .*|"
    r"(?:say )?(?:therapist|they) (?:is|are|will be) (?:they|(?-i:[A-Z])\w+)(?:,.*)?|"
    rf"mind|session (?:number )?{NUMBER}(?: of {NUMBER})?)$",
    re.IGNORECASE,
)
"""Leave that is asked for, who plays whom, and how far one has come."""
_MAYBE_I = re.compile(r"^(?:and |so |then )*maybe (?:i|i'll|i won't)\b", re.IGNORECASE)
"""'Maybe I'll stab her, maybe I won't': words to practise with; who promises leaves no doubt."""
_MAY_I = re.compile(
    r"^(?:(?:and|so|then|okay|now|good)[,.]? )*(?:(?:can|may|could) i|would you mind if i) (?:also )?(?=\w)",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:[,\s]+(?:at|for|in|on|by|of|from|to|about|around|maybe))+\s*$", re.IGNORECASE)
"""What stood before a withdrawn value."""
_ASKS_WITHIN = re.compile(
    r",\s+(?:when|what (?:day|time)|how (?:often|long)|which days?)$|"
    r",\s+(?:who|how|what|when|where|which|why)(?:'s|\s+(?:is|are|was|can|could|do|does|did|would|will))\b",
    re.IGNORECASE,
)
"""'The rack, how is that faring?' names a thing; what is asked of it is nothing to do."""
_ONLY_WHEN = re.compile(
    r"^(?:and |so |now |then )*(?:between|before|after|until|for|by|over|during|in|on)\b", re.IGNORECASE
)
_FOR_THE_WEEK = re.compile(
    r"^(?:so |and |then )*for (?:the|this) (?:(?:coming|next) )?(?:week|fortnight|stretch|two weeks),\s*", re.IGNORECASE
)
_IT_IS = re.compile(rf"^it's (?={NUMBER}\b)", re.IGNORECASE)
"""'It's three nights', of what was agreed."""
_WISHES = re.compile(r"^i(?:'d| would) (?:love|like|want|prefer)$", re.IGNORECASE)
_YOU_TO = re.compile(r"^(?:(?:you|to|just|is)\s+(?=\w))?(?:(?:you|we)\s+)?", re.IGNORECASE)
_FOR_WHAT = re.compile(r"^so you\b", re.IGNORECASE)
"""'So you can step out': what the task is for."""
_PLACED = re.compile(
    r"^(?:[\w' ]+, )?(?!it\b|that\b|this\b|there\b)[\w' ]+ (?:is|are|stays?|goes?|go) "
    r"(?:in|on|at|by|out of) the \w+",
    re.IGNORECASE,
)
"""'The phone is in the drawer': where something is to be, in the middle of a plan."""
_STUMP = re.compile(r"^\s*(?:(?:in|out|on|up|down|off|for|at|by|from|to|till|until|and|or)\s*)+$", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"[,\s]+(?:and|or|but|so|then)$", re.IGNORECASE)


class Task(msgspec.Struct, frozen=True):
    """Something to do, as it will be told."""

    text: str
    clause: Clause
    by_therapist: bool


def tasks_of(
    clause: Clause,
    by_therapist: bool,
    proper: frozenset[str],
    *,
    strip_values: bool,
    refused: frozenset[str] = frozenset(),
) -> list[Task]:
    """The clause as things to do; what follows the therapist's own promise belongs to it until it asks the client.

    `refused`: word stems that the answer turned down by name ('Not Fulton'): what holds one is left out."""
    found: list[Task] = []
    said = ", ".join(part for part in without_leave(clause.text).split(", ") if not stems(part) & refused)
    for text in _AND_YOU.split(said):
        if _MAYBE_I.match(text):
            continue
        if THERAPIST_DOES.search(text):
            by_therapist = True
        elif _MAY_I.match(text):
            continue  # 'Could I have Sam for the rest?' asks for nothing to be done
        elif _CLIENT_DOES.match(text):
            by_therapist = False
        told = lowered(_task_text(text, clause, strip_values=strip_values), proper).strip()
        if told and _is_task(told):
            found.append(Task(told, clause, by_therapist))
    return found


def _is_task(told: str) -> bool:
    """Something to do, or what it is to be done with: no 'hold on to that', no remark, no scene that is played."""
    short = orders(told) and word_count(told) <= SHORTEST
    idle = says_little(told) or says_nothing(told) or asks_by_order(told) or (remarks(told) and not _PLACED.match(told))
    return not (short or idle or _NO_TASK.match(told))


def _task_text(said: str, clause: Clause, *, strip_values: bool) -> str:
    said = _MAY_I.sub(
        "therapist to ", _WOULD_IT_HELP.sub(lambda found: f"therapist to {_BASE[found[1].lower()]}", said)
    )
    text = _IT_IS.sub("", _OFFER_LEAD.sub("", _FOR_THE_WEEK.sub("", said)))
    if clause.end == "?" and (asks := _ASKS_WITHIN.search(text)):
        text = text[: asks.start()]
        if _ONLY_WHEN.match(text):
            return ""
    text = text.strip(" ,") if _FOR_WHAT.match(clause.raw) else _YOU_TO.sub("", text.strip(" ,"))
    if strip_values:
        text = _without_stumps(re.sub(r"\s+", " ", QUANTITY.sub("", text)))
        text = "" if _WISHES.match(text) else text
    text = _ENDS_OPEN.sub("", from_therapist(text))
    return text if content_words(text) or (not strip_values and clause.values) else ""


def _without_stumps(text: str) -> str:
    """Without the parts of which a withdrawn value left only what stood before it: 'breathing, in for, out for'."""
    parts = [_DANGLING.sub("", part) for part in text.split(",") if not _STUMP.match(part)]
    return ",".join(part for part in parts if part.strip()).strip(" ,")
