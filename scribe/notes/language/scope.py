"""What a clause commits its speaker to: asserted, negated, hypothetical, quoted or asked; now, past or planned; whose.

ConText and NegEx in spirit (Chapman et al. 2001, Harkema et al. 2009): trigger words open a scope that ends with the
clause. A quoted or imagined clause never becomes a statement of fact about the client.
"""

import re
from enum import StrEnum

import msgspec

from scribe.calendar_words import MONTH
from scribe.events import Polarity
from scribe.notes.language.clauses import Piece
from scribe.number_words import ONES


class When(StrEnum):
    NOW = "now"
    PAST = "past"
    PLANNED = "planned"


class Scope(msgspec.Struct, frozen=True):
    polarity: Polarity
    when: When
    self_: bool
    """The clause is about its speaker (or the speaker's own 'it'), not about someone else."""


_HYPOTHETICAL = re.compile(
    r"\b(?:what if|if (?:i|he|she|they|we|it|you|that|my|there)\b(?!'m honest)|hypothetically|even if|i'd be gone|"
    r"imagine (?:if|that)|suppose (?:that )?i|let's say|i might as well|would you ask|in case i|unless i)",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"\b(?:i|it|he|she|they|we|that|you)(?:'d| would)(?! (?:say|rather|like|love|been|had|already|"
    r"better|quite|wanted|put|just|never))",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\bif\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"[\"“”]|\b(?:i|and)'?m like,|\b(?:he|she|they|mom|dad|mum|mother|father|everyone|people|someone|my \w+)\s+"
    r"(?:said|says|goes|went|would go|told me|always says|calls me|called me|would say|keeps saying|"
    r"kept saying|texted)\b"
    r"|\b(?:told|tell|telling|saying to|say to) myself\b|\b(?:voice|thought|"
    r"part of me)\s+(?:\w+\s+){0,3}(?:saying|says|said|that says|goes|was|is)\b"
    r"|\bi(?:'m| was)? (?:think|thinking|thought)(?:,|\s+(?:that )?i'm (?:a|an|going|done|never)\b)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|cannot|haven't|hasn't|hadn't|didn't|don't|doesn't|"
    r"nowt|nae|isn't|aren't|wasn't|weren't|can't|couldn't|won't|wouldn't|ain't|(?:did|do|does|is|was|had|has|have|ca|can|could|"
    r"wo|would)nae)\b",
    re.IGNORECASE,
)
_PSEUDO = re.compile(
    r"\b(?:not only|no doubt|not just|no wonder|not sure|why not|not bad|"
    r"nothing wrong with)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:used to|back (?:in|then|when)|years? ago|months? ago|when i was (?:a |in |about )?\w+|"
    r"as a (?:kid|child|teenager)|"
    r"at the (?:start|beginning)|at first|first (?:few|couple|week|days?|month)|not anymore|no longer|went away|"
    r"(?:completely |all )?gone|in (?:college|high school|my (?:teens|twenties|thirties))|"
    r"last (?:year|summer|winter|spring|fall|time)|"
    rf"it was (?:\w+ )?when|i was at|i was on|i was (?:{'|'.join(ONES[9:])}|twenty)|"
    rf"(?:since|in|back in|last) (?:{MONTH}))\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:i'll|we'll|i will|i'm going to|i'm gonna|going to|gonna|tomorrow|next (?:week|month|time|session)|plan to|"
    r"planning to|this weekend|will you|want you to|i can do that|i could do)\b",
    re.IGNORECASE,
)
OTHERS = (
    r"(?:sister|brother|mom|mum|mother|dad|father|stepdad|stepmom|husband|wife|partner|boyfriend|girlfriend|ex|boss|"
    r"manager|supervisor|colleague|coworker|co-worker|friend|roommate|flatmate|neighbou?r|uncle|aunt|cousin|grandma|"
    r"grandmother|grandpa|grandfather|son|daughter|kid|teacher|landlord|sponsor|niece|nephew|mate|buddy|guy|lady|chap|"
    r"sister-in-law|brother-in-law|in-laws|parents|old man|old lady|missus|nan|nana|gran|granddad|grandad|stepfather|"
    r"da|mam|ma|stepmother|stepbrother|stepsister|housemate|squadmate|classmate|bloke|fella|lad|lass)"
)
"""Words for people, as a pattern."""
_WHOSE = r"my|me|the|her|his|our|this|some|a|(?!(?:it|that|there|here|what|who|where|let|he|she|how)'s)[a-z]+'s"
"""'Me' as in 'me dad'; 'Ada's brother', 'my sister's ex'."""
OTHER_PERSON = re.compile(rf"\b(?:{_WHOSE}|their)\s+(?:\w+\s+)?{OTHERS}(?:'s)?\b", re.IGNORECASE)
_OTHER_SUBJECT = re.compile(
    rf"^(?:(?:and|but|so|then|because|well|like|also|plus|yeah|yes|yep|no|oh|um+)[, ]+)*"
    rf"(?:(?:{_WHOSE})\s+(?:\w+\s+)?{OTHERS}\b|"
    r"(?:he|she|they)(?:'s|'d|'ll|'re|'ve)?\b|it(?:'s| is| was| were) (?:his|her|their)\b)",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|us|our)\b", re.IGNORECASE)


def judge(piece: Piece) -> Scope:
    """The scope of one clause read alone."""
    text = piece.text
    return Scope(polarity=_polarity(piece), when=told_when(text), self_=not _about_other(text))


def _polarity(piece: Piece) -> Polarity:
    text = piece.text
    if _QUOTED.search(text):
        return Polarity.QUOTED
    if piece.end == "?":
        return Polarity.QUESTION
    if _HYPOTHETICAL.search(text) or (_CONDITION.search(text) and _WOULD.search(text)):
        return Polarity.HYPOTHETICAL
    if _NEGATED.search(_PSEUDO.sub("", text)):
        return Polarity.NEGATED
    return Polarity.AFFIRMED


def told_when(text: str) -> When:
    """When what is told was, is, or is to be, by its words alone."""
    if _PAST.search(text):
        return When.PAST
    return When.PLANNED if _PLANNED.search(text) else When.NOW


def _about_other(text: str) -> bool:
    return bool(_OTHER_SUBJECT.search(text))


def speaks_of_self(text: str) -> bool:
    return bool(_SELF.search(text))


def negated(text: str) -> bool:
    return bool(_NEGATED.search(_PSEUDO.sub("", text)))


def conditional(text: str) -> bool:
    """The clause itself opens or carries a condition."""
    return bool(_HYPOTHETICAL.search(text))


def would(text: str) -> bool:
    return bool(_WOULD.search(text))
