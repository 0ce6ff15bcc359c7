"""A question turned into words that can stand before its answer: 'How did it go?' is 'How it went'.

Its helper and its subject are found by the tags of their words, not by their places. What cannot be turned right gives
''. No content word is added.
"""

import re

from scribe.notes.language.conjugation import gerund, past, third_person
from scribe.notes.language.inversion import (
    HAVE,
    MOST_ASKING,
    POINTS,
    TWO,
    helper_of,
    is_does,
    subject_of,
    takes,
    verb_after,
)
from scribe.notes.language.phrases import (
    ASKING,
    VERBS,
    Read,
    called,
    is_doing,
    is_noun_phrase,
    noun_phrase_at,
    read,
    uncalled,
)
from scribe.notes.language.spoken_to import told_of

_ASIDE = re.compile(
    r",?\s*\b(?:(?:do|did|would) |d')(?:you|ye) (?:think|reckon|suppose|guess|imagine|bet)\b(?: that)?,?"
    r"(?=\s+(?!of\b|about\b)\S|'s\b|$)",
    re.IGNORECASE,
)
_YALL = re.compile(r"\by'?all\b", re.IGNORECASE)
_DATE = re.compile(r"^(?:the )?[A-Z]\w+day\b")
_FULL = {"'s": "is", "'re": "are", "'d": "would", "'ve": "have", "'ll": "will"}
_WITH_DID = frozenset(("what", "how", "where", "why"))
"""'How'd it go?' is did; 'who'd you ring?' would."""
_DO_HELPERS = frozenset(("do", "does", "did"))
_NOT_DONE = (
    "be have think know mean remember want feel like hear see understand recall recognise recognize believe mind need"
)
_NO_DOING = frozenset(_NOT_DONE.split())
"""What follows the subject and is no doing that could head an answer."""
_FARING = "doing going getting treating settling faring keeping looking holding sitting coming working bearing behaving"
_FARES = frozenset(_FARING.split())
"""'How's the sertraline settling?' asks about the sertraline."""
_MODALS = frozenset(("can", "could", "would", "will"))
_CLAUSE = frozenset(("when", "if", "before", "after"))


def turned(question: str) -> str:
    """'' where it cannot be turned; 'you' is 'they' or 'them' in it, as it stands."""
    found = read(uncalled(_ASIDE.sub("", _YALL.sub("you", question))))
    begins = _begins(found)
    for first in begins:
        if found.words[first : first + 1] and found.words[first].lower() in _CLAUSE and begins[-1] > first:
            continue  # 'When it hits, what do you do?'
        rest = read(found.part(first, len(found.words)))
        if rest.kinds[:1] == "q":
            return _indirect(rest)
        if rest.kinds[:1] and rest.kinds[0] in "Bdhm":
            return _yes_or_no(rest)
    return ""


def topic_first(question: str) -> str:
    """'The wine rack' of 'The wine rack, how's that faring?': what it is about stands before what is asked."""
    found = read(question)
    comma = found.kinds.find(",")
    before = found.part(0, comma) if comma > 0 else ""
    after = found.kinds[comma + 1 : comma + 2]
    asks = comma > 0 < len(after) and (after in tuple(ASKING) or found.words[comma + 1].lower() in ("any", "still"))
    called_so = asks and called(found, 0, comma)
    return before if asks and not called_so and (is_noun_phrase(before) or is_doing(before)) else ""


def _begins(found: Read) -> list[int]:
    """Where the question may begin: at its first word, or after a comma."""
    return [0, *(place + 1 for place, kind in enumerate(found.kinds) if kind == ",")]


def _indirect(found: Read) -> str:
    helper = helper_of(found)
    if helper < 0:
        return _as_it_stands(found)
    wh = found.part(0, helper)
    after = helper + 1
    while found.kinds[after : after + 1] == "R":
        after += 1
    if found.kinds[helper] == "m" and found.kinds[after : after + 1] == "G":
        return ""  # 'What would opening it be?'
    if found.kinds[helper] in "Bhm" and found.kinds[after : after + 1] in tuple("EGPI"):
        return told_of(found, 0, len(found.words))  # 'What else has ever gotten you quiet?'
    subject = subject_of(found, helper + 1, found.words[helper].lower())
    if subject is None:
        return _of_subject(found, helper)
    return _declared(found, wh, helper, subject)


def _as_it_stands(found: Read) -> str:
    """'What happened on Wednesday', 'how it went'."""
    verb = next((place for place, kind in enumerate(found.kinds) if kind in VERBS + "I"), -1)
    if found.words[0].lower() == "which" and verb == 1:
        return ""  # 'Which leaves you what?': goes on from what was said
    whole = found.kinds[-1] != "q" and len(found.words) > 2 and "q" not in found.kinds[1:verb]
    return told_of(found, 0, len(found.words)) if whole and 0 < verb <= MOST_ASKING else ""


def _of_subject(found: Read, helper: int) -> str:
    """'What's wrong', 'who is on their side', 'which bit is the loudest'."""
    be = found.kinds[helper] == "B"
    predicate = found.kinds[verb_after(found, helper + 1) :][:1]
    return told_of(found, 0, len(found.words)) if be and predicate in tuple("JP") else ""


def _declared(found: Read, wh: str, helper: int, subject: tuple[int, int]) -> str:
    """With the subject before its verb."""
    end, verb = subject
    word = "does" if is_does(found, helper) else found.words[helper].lower()
    has = found.kinds[helper] == "h"
    if word == "'d" and found.tags[verb : verb + 1] != () and found.kinds[verb] != "E" and wh.lower() in _WITH_DID:
        word, has = "did", False
    word = HAVE.get(word, word) if has else _FULL.get(word, word)
    who = told_of(found, helper + 1, end, subject=True)
    between, rest = found.part(end, verb), told_of(found, verb + 1, len(found.words))
    doing = found.words[verb] if verb < len(found.words) else ""
    if who == "I" or who.lower() in POINTS:
        return ""  # not about the client; 'How does that sound': what 'that' is was said before
    if word in _DO_HELPERS:
        if found.kinds[verb : verb + 1] not in tuple("IVENdh") or not doing.isalpha() or "X" in found.kinds[end:verb]:
            return ""
        third = f"{doing}s" if doing.endswith("eed") else third_person(doing)  # 'need' is no past
        form = {"do": doing, "does": third, "did": past(doing)}[word]
        return _words(wh, who, between, form, rest)
    if found.kinds[helper] == "B":
        return _was(found, helper, word, subject)
    if not doing:
        return told_of(found, 0, len(found.words)) if has and helper > 1 else ""  # 'How many had a pill in them?'
    return _words(wh, who, word, between, doing, rest)


def _was(found: Read, helper: int, be: str, subject: tuple[int, int]) -> str:
    """'Where they are right now'; but 'the evidence for it' of 'What's the evidence for it?'"""
    end = subject[0]
    wh, who = found.part(0, helper), told_of(found, helper + 1, end, subject=True)
    rest, after = found.kinds[end:], found.words[end].lower() if end < len(found.words) else ""
    pronoun = found.kinds[helper + 1] == "p"
    if pronoun and rest[:1] in tuple("DNC"):
        return ""  # 'What was it the table?'
    if found.words[helper] == "'s" and found.tags[end : end + 1] in (("VDN",), ("VHN",)):
        be = "has"  # 'What's that done for you?'
    if after == "been":
        return _words(wh, who, "has", _from(found, end)) if len(found.words) > end + 1 else ""
    if wh.lower() in ("what", "how", "where", "when"):
        if pronoun and (not rest or rest[0] in ",R"):
            return "" if who.lower() != "they" or wh.lower() != "where" else _words(wh, who, be, _from(found, end))
        if not pronoun and (not rest or after == "like" or rest[0] in "qSDp,"):
            return _words(who, _from(found, end) if rest[:1] in tuple("qSDp") else "")
        if not pronoun and rest[0] == "P" and wh.lower() == "what":
            return _words(who, _from(found, end))
        if not pronoun and after in _FARES and wh.lower() != "when":
            return who
    if not pronoun and (wh.lower() == "who" or ("N" in found.kinds[:helper] and rest.strip("R") == "")):
        return _words(wh, be, who, _from(found, end))
    return _words(wh, who, be, _from(found, end))


def _from(found: Read, first: int) -> str:
    return told_of(found, first, len(found.words))


def _yes_or_no(found: Read) -> str:
    """'Did you get them out' as 'getting them out', where the client is who is asked about; else the subject."""
    word = found.words[0].lower()
    who = found.words[1].lower() if len(found.words) > 1 else ""
    if who == "there":
        end = noun_phrase_at(found, 2)
        return told_of(found, 2, end)
    if who != "you":
        return _of_another(found, word)
    verb = verb_after(found, 2 + (found.words[2].lower() in TWO if len(found.words) > 2 else 0))
    if verb >= len(found.words) or "X" in found.kinds[2:verb]:
        return ""
    doing = found.words[verb].lower()
    if word in ("is", "are", "was", "were"):
        return _gerund_phrase(found, verb, doing) if found.kinds[verb] == "G" else ""
    if word in ("have", "had") and doing == "been" and found.kinds[verb + 1 : verb + 2] == "G":
        return _from(found, verb + 1)
    if word in _MODALS:
        return ""  # 'Could you say that slower?' is a request
    if word in ("have", "has", "had") or doing in _NO_DOING or not takes(found, verb, word):
        return ""
    return _gerund_phrase(found, verb, gerund(doing))


def _of_another(found: Read, helper: str) -> str:
    """'Kev still minding the rifle'; 'the tablets' of 'Are the tablets sitting well with you?'"""
    subject = subject_of(found, 1, helper)
    if subject is None or (found.words[1].lower() in POINTS and found.kinds[2:3] == "G"):
        return ""  # 'Is this costing you anything?'
    if "C" in found.kinds[1 : subject[0]] or not is_noun_phrase(found.part(1, subject[0])):
        return ""  # 'Would five days be honest?'
    end, verb = subject
    doing = found.kinds[verb : verb + 1] == "G" and found.words[verb].lower() not in _FARES
    return _from(found, 1) if doing and found.kinds[0] == "B" else told_of(found, 1, end)


def _gerund_phrase(found: Read, verb: int, doing: str) -> str:
    if doing == "doing" and _DATE.search(_from(found, verb + 1)):
        return ""  # 'Can you do Monday the sixth?'
    joined = re.search(r"a(?=[IV])", found.kinds[verb + 1 :])  # 'turn to Jo and tell her'
    end = verb + 1 + joined.start() if joined else len(found.words)
    return _words(doing, told_of(found, verb + 1, end))


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part).replace(" ,", ",")
