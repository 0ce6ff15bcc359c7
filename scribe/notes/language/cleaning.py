"""Speech without what only speaking leaves in it: fillers, false starts, words said twice, withdrawn values."""

import re

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAY
from scribe.notes.language.values import NUMBER

EDGE = " ,;:—-–"


_FILLER = re.compile(
    r"(?:(?<=^)|(?<=[\s,.]))(?:um+|uh+|(?<!\bthe )(?!(?-i:ER)\b)er+|erm|hmm+|mm+|ah+|oh|you know|i mean|i guess|"
    r"i suppose|sort of|kind of|kinda|honestly|basically|literally|actually|like,|i don't know,)(?=[\s,.?!]|$),?\s*",
    re.IGNORECASE,
)
"""'The ER at Mercy' is a place."""
_HESITATION = re.compile(r",\s*(?:um+|uh+|er+|erm|hmm+|mm+|like|you know|what|i don't know),", re.IGNORECASE)
_MURMUR = re.compile(r",\s*(?:(?:yeah|yep|okay|ok),\s*)+(?=\S)|(?<=\w),?\s+(?:yeah|yep)$", re.IGNORECASE)
"""'Thirty, yeah, okay, thirty', 'just that one yeah': said to the listener."""
_AS_SAID = re.compile(r",\s*(?:like|as) (?:you|we|I) said\b(?=[,.?!]|$)", re.IGNORECASE)
"""'I crossed out eight, like you said, so three.'"""
_ONE_WORD = re.compile(r"^(?:(?:i'm|it's)\s+)?(\w+)(?:[\s,.]+\1)+$", re.IGNORECASE)
"""'Three three.'"""
_SAID_LIKE = re.compile(r"(?:,\s*|^)like,?\s+(?!a\b|an\b|the\b|my\b|this\b|that\b|walking|being)", re.IGNORECASE)
_DOUBLED = re.compile(r"\b(the|a|my|i|to|and|it's|their|they|we|in|of|was) \1\b", re.IGNORECASE)
_REPEAT = re.compile(r"\b(\w+(?:'\w+)?(?:\s\w+)?),\s+\1\b", re.IGNORECASE)
_VALUE = rf"(?:{NUMBER}|{WEEKDAY}|{MONTH_BUT_MAY}|once|twice)"
_CORRECTION = re.compile(
    rf"\b(?P<first>{_VALUE})\b(?:[.,]?\s+(?P=first)\b)*[^.?!,;]{{0,24}}[.,;—?]*\s*"
    rf"(?:(?:um|uh|er|oh|no|nope|sorry|wait|hang on|hold on|actually|rather|"
    rf"scratch that|make that|(?:i )?tell a lie|i mean|well|or)\b[,.]?\s*)*"
    rf"\b(?:no|sorry|wait|hang on|hold on|scratch that|make that|(?:i )?tell a lie|i mean|actually)\b[,.]?\s*"
    rf"(?:(?:um|uh|er|it's|it was|i'm|we're|more like|hang on|wait|sorry|rather|make that)\b[,.]?\s*)*(?:(?:a|"
    rf"an|about|maybe)\s+)?"
    rf"(?=\b{_VALUE}\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:(?:yeah|yes|yep|yup|okay|ok|well|so|right|and|but|because|oh|sure|then|now|anyway|also|"
    r"mm-hmm|uh-huh)\b[,.]?"
    r"|(?:no|nope|nah)[,.]|(?:i (?:do|did|am|have|will)|it (?:is|does|did)|(?:s?he) does|they do),"
    r"(?= (?:i|it|he|she|they|we|that)\b)"
    r"|(?:good|great|perfect|lovely|nice|fine|fair|fair enough|thanks|all right|alright)(?:[,.]|"
    r"(?=\s+(?:and|so|okay|next|now)\b)))\s+)+",
    re.IGNORECASE,
)
"""'No, I slept' loses its 'no'; 'no guns' must keep it."""
_RESTART = re.compile(r"\b(\w+(?:'\w+)?(?: \w+(?:'\w+)?)?), (?=\1\b)", re.IGNORECASE)
_CUT_OFF = re.compile(
    r"(?:^|\s)(?:i|they|we|he|she|and|but|the|a|an|to|my|i'm|that's|it's|there's a|"
    r"because|so i)$",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"^\W*(?:[\w']+\s+){0,2}(?:about|of|from|into|than)$", re.IGNORECASE)
"""'Anxious about': what it was about was not heard."""


def clean(text: str) -> str:
    """Fillers, leading agreement words and repeated starts removed; '' where nothing is left."""
    text = re.sub(r"\s+", " ", text).strip(EDGE)
    text = _AS_SAID.sub("", text)
    for _ in range(2):
        text = _HESITATION.sub(" ", text)
        text = _FILLER.sub("", text)
        text = _SAID_LIKE.sub(" ", text).strip()
        text = _DOUBLED.sub(r"\1", _REPEAT.sub(r"\1", text))
    text = _MURMUR.sub(lambda found: ", " if found[0].startswith(",") and found.end() < len(text) else "", text)
    text = _ONE_WORD.sub(r"\1", _REPEAT.sub(r"\1", text))
    text = re.sub(r"\s+([,.?!])", r"\1", re.sub(r"\s+", " ", text)).strip(EDGE)
    return re.sub(r",\s*,", ",", text)


def without_lead(text: str) -> str:
    """Without 'Yeah, so, …' at the beginning."""
    return _LEAD.sub("", text).strip(EDGE)


def corrected(text: str) -> str:
    """The whole text with withdrawn values taken out."""
    return re.sub(r"\s+", " ", without_corrected(text.replace("’", "'"))).strip()


def cut_off(text: str) -> bool:
    """Breaks off where its subject or object should come."""
    text = text.strip(EDGE)
    if _STRANDED.search(text):
        return False
    return bool(_CUT_OFF.search(text) or _DANGLING.match(text))


_STRANDED = re.compile(
    r"\b(?:place|spot|thing|group|class|shop|person|man|woman|one|park|pool|club)\b.*\b(?:wants to go|goes?|went|going|"
    r"talks?|talked|listens?|listened|used to go) to$",
    re.IGNORECASE,
)
"""'The place she wants to go to' ends where it should."""


def without_corrected(text: str) -> str:
    """The withdrawn value replaced by blanks of the same length, so that offsets stay true."""
    previous = ""
    while previous != text:
        previous = text
        text = _CORRECTION.sub(lambda found: _blank(found[0]), text, count=1)
    return _RESTART.sub(lambda found: _blank(found[0]), text)


def _blank(withdrawn: str) -> str:
    """A withdrawn value takes its whole phrase with it; blanks keep the offsets of what follows."""
    return " " * len(withdrawn)
