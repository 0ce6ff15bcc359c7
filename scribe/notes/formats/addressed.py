"""A sentence about the client as a sentence to the client: 'Client agreed to walk' -> 'You agreed to walk'.

Only where it is certain that every 'they' means the client: a sentence in which somebody else could be meant stays as
it is, for the clinician to word.
"""

import re

_QUOTATION = re.compile(r"(\"[^\"]*\"|“[^”]*”)")
_SOMEBODY_ELSE = re.compile(
    r"\b(?:he|she|him|her|hers|his|people|others|everyone|everybody|someone|somebody|both|each other|"
    r"mother|father|mom|mum|dad|parents?|sisters?|brothers?|sons?|daughters?|kids?|children|wife|husband|partner|"
    r"family|friends?|boss|manager|colleagues?|co-?workers?|neighbou?rs?|roommates?|clients|members?|doctors?)\b|"
    r"(?<=[a-z,] )(?!Client|Therapist)[A-Z][a-z]+",
)
"""A person, or a word with a capital that may name one."""
_TO_YOU: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"\b(?:[Tt]he )?[Cc]lient\b(?!'s)", "you"),
        (r"\b(?:[Tt]he )?[Cc]lient's\b", "your"),
        (r"\b(?:[Tt]he )?(?<!your )[Tt]herapist\b", "your therapist"),
        (r"\b[Tt]hey themselves\b", "you yourself"),
        (r"\b[Tt]hemsel(?:f|ves)\b", "yourself"),
        (r"\b[Tt]heirs\b", "yours"),
        (r"\b[Tt]heir\b", "your"),
        (r"\b[Tt]he(?:y|m)\b", "you"),
        (r"\byou (?:was)\b", "you were"),
        (r"\byou (?:is)\b", "you are"),
        (r"\byou (?:has)\b", "you have"),
        (r"\byou (?:does)\b", "you do"),
        (r"\byou denied\b", "you said no to"),
        (r"\byou reported\b", "you told us"),
    )
)
_SENTENCE_START = re.compile(r"(^|[.!?]\s+|:\s+(?=You\b))([a-z])")


def addressed(text: str) -> str:
    """The sentence to the client, or the same text where somebody else may be meant by 'they'."""
    parts = [part for part in _QUOTATION.split(text) if part]
    outside = " ".join(part for part in parts if not _is_quotation(part))
    pronouns = re.search(r"\b(?:they|them|their|theirs|themselves)\b", outside, re.IGNORECASE)
    if pronouns and _SOMEBODY_ELSE.search(outside):
        return text
    return _capitals("".join(part if _is_quotation(part) else _to_you(part) for part in parts))


def _is_quotation(part: str) -> bool:
    return part[:1] in '"“'


def _to_you(part: str) -> str:
    for pattern, into in _TO_YOU:
        part = pattern.sub(into, part)
    return part


def _capitals(text: str) -> str:
    return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), text)
