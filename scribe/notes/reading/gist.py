"""What a prompt is about where it does not name it and nothing else: 'Timer' of 'And the timer, twice a day?', the
medicine of 'How are you getting along with the forty of fluoxetine?', and the person whom an answer calls 'she'.
"""

import re

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAYS
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.phrases import asks, called, names_something, noun_phrase_at, read, uncalled
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.language.sentences import tells_when, whole
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause, Turn

MOST_WORDS = 7
MOST_NAMES = 2
_AND = re.compile(r"^(?:(?:and|so|but|or|then|now|for|as for)[,]? )+", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,] )(?:(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Aunt|Uncle|Father)\.? )?[A-Z][a-z]{2,}\b(?!'s \w)")
_HE = re.compile(r"\b(?:he|she|him|her|his)(?:'s|'d|'ll)?\b", re.IGNORECASE)
_MEDICINE = re.compile(
    r"\b(?:\w{2,}(?:apine|oxetine|opram|traline|triptyline|idone|azepam|zolam|trigine|faxine|olol|clone|trexone|propion|"
    r"azine|peridol|amfetamine|amphetamine|phenidate|norphine|adone|prazosin|prazole|gabalin|gabapentin|zosin|iprazole|"
    r"mazepine|proate|statin|barbital|zolpidem)|lithium|prazosin|suboxone|antabuse|melatonin)\b",
    re.IGNORECASE,
)
"""Stems of the international nonproprietary names that psychiatry prescribes (WHO stem book)."""
_NO_NAMES = frozenset((*(day.title() for day in (*WEEKDAYS, *MONTH_BUT_MAY.split("|"))), "Christmas", "Easter", "God"))
_OF_THERAPIST = re.compile(r"\b(?:my|our|own)\b", re.IGNORECASE)
_POINTING = re.compile(r" (?:with|in|on|at) (?:that|it|this|those|them)$", re.IGNORECASE)
_LED = re.compile(r"^(?:the|an?|your|his|her|their|our|my|this|that|these|those|any|some)\s+", re.IGNORECASE)


def gist_of(prompt: Turn | None) -> str:
    """What a question without a verb names first, or a medicine; '' where it names nothing or asks in a sentence: one
    noun out of that is not what it is about."""
    asked = prompt.questions[-1] if prompt and prompt.questions else None
    named = _named_first(uncalled(without_lead(asked.text)).strip(" ?.!,")) if asked else ""
    more = [name for name in medicines(prompt) if not names(named, name)]
    return capital(from_therapist(", ".join(filter(None, [named, *more[:MOST_NAMES]]))))


def _named_first(text: str) -> str:
    """'Sentence that runs through your head', 'timer' of 'The timer, twice a day'."""
    found = read(_AND.sub("", text))
    end = noun_phrase_at(found, 0)
    apart = found.kinds[end : end + 1] == ","
    if end == 0 or "q" in found.kinds[: end + 2] or asks(found) or (whole(found.text) and not apart):
        return ""
    if not names_something(found, 0, end) or called(found, 0, end):
        return ""
    first = found.kinds.find(",") if "," in found.kinds else len(found.words)
    named = _POINTING.sub("", _LED.sub("", found.part(0, first if first >= end else end)))
    short = named if word_count(named) <= MOST_WORDS else _LED.sub("", found.part(0, end))
    if _OF_THERAPIST.search(short) or numbers(short) or tells_when(found.words[end - 1]):
        return ""
    return short if word_count(short) <= MOST_WORDS else ""


def _people_in(text: str) -> list[str]:
    return [name for name in _NAME.findall(text) if name not in _NO_NAMES]


def names(label: str, name: str) -> bool:
    """The label holds the name, with its title or without."""
    return name.rsplit(maxsplit=1)[-1].lower() in label.lower()


def person_of(prompt: Turn | None) -> tuple[str, Clause | None]:
    """The one person whom the prompt names, whom an answer then calls 'he' or 'she'."""
    found = [(name, clause) for clause in (prompt.kept if prompt else ()) for name in _people_in(uncalled(clause.text))]
    return found[-1] if len({name for name, _ in found}) == 1 else ("", None)


def calls_somebody(text: str) -> bool:
    """'He', 'her', and no name beside it."""
    return bool(_HE.search(text)) and not _people_in(text)


def medicines(prompt: Turn | None) -> list[str]:
    """Medicines that the prompt names, by the endings that such names have."""
    return [name for clause in (prompt.kept if prompt else ()) for name in _MEDICINE.findall(clause.text)]


def is_medicine(name: str) -> bool:
    return bool(_MEDICINE.fullmatch(name))
