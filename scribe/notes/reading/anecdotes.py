"""What somebody farther off did, has or suffers, told in passing: 'We had a girl do it, with the fentanyl.'

Their courts, money, work, health and drink bear on nothing that is the client's, unless the client has a part in it. A
death is not left out: grief and risk may rest on it, unless it is that of somebody else's kin.
"""

import re

from scribe.events import RiskKind
from scribe.notes.language.cues import Cues, compiled, hit

_ROLE = (
    r"(?:boss|manager|supervisor|foreman|colleague|co-?worker|friend|room-?mate|flatmate|housemate|classmate|squadmate|"
    r"neighbou?r|uncle|aunt|auntie|cousin|teacher|coach|landlord|sponsor|niece|nephew|mate|buddy|pal|tenant|student|customer|patient|teammate|\w+-in-law|in-laws)"
)
_STRANGER = r"(?:guy|lady|chap|bloke|fella|lad|lass|girl|boy|man|woman|kid|somebody|someone)"
_KIN = r"(?:sister|brother|mom|mum|mother|dad|father|husband|wife|partner|boyfriend|girlfriend|son|daughter|missus|ex)"
_PERSON = re.compile(
    rf"\b(?:my|our|the|a|an|his|her|their|this|one) (?:[\w']+ ){{0,2}}?{_ROLE}\b|"
    rf"\b(?:a|an|this|some|one|another) (?:[\w']+ ){{0,2}}?{_STRANGER}\b|"
    rf"\b(?:[a-z-]+'s|his|her|their) (?:\w+ )?{_KIN}\b",
    re.IGNORECASE,
)
"""Somebody farther off, a stranger, or somebody else's kin."""
_INTRODUCED = re.compile(r"\b(?:i|we)(?:'ve|'d)? (?:had|got|have|know|knew|heard of)\s*$", re.IGNORECASE)
_PART = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|us|we|we're|we've|my|mine|our)\b", re.IGNORECASE)
_DEATH = re.compile(
    r"\b(?:died|dead|death|suicid\w*|hanged|hung|funeral|overdos\w*|(?:killed|shot) (?:him|her|them)sel\w+)\b",
    re.IGNORECASE,
)


_OF_THEIRS = re.compile(
    rf"\b(?:[a-z-]+'s|his|her|their) (?:own )?(?:\w+ )?{_KIN}\b[^.?!]*?"
    r"\b(?:did it (?:with|by|in)|(?:killed|shot|hanged|hung) (?:him|her|them)sel\w+|took (?:his|her|their) own life)\b",
    re.IGNORECASE,
)
"""'His own dad did it with a rifle.'"""


def anecdote(sentence: str, cues: Cues) -> bool:
    """Tells of somebody farther off what is that person's own business, with no part in it for the speaker."""
    text = " ".join(sentence.split())
    if (theirs := _OF_THEIRS.search(text)) and not _PART.search(text[theirs.start() :]):
        return True
    person = _PERSON.search(text)
    if (
        not person
        or _of_danger(text, cues)
        or _DEATH.search(text)
        or not compiled(cues.affairs).search(text, person.end())
    ):
        return False
    return not _PART.search(_INTRODUCED.sub("", text[: person.start()])) and not _PART.search(text[person.end() :])


def _of_danger(text: str, cues: Cues) -> bool:
    """A child that is hit, a friend who cuts: told, whoever it is. A drink that somebody had is not."""
    return any(cue.kind is not RiskKind.SUBSTANCE_USE and hit(cue.patterns, text) for cue in cues.risks)
