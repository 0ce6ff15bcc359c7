"""What a prompt is about where it names no subject in so many words: 'Fluoxetine' of 'How are you getting
along with the forty of fluoxetine?'. The longest run of words that are neither verb nor pronoun nor number, as said.
"""

import re

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAYS
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, word_count
from scribe.notes.language.phrases import Read, noun_phrases, read, uncalled
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause, Turn

MOST_WORDS = 6
MOST_NAMES = 2
LAST_CLAUSES = 3
"""Clauses at the end of a prompt in which its subject is looked for."""
_NAME = re.compile(r"(?<=[a-z,] )(?:(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Aunt|Uncle|Father)\.? )?[A-Z][a-z]{2,}\b")
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
_LED = re.compile(r"^(?:the|an?|your|his|her|their|our|my|this|that|these|those|any|some)\s+", re.IGNORECASE)


def gist_of(prompt: Turn | None) -> str:
    """'' where nothing of the prompt's last clauses names anything."""
    last = prompt.kept[-LAST_CLAUSES:] if prompt else ()
    asked = [clause for clause in last if clause.end == "?" and _chunks(clause)]
    found = [(_weight(chunk), place, chunk) for place, clause in enumerate(asked or last) for chunk in _chunks(clause)]
    best = [max(found)[2]] if found else _names(prompt)[:1]
    if not best:
        return ""
    more = [name for name in _names(prompt) if not names(best[0], name)]
    return capital(from_therapist(", ".join([*best, *more[:MOST_NAMES]])))


def _names(prompt: Turn | None) -> list[str]:
    """People, medicines and places that the questions name: an answer says 'she' and 'it'."""
    asked = prompt.questions if prompt else ()
    return [*medicines(prompt), *(name for clause in asked for name in _people_in(uncalled(clause.text)))]


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


def _chunks(clause: Clause) -> list[str]:
    """Its noun phrases; outside a question only what an article or a capital makes a name."""
    found = read(without_lead(clause.text))
    chunks = []
    for first, last in noun_phrases(found):
        if found.kinds[first - 1 : first] == "q":
            continue  # 'How many nights'
        text = found.part(first, last)
        bare = _LED.sub("", text)
        led = bare != text or (text[0].isupper() and first > 0)
        enough = " " in bare if clause.end == "?" else led
        if _OF_THERAPIST.search(text) or all(word in _NO_NAMES for word in bare.split()):
            continue
        if (enough or _is_asked_of(found, first, last)) and not numbers(bare) and word_count(bare) <= MOST_WORDS:
            chunks.append(bare)
    return chunks


def _is_asked_of(found: Read, first: int, last: int) -> bool:
    """One word of a question, with an article: 'Did it ever leave the wallet?' but not 'How important is that?'"""
    return found.kinds[first] == "D" and found.kinds[last - 1] == "N"


def _weight(chunk: str) -> float:
    named = any(word[0].isupper() for word in chunk.split())
    return min(3, len(content_words(chunk))) + 1.0 * named
