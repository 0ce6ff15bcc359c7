"""What a prompt is about where it names no subject in so many words: 'Fluoxetine' of 'How are you getting
along with the forty of fluoxetine?'. The longest run of words that are neither verb nor pronoun nor number, as said.
"""

import re

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAYS
from scribe.notes.language.clauses import content_words, without_lead
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause, Turn

MOST_WORDS = 6
MOST_NAMES = 2
LAST_CLAUSES = 3
"""Clauses at the end of a prompt in which its subject is looked for."""
ASKED = 1.5
"""Added for what the question itself names."""
_CALENDAR = " ".join((*WEEKDAYS, *MONTH_BUT_MAY.split("|"), "christmas"))
_NAMES_NOTHING = (
    "i me my mine myself you yourself he him himself she her herself it its itself we us they them themselves who whom "
    "what which when where why how this that these those there here one ones anything something everything nothing "
    "anyone someone everyone anybody somebody everybody nobody any some all every each both either other another such "
    "am is are was were be been being isn't aren't wasn't weren't i'm you're he's she's it's we're they're that's "
    "there's what's how's where's who's when's here's let's i've you've we've they've i'd you'd he'd she'd we'd they'd "
    "i'll you'll he'll she'll it'll we'll they'll don't doesn't didn't won't wouldn't can't couldn't shouldn't haven't "
    "hasn't hadn't do does did doing done have has had having will would can could shall should may might must "
    "get gets getting got gotten go goes going went gone come comes coming came make makes making made take takes "
    "taking took taken tell tells telling told say says saying said think thinks thinking thought know knows knew "
    "known feel feels feeling felt want wants wanted need needs needed see sees seeing saw seen look looks looking "
    "looked find finds finding found give gives giving gave given put puts putting keep keeps keeping kept let lets "
    "hear hears hearing heard remember remind talk talking talked ask asks asking asked mean means meant happen "
    "happens happened happening start starts started starting stop stops stopped try tries trying tried treat treating "
    "hold holds holding held turn turns turned turning use used using seem seems sound sounds show shows bring brings "
    "brought leave left call called help helps helped work worked works run ran stay stays stayed notice noticed "
    "really still just now then so well maybe ever never again also too very much many long often always already yet "
    "even only quite rather pretty more most less least back out up down over off away along around about as than "
    "if because while though although but or and not like okay right yeah yes no good great sure sorry thank thanks "
    "please little bit lot kind day days night nights week weeks morning mornings time times moment while "
    "huh aye ah oh wow amen hallelujah righto ta cheers dear love mate hey fair enough fine brilliant grand lovely "
    "nice perfect wonderful gotcha agreed understood what've what'd who've how'd where'd why'd "
    "till until true strong strongly "
    "sort thing things way today o'clock first last next same else own half quarter past dozen once twice couple few"
)
_BREAKS = frozenset((*_NAMES_NOTHING.split(), *_CALENDAR.split()))
_JOINS = "of the a an at in on for with to after before from your their our and since by under into"
_INSIDE = frozenset(_JOINS.split())
_IS = "in on at the a an not so still just too very always never been going gone here there"
_AFTER_IS = frozenset(_IS.split())
_BEFORE_VERB = frozenset(["to", "i", "you", "he", "she", "it", "we", "they", "not", "don't", "didn't", "let's"])
"""'To tilt', 'you rehearse': what comes next is done, and no subject."""
_ARTICLES = "the a an your his her their our my this that these those any some no of about with on for"
_DETERMINES = frozenset(_ARTICLES.split())
"""Before what a statement names: 'the cones', but 'Pick one', 'Minutes ago'."""
_NAME = re.compile(r"(?<=[a-z,] )(?:(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Aunt|Uncle|Father)\.? )?[A-Z][a-z]{2,}\b")
_HE = re.compile(r"\b(?:he|she|him|her|his)(?:'s|'d|'ll)?\b", re.IGNORECASE)
_MEDICINE = re.compile(
    r"\b(?:\w{2,}(?:apine|oxetine|opram|traline|triptyline|idone|azepam|zolam|trigine|faxine|olol|clone|trexone|propion|"
    r"azine|peridol|amfetamine|amphetamine|phenidate|norphine|adone|prazosin|prazole|gabalin|gabapentin|zosin|iprazole|"
    r"mazepine|proate|statin|barbital|zolpidem)|lithium|prazosin|suboxone|antabuse|melatonin)\b",
    re.IGNORECASE,
)
"""Stems of the international nonproprietary names that psychiatry prescribes (WHO stem book)."""
_NO_NAMES = frozenset((*(day.capitalize() for day in _CALENDAR.split()), "God"))
_WORD = re.compile(r"[\w'’-]+|[,.;:—]")


def gist_of(prompt: Turn | None) -> str:
    """'' where nothing of the prompt's last clauses names anything."""
    found = [
        (_weight(chunk) + ASKED * (clause.end == "?"), place, chunk)
        for place, clause in enumerate(prompt.kept[-LAST_CLAUSES:] if prompt else ())
        for chunk in _chunks(clause)
    ]
    if not found:
        return ""
    best = max(found)[2]
    more = [name for name in _names(prompt) if not names(best, name)]
    return capital(from_therapist(", ".join([best, *more[:MOST_NAMES]])))


def _names(prompt: Turn | None) -> list[str]:
    """People, medicines and places that the questions name: an answer says 'she' and 'it'."""
    asked = prompt.questions if prompt else ()
    return [*medicines(prompt), *(name for clause in asked for name in _people_in(clause.text))]


def _people_in(text: str) -> list[str]:
    return [name for name in _NAME.findall(text) if name not in _NO_NAMES]


def names(label: str, name: str) -> bool:
    """The label holds the name, with its title or without."""
    return name.rsplit(maxsplit=1)[-1].lower() in label.lower()


def person_of(prompt: Turn | None) -> tuple[str, Clause | None]:
    """The one person whom the prompt names, whom an answer then calls 'he' or 'she'."""
    found = [(name, clause) for clause in (prompt.kept if prompt else ()) for name in _people_in(clause.text)]
    return found[-1] if len({name for name, _ in found}) == 1 else ("", None)


def calls_somebody(text: str) -> bool:
    """'He', 'her', and no name beside it."""
    return bool(_HE.search(text)) and not _people_in(text)


def medicines(prompt: Turn | None) -> list[str]:
    """Medicines that the prompt names, by the endings that such names have."""
    return [name for clause in (prompt.kept if prompt else ()) for name in _MEDICINE.findall(clause.text)]


def _chunks(clause: Clause) -> list[str]:
    chunks: list[list[str]] = [[]]
    before = ""
    words = _WORD.findall(without_lead(clause.text))
    for word, after in zip(words, [*words, ""][1:], strict=True):
        plain = word.lower().replace("’", "'")
        doing, before = before in _BEFORE_VERB, plain
        if doing or plain in _BREAKS or not word[0].isalnum() or numbers(word):
            chunks.append([])
        elif _owns_nothing(plain, after.lower()):
            chunks[-1].append(word[:-2])
            chunks.append([])
        else:
            chunks[-1].append(word)
    found = [" ".join(trimmed) for chunk in chunks if (trimmed := _trimmed(chunk))]
    return [one for one in found if content_words(one) and (_asks_of(one, clause) or _is_named(one, clause.text))]


def _asks_of(chunk: str, clause: Clause) -> bool:
    """A question names what it asks about; one word of it alone may be how it asks: 'How important is that?'"""
    return clause.end == "?" and (" " in chunk or chunk.lower() == without_lead(clause.text).lower().strip(" ?"))


def _is_named(chunk: str, text: str) -> bool:
    """Outside a question a run of words may be a verb or half a saying; an article or a capital makes it a name."""
    before = re.search(rf"([\w'’]+)\s+{re.escape(chunk)}", text)
    return before is not None and (before[1].lower() in _DETERMINES or chunk[0].isupper())


def _owns_nothing(word: str, after: str) -> bool:
    """The 's of 'the phone's in the desk' is a verb."""
    return word.endswith("'s") and after in _AFTER_IS


def _trimmed(chunk: list[str]) -> list[str]:
    while chunk and chunk[0].lower() in _INSIDE:
        chunk = chunk[1:]
    chunk = chunk[:MOST_WORDS]
    while chunk and chunk[-1].lower() in _INSIDE:
        chunk = chunk[:-1]
    return chunk


def _weight(chunk: str) -> float:
    named = any(word[0].isupper() for word in chunk.split())
    return min(3, len(content_words(chunk))) + 1.0 * named
