"""What a prompt names, as the few words that head its answer: 'hand washing' of 'And the hand washing?'.

Used where no cue names the subject, so that a short answer can be read without its question.
"""

import re

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.phrases import (
    is_doing,
    is_noun_phrase,
    names_something,
    noun_phrase_at,
    read,
    requests,
    uncalled,
)
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.language.sentences import whole
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause, Exchange, Turn

MOST_WORDS = 6
MOST_LAID_DOWN = 14
HELPERS = "Bdhm"
"""Kinds of a helper or a form of 'be': something is said of the thing."""
LAST_CLAUSES = 3
"""Clauses at the end of a prompt in which what it names is looked for."""
_QUICK = re.compile(r"^(?:\w+[,.]\s+)?(?:and|so|okay|now|right|well|then|but)[,.]?\s+", re.IGNORECASE)
_NAMES = re.compile(
    r"^(?:(?:(?:how|what) about|any(?:thing)? (?:more )?(?:about|with|on)|"
    r"(?:are you )?(?:still|back) (?:on|taking|doing)|still|back to|on to|what of|"
    r"next(?: is| up)?,?|first,?|last,?)\s+)?"
    r"(?:(?:the|your|those|these|that|this|his|her|their|any|some|other|a|an)\s+)?(?P<noun>.+)$",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:tell (?:me|us)|talk to me|hear|walk me through|take me (?:through|back to)|show me|"
    r"(?:let's|let us|we|we'll|i'd like to|i want to|may i|can i|could i)\b.{0,20}\b(?:turn to|start with|look at|"
    r"talk about|go to|come to|check on))\b(?: (?:a (?:bit|little)|some|more))*(?: about)?\s+"
    r"(?:(?:the|your|those|these|that|this|his|her|their)\s+)(?P<noun>.+)$",
    re.IGNORECASE,
)
"""The talk turns to it; 'look at the lamp' is a direction."""
_TAIL = re.compile(
    r"(?:[,\s]+(?:like|this week|last week|today|lately|recently|now|then|so far|otherwise|for you|with you|"
    r"at all|right now|these days|at the moment|anyway|though|please|again|too|"
    r"(?:with|in|on|at) (?:that|it|this|those|them)))+$",
    re.IGNORECASE,
)
_A_TIME = re.compile(r"and|(?:last|this|next)|\w+days?|nights?|mornings?|weeks?|weekends?", re.IGNORECASE)
_LED = re.compile(r"^(?:the|your|those|these|his|her|their)\s", re.IGNORECASE)
_POINTED = re.compile(r"^(?:that|this)\s+(?!is\b|was\b)", re.IGNORECASE)
_VALUES = re.compile(
    r"^(?:good|fair|nice|great|lovely|brave|smart|clever|tough|hard|big|fine|true|real|honest|brilliant|"
    r"excellent|perfect|poor|clean|strong|decent|proper|well|beautiful|gorgeous|terrible)\b",
    re.IGNORECASE,
)
"""Praise and comfort, which a tagger takes for any other noun phrase: 'Good catch'."""


def heading_of(prompt: Turn | None, before: Exchange | None) -> str:
    """The noun phrase of the prompt's last question or short naming ('Tablets.'), '' where it has none.

    `before`: what it may echo. 'Four nights.' after 'I did that four nights' names no subject.
    """
    said = _spoken_of(before)
    kept = prompt.kept[-LAST_CLAUSES:] if prompt else ()
    last = max((place for place, clause in enumerate(kept) if clause.end == "?"), default=len(kept))
    for place, clause in reversed(list(enumerate(kept[: last + 1]))):
        noun, invited = _named(clause)
        asks = clause.end == "?" or invited or bool(_LED.match(_bare(clause)))
        later = kept[place + 1 :]
        if not asks and len(kept) > 1 and not any(c.end == "?" or (c.values and not whole(c.text)) for c in later):
            continue  # 'Patience. You were up at six.'
        if noun and (clause.end == "?" or invited or not stems(noun) <= said):
            return capital(from_therapist(noun))
    return ""


def laid_down(prompt: Turn | None, heard: set[str]) -> tuple[str, Clause | None]:
    """What was to be done, as the therapist reads it out before asking how it went: 'Lamp off at ten' of 'Lamp off at
    ten. How many nights?' `heard`: the amounts that were just told; an echo of them lays nothing down."""
    kept = prompt.kept[-LAST_CLAUSES:] if prompt else ()
    last = max((place for place, clause in enumerate(kept) if clause.end == "?"), default=len(kept))
    for clause in reversed(kept[:last]):
        words = _POINTED.sub("", _LED.sub("", _bare(clause)))
        says = clause.end == "?" or whole(_bare(clause))  # 'That stays between the two of you'
        if not says and clause.values and lays_down(words) and not clause.values <= heard:
            return capital(from_therapist(words)), clause
    return "", None


def lays_down(words: str) -> bool:
    """A thing or a doing, with an amount, and no sentence: no 'nought to ten', no 'four in, six out'."""
    found = read(words)
    if not numbers(words) or word_count(words) > MOST_LAID_DOWN or requests(found):
        return False
    if whole(words) or set(found.kinds) & set(HELPERS):
        return False
    end = noun_phrase_at(found, 0)
    named = (
        (found.kinds[:1] in tuple("NDJ") or found.kinds[:2] == "CN")
        and "N" in found.kinds[:end]
        and names_something(found, 0, end)
    )
    return named or found.kinds[:1] == "G"


def heads(words: str) -> bool:
    """May stand before what was told, as its subject: no 'On one of those nights', 'Fair', 'Bring up the stairs'."""
    asks = read(words).kinds[:1] == "q" or read(words.partition(", ")[2]).kinds[:1] == "q"
    return asks or words.startswith("If ") or _names_it(words) or is_doing(words) or lays_down(words)


def turns_to(prompt: Turn, before: Exchange | None) -> bool:
    """The prompt names a subject in so many words, and not one that was just spoken of: 'Third thing. The report.'"""
    said = _spoken_of(before)
    for clause in prompt.kept[-3:]:
        noun = _named(clause)[0] if clause.end != "?" and _LED.match(_bare(clause)) else ""
        if noun and not stems(noun) <= said:
            return True
    return False


def _named(clause: Clause) -> tuple[str, bool]:
    """(what it names or '', it invites to speak of it)."""
    if clause.values:
        return "", False
    text = uncalled(_bare(clause))
    if found := _INVITES.search(text):
        noun = _TAIL.sub("", found["noun"]).strip(" ,")
        return (noun, True) if _fits(noun) else ("", False)
    if "," in text or (clause.end != "?" and word_count(text) > 4):
        return "", False
    found = _NAMES.match(text)
    noun = _TAIL.sub("", found["noun"]).strip(" ,") if found else ""
    doing = clause.end == "?" and is_doing(noun)
    return (noun, False) if _fits(noun) or doing else ("", False)


def _fits(noun: str) -> bool:
    found = read(noun)
    alone = len(found.words) == 1 and noun[0].isupper() and found.tags[0] == "NP0" and not noun.endswith("day")
    if all(_A_TIME.match(word) for word in found.words):
        return False  # 'Tuesday and Thursday.'
    return 0 < word_count(noun) <= MOST_WORDS and not alone and "p" not in found.kinds and _names_it(noun)


def _names_it(words: str) -> bool:
    """'The dog walks' is a sentence to a tagger, 'dog walks' is none."""
    named = is_noun_phrase(words) or is_noun_phrase(_LED.sub("", words))
    return named and not _VALUES.match(words)


def _spoken_of(before: Exchange | None) -> set[str]:
    return {stem for turn in (before.answers if before else ()) for stem in stems(turn.text)}


def _bare(clause: Clause) -> str:
    """Without what leads up to it, and without marks."""
    return _QUICK.sub("", without_lead(clause.text)).strip(" ?.!,")
