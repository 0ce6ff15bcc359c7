"""What a question contributes to the statement of its answer: the noun of a short answer, or what a 'yes' confirms."""

import re

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, word_count
from scribe.notes.language.phrases import VERBS, asks, read
from scribe.notes.language.phrasing import from_therapist
from scribe.notes.language.sentences import tells_when
from scribe.notes.reading.conversation import Clause, Turn
from scribe.notes.reading.headings import heads

_QUANTITY = re.compile(
    r"^(?:and )?how (?:many|much) (?P<noun>\w+(?: "
    r"(?!did|do|have|has|had|are|were|was|is|can|could|will|would|you)\w+){0,3})",
    re.IGNORECASE,
)
_ANY = re.compile(r"^(?:any|shall|may)\b", re.IGNORECASE)
_YES = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|well)\W+)*(?:yeah|yes|yep|yup|right|correct|exactly|that's right|mm-hmm|uh-huh|"
    r"i do|i am|i did)\b",
    re.IGNORECASE,
)
TAG = 3
"""Words of a question that hangs on a statement: 'didn't you', 'is that right'."""
_TAKING = re.compile(r"are you ((?:still )?(?:taking|on) (?!anything|any\b|that\b|it\b).{3,60})$", re.IGNORECASE)
"""Asks for a medication by its name, which the answer then leaves out."""
_SUBJECT_LEAD = re.compile(
    r"^(?:(?:okay|so|right|good|now|and|then|first|well|great|next)[,.]?\s+)*(?:(?:let's|can we|could we|"
    r"i'd like to)\s+(?:\w+\s+){0,2}?(?:take|use|look at|go to|talk about|start with|turn to|check on|go back to)\s+|"
    r"tell me (?:more )?about\s+|what about\s+|how about\s+|walk me through\s+|take me (?:through|"
    r"back to)\s+)?(?:then\s+)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:the|your|that|this|last|those|\w+day)\b|^[A-Z]\w+$")
_ALTERNATIVE = re.compile(
    r"\bor\b|^(?:every|some|any|each|say|and|same|good|great|thank|never|always|really|okay|yes|no|exactly|right)\b|\?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:(?:since|until|till|before) )?(?:last )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Easter)"
    r"(?: (?:night|morning|afternoon|evening))?\b(?!s)"
)
_OTHER_TIME = re.compile(
    r"^(?:(?:and|so|what about|how about) )*(?P<time>(?:(?:in|on|over|since|before|during|at) )?(?:the|this|last) "
    r"[\w' ]{3,25})$",
    re.IGNORECASE,
)
_DAYS_LOOKED_FOR = 2
"""Clauses at the end of a prompt."""


def counted_noun(question: Clause | None) -> str:
    """'nightmares this week' of 'How many nightmares this week?': what an amount alone is an amount of."""
    found = _QUANTITY.match(without_lead(question.text).strip(" ?")) if question is not None else None
    if found is None:
        return ""
    time = re.search(r"\b(?:this|last|a|per) (?:week|month|night|day)\b", found.string[found.end() :])
    return from_therapist(found["noun"] + (f" {time[0]}" if time else ""))


def confirmed(prompt: Turn | None, answer: Turn) -> Clause | None:
    """A statement the therapist put as a question ('You started it two weeks ago?') that the answer confirms."""
    if prompt is None or not prompt.questions or not _YES.match(answer.text):
        return None
    question = prompt.questions[-1]
    if taking := _TAKING.match(without_lead(question.text)):
        return msgspec.structs.replace(question, text=f"you're {taking[1]}")
    text = without_lead(question.text)
    if _asks(text) or _ANY.match(text) or len(content_words(text)) < 2:
        return None
    return question


def _asks(text: str) -> bool:
    """At once, or after what it is about: 'First the log, how did it go?'; 'did you?' at the end asks for a yes."""
    first, *later = text.split(", ")
    return asks(read(first)) or any(asks(read(part)) and word_count(part) > TAG for part in later)


def subject_of(prompt: Turn | None) -> tuple[str, Clause | None]:
    """What the prompt takes up: 'the Tuesday email' of 'Let's take the Tuesday email. Walk me through it.'"""
    for clause in reversed(prompt.kept if prompt else ()):
        text = _SUBJECT_LEAD.sub("", clause.text).strip(" ?,.")
        words = word_count(text)
        if (
            0 < words <= 5
            and content_words(text)
            and _NAMED.search(text)
            and not _ALTERNATIVE.search(text)
            and heads(text)
            and not asks(read(text))
        ):
            return from_therapist(text), clause
    return "", None


def day_of(prompt: Turn | None) -> tuple[str, Clause | None]:
    """The one day that the end of the prompt speaks of: 'Thursday' of 'Tell me about Thursday, then.'"""
    near = [clause for clause in (prompt.kept[-_DAYS_LOOKED_FOR:] if prompt else ()) if _DAY.search(clause.text)]
    days = [day for clause in near for day in _DAY.findall(clause.text)]
    return (days[0], near[0]) if len(set(days)) == 1 else ("", None)


def time_of(prompt: Turn | None) -> tuple[str, Clause | None]:
    """'The fortnight before' of 'And the fortnight before?': asks the same of another time."""
    question = prompt.questions[-1] if prompt and prompt.questions else None
    found = _OTHER_TIME.match(without_lead(question.text).strip(" ?.!,")) if question else None
    if (
        found is None
        or names_day(found["time"])
        or not tells_when(found["time"])
        or set(read(found["time"]).kinds) & set(VERBS)
    ):
        return "", None
    return from_therapist(found["time"]), question


def names_day(text: str) -> bool:
    return bool(_DAY.search(text))
