"""What a therapist's question wants a number for: 'How strong is the urge, zero to ten?', 'Where are you now?'"""

import re

from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, hit
from scribe.notes.reading.conversation import Turn

SCALE = re.compile(
    r"\b(?:zero|nought|naught|nil|0|one|1)\s+(?:to|through)\s+(?:a\s+)?(?:hundred|ten|seven|five|eight|10|"
    r"100|7|5)\b|\bout of (?:ten|a hundred|10|100)\b"
    r"|\b(?:zero|nought|naught|one|1|0) (?:being|meaning|means)\b"
    r"|(?:^|[.,?!]\s+|\bthe |\byour |\bwhat )number(?: (?:now|then|right now|at (?:this|the) moment)|"
    r", if you had to)?\W*$|"
    r"\bhow much (?:did|do) you believe\b|\bscale\b|\brate (?:it|that|your)\b",
    re.IGNORECASE,
)
_HOW_STRONG = re.compile(
    r"\bhow (?:strong|strongly|sure|true|tight|tightly|certain|convinced|scary|scared|anxious|believable|confident|"
    r"upsetting|disturbing|distressing|high)\b|\bhow much (?:charge|upset|distress|disturbance)\b|"
    r"\bthe (?:upset|disturbance)\b|"
    r"\bconfidence\b(?=\W*$|,| with\b| now\b)",
    re.IGNORECASE,
)
"""Asks for a strength; whether as a number, the answer tells."""
_OF = re.compile(
    r"\bhow \w+ (?:did|does|do|is|was|were|are) (?:(?:the|that|your|this) )?"
    r"(?P<noun>(?!(?:it|i|you|he|she|they|we|that|this|the|your|things)\b)"
    r"[\w'-]+(?: (?:thought|feeling|urge|fear|worry|anxiety|pull|voice|belief|story|rule))?)\b",
    re.IGNORECASE,
)
_OF_SCALE = re.compile(
    r"(?:^|[.?!,] )(?P<noun>(?!(?:and|so|now|okay|right|then|it|that|this|on|from|well|number)\b)[a-z']+"
    r"(?: (?:today|(?:this|last) (?:week|morning|month)))?),"
    r" (?:from )?(?:zero|nought|one) to (?:ten|a hundred|seven|five)\b",
    re.IGNORECASE,
)
"""'Trust this week, zero to ten.'"""
_CLOSE_TO = re.compile(
    r"\bhow close (?:(?:are|were|did) you (?:come |get )?)?(?P<noun>to \w+ing(?: it| that| yourself)?)\b", re.I
)
"""'How close to doing it': of a deed, where 'closeness' is of two people."""
_FEELING, _FEELS = "intensity of the feeling", ("feeling", "emotion", "upset", "distress")
_FOLLOW = re.compile(
    r"\b(?:the (?:old|new|other|first|second) one|the feeling|and now|and after|how about now|the anxiety|"
    r"the mood|the urge|this time|right now|with your eyes \w+|now\?)(?:\b|$)",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"(?:^|[.,?!]\s+)(?:and |so |okay,? |what's |where's )*(?:(?:the |your )?(?:number|sud|level)(?: now|"
    r", if you had to)?|"
    r"where (?:are you|is it|does it sit)(?: now| at(?: now)?)?|(?:now )?where(?:'s| is) it (?:sitting|at)(?: now)?|"
    r"how high|(?:and )?now)\W*$",
    re.IGNORECASE,
)
"""Asks once more for what was rated before: 'Number?', 'Where are you now?'"""
CONFIDENCE = "confidence or readiness"
UNNAMED = "rating"
"""Label of a rating of which no cue says what it is of."""


def asked_for(prompt: Turn, cues: Cues, before: str) -> str:
    """The label of what the prompt wants a number for; '' when it wants none. `before`: that of a rating just now, or
    ''."""
    asked = " ".join(clause.raw for clause in prompt.kept[-3:])
    short = prompt.kept and word_count(prompt.kept[-1].text) <= 9
    follows = bool(_FOLLOW.search(asked))
    wants = SCALE.search(asked) or _HOW_STRONG.search(asked)
    if not wants and not (before and short and (prompt.questions or follows)):
        return ""
    if close := _CLOSE_TO.search(asked):
        return f"closeness {close['noun'].lower()}"
    label = next((rating.label for rating in cues.ratings if hit(rating.ask, asked)), UNNAMED)
    named = _OF.search(asked)
    if label == _FEELING and named and SCALE.search(asked) and not hit(_FEELS, named["noun"]):
        return named["noun"].lower()
    if label != UNNAMED:
        return label
    if not wants:
        return before if follows else ""
    of_scale = next((found for clause in prompt.kept[-3:] if (found := _OF_SCALE.search(clause.raw))), None)
    named = named or of_scale
    return named["noun"].lower() if named else UNNAMED
