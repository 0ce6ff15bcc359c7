"""A question turned into words that can stand before its answer: 'How did it go?' is 'How it went'.

Its helper and its subject are found by the tags of their words, not by their places. What cannot be turned right gives
''. No content word is added.
"""

import re

from scribe.notes.language.conjugation import gerund, is_verb, past, third_person
from scribe.notes.language.phrases import (
    VERBS,
    Read,
    called,
    is_doing,
    is_noun_phrase,
    noun_phrase_at,
    read,
    uncalled,
)

MOST_ASKING = 6
"""Words of 'how many of the nights' at most, before the helper."""
_ASIDE = re.compile(
    r",?\s*\b(?:(?:do|did|would) |d')(?:you|ye) (?:think|reckon|suppose|guess|imagine|bet)\b(?: that)?,?"
    r"(?=\s+(?!of\b|about\b)\S|$)",
    re.IGNORECASE,
)
_YALL = re.compile(r"\by'?all\b", re.IGNORECASE)
_FULL = {"'s": "is", "'re": "are", "'d": "would", "'ve": "have", "'ll": "will"}
_WITH_DID = frozenset(("what", "how", "where", "why"))
"""'How'd it go?' is did; 'who'd you ring?' would."""
_HAVE = {"have": "have", "has": "has", "had": "had", "'ve": "have", "'s": "has", "'d": "had"}
_DO_HELPERS = frozenset(("do", "does", "did"))
_POINTS = frozenset(("that", "this", "those", "these"))
_SAYING = "think say said know knew hope guess wish mean feel felt notice realise realize swear reckon"
_TELLS_THAT = frozenset(_SAYING.split())
"""A verb that a whole clause may follow: 'since you knew you could'. After another one 'you' is what it is done to."""
_BETWEEN = "last first ever even also both each all still"
_ALSO_BETWEEN = frozenset(_BETWEEN.split())
"""Between a subject and its verb, whatever their tags are."""
_NOT_DONE = (
    "be have think know mean remember want feel like hear see understand recall recognise recognize believe mind need"
)
_NO_DOING = frozenset(_NOT_DONE.split())
"""What follows the subject and is no doing that could head an answer."""
_FARING = "doing going getting treating settling faring keeping looking holding sitting coming working bearing behaving"
_FARES = frozenset(_FARING.split())
"""'How's the sertraline settling?' asks about the sertraline."""
_CLAUSE = frozenset(("when", "if", "before", "after"))
_TOWARDS = "of to with for at from on in about by into around behind between like"
_OBJECT_AFTER = frozenset(_TOWARDS.split())
_HAS = frozenset(("who", "what", "that", "which"))
"""'What is it that's held you': has, and not is."""
_TWO = frozenset(("both", "two", "guys"))


def turned(question: str) -> str:
    """'' where it cannot be turned; 'you' is 'they' or 'them' in it, as it stands."""
    found = read(uncalled(_ASIDE.sub("", _YALL.sub("you", question))))
    for first in _begins(found):
        if found.words[first : first + 1] and found.words[first].lower() in _CLAUSE and _begins(found)[-1] > first:
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
    asks = comma > 0 < len(after) and (after in tuple("qBdhm") or found.words[comma + 1].lower() in ("any", "still"))
    called_so = asks and called(found, 0, comma)
    return before if asks and not called_so and (is_noun_phrase(before) or is_doing(before)) else ""


def _begins(found: Read) -> list[int]:
    """Where the question may begin: at its first word, or after a comma."""
    return [0, *(place + 1 for place, kind in enumerate(found.kinds) if kind == ",")]


def _indirect(found: Read) -> str:
    helper = _helper(found)
    if helper < 0:
        return _as_it_stands(found)
    wh = found.part(0, helper)
    after = helper + 1
    while found.kinds[after : after + 1] == "R":
        after += 1
    if (
        found.kinds[helper] in "Bhm"
        and found.kinds[after : after + 1] in tuple("EGPI")
        and helper + 1 < len(found.words)
    ):
        return _spoken(found, 0, len(found.words))  # 'What else has ever gotten you quiet?'
    subject = _subject(found, helper + 1, found.words[helper].lower())
    if subject is None:
        return _of_subject(found, helper)
    return _declared(found, wh, helper, subject)


def _helper(found: Read) -> int:
    """The word before the subject; -1 where the question word is the subject itself: 'What gets you out of bed?'"""
    for place, kind in enumerate(found.kinds[1 : MOST_ASKING + 1], 1):
        if kind in "Bdhm":
            return place
        if kind in "Vp,SqTG":
            return -1
    return -1


def _as_it_stands(found: Read) -> str:
    """'What happened on Wednesday', 'how it went'."""
    verb = next((place for place, kind in enumerate(found.kinds) if kind in VERBS + "I"), -1)
    if found.words[0].lower() == "which" and verb == 1:
        return ""  # 'Which leaves you what?': goes on from what was said
    stands = (
        0 < verb <= MOST_ASKING and found.kinds[-1] != "q" and len(found.words) > 2 and "q" not in found.kinds[1:verb]
    )
    return _spoken(found, 0, len(found.words)) if stands else ""


def _of_subject(found: Read, helper: int) -> str:
    """'What's wrong', 'who is on their side', 'which bit is the loudest'."""
    be = found.kinds[helper] == "B"
    predicate = found.kinds[_verb(found, helper + 1) :][:1]
    return _spoken(found, 0, len(found.words)) if be and predicate in tuple("JP") else ""


def _subject(found: Read, first: int, helper: str) -> tuple[int, int] | None:
    """(where it ends, its verb's place or the end): the shortest that a verb follows, or the longest noun phrase."""
    kinds, words = found.kinds, found.words
    if first >= len(words):
        return None
    if kinds[first] == "p" or (words[first].lower() in _POINTS and kinds[first + 1 : first + 2] not in tuple("NJCG")):
        end = first + 1 + (first + 1 < len(words) and words[first + 1].lower() in _TWO)
        if kinds[end : end + 1] == "a" and (more := noun_phrase_at(found, end + 1)) > end + 1:
            end = more  # 'How are you and Clarice?'
        return end, _verb(found, end)
    longest = noun_phrase_at(found, first)
    be = found.kinds[first - 1] == "B" and not _does(found, first - 1)
    if longest == first or be:
        return (longest, _verb(found, longest)) if longest > first else None
    for end in range(first + 1, longest + 1):
        verb = _verb(found, end)
        done = found.kinds[first - 1] == "h" and (helper != "'d" or found.kinds[verb : verb + 1] == "E")
        if (
            _takes(found, verb, helper if done else "do")
            and noun_phrase_at(read(found.part(first, end)), 0) == end - first
        ):
            return end, verb
    for end in range(longest - 1, first + 1, -1):
        if is_verb(words[end].lower()):
            return end, end  # 'What time does the quiet run out?': tagged as a run
    return None


def _verb(found: Read, end: int) -> int:
    while end < len(found.words) and (found.kinds[end] in "RX" or found.words[end].lower() in _ALSO_BETWEEN):
        end += 1
    return end


def _takes(found: Read, verb: int, helper: str) -> bool:
    """A verb of the form that goes with the helper."""
    if verb >= len(found.words):
        return False
    tag = found.tags[verb]
    if helper in _HAVE:
        return tag[1:] in ("VN", "BN", "DN", "HN", "VD") or found.kinds[verb] == "E"
    base = found.kinds[verb] == "I" or tag in ("VVB", "VDB", "VHB", "VBB")
    return base or (found.kinds[verb] in "VE" and is_verb(found.words[verb].lower()))


def _does(found: Read, helper: int) -> bool:
    """The 's of 'What's your body tell you?'"""
    if found.words[helper].lower() != "'s":
        return False
    end = noun_phrase_at(found, helper + 1) if found.kinds[helper + 1 : helper + 2] != "p" else helper + 2
    return end > helper + 1 and end < len(found.words) and found.tags[end] in ("VVI", "VVB", "VDI", "VHI")


def _declared(found: Read, wh: str, helper: int, subject: tuple[int, int]) -> str:
    """With the subject before its verb."""
    end, verb = subject
    word = "does" if _does(found, helper) else found.words[helper].lower()
    has = found.kinds[helper] == "h"
    if word == "'d" and found.tags[verb : verb + 1] != () and found.kinds[verb] != "E" and wh.lower() in _WITH_DID:
        word, has = "did", False
    word = _HAVE.get(word, word) if has else _FULL.get(word, word)
    who = _spoken(found, helper + 1, end, subject=True)
    between, rest = found.part(end, verb), _spoken(found, verb + 1, len(found.words))
    doing = found.words[verb] if verb < len(found.words) else ""
    if who.lower() in _POINTS:
        return ""  # 'How does that sound': what 'that' is was said before
    if word in _DO_HELPERS:
        if found.kinds[verb : verb + 1] not in tuple("IVENdh") or not doing.isalpha() or "X" in found.kinds[end:verb]:
            return ""
        form = {"do": doing, "does": third_person(doing), "did": past(doing)}[word]
        return _words(wh, who, between, form, rest)
    if found.kinds[helper] == "B":
        return _was(found, helper, word, subject)
    if not doing:
        return ""
    return _words(wh, who, word, between, doing, rest)


def _was(found: Read, helper: int, be: str, subject: tuple[int, int]) -> str:
    """'Where they are right now'; but 'the evidence for it' of 'What's the evidence for it?'"""
    end = subject[0]
    wh, who = found.part(0, helper), _spoken(found, helper + 1, end, subject=True)
    rest, after = found.kinds[end:], found.words[end].lower() if end < len(found.words) else ""
    pronoun = found.kinds[helper + 1] == "p"
    if pronoun and rest[:1] in tuple("DNC"):
        return ""  # 'What was it the table?'
    if after == "been":
        return _words(wh, who, "has", _from(found, end)) if len(found.words) > end + 1 else ""
    if wh.lower() in ("what", "how", "where", "when"):
        if pronoun and (not rest or rest[0] in ",R"):
            return "" if who.lower() != "they" or wh.lower() != "where" else _words(wh, who, be, _from(found, end))
        if not pronoun and (not rest or after == "like" or rest[0] in "qSDp,"):
            return _words(who, _from(found, end) if rest[:1] in tuple("qSDp") else "")
        if not pronoun and rest[0] == "P" and wh.lower() == "what":
            return _words(who, _from(found, end))
        if not pronoun and after in _FARES:
            return who
    if not pronoun and (wh.lower() == "who" or ("N" in found.kinds[:helper] and rest.strip("R") == "")):
        return _words(wh, be, who, _from(found, end))
    return _words(wh, who, be, _from(found, end))


def _from(found: Read, first: int) -> str:
    return _spoken(found, first, len(found.words))


def _yes_or_no(found: Read) -> str:
    """'Did you get them out' as 'getting them out', where the client is who is asked about; else the subject."""
    word = found.words[0].lower()
    who = found.words[1].lower() if len(found.words) > 1 else ""
    if who == "there":
        end = noun_phrase_at(found, 2)
        return _spoken(found, 2, end)
    if who != "you":
        return _of_another(found, word)
    verb = _verb(found, 2 + (found.words[2].lower() in _TWO if len(found.words) > 2 else 0))
    if verb >= len(found.words) or "X" in found.kinds[2:verb]:
        return ""
    doing = found.words[verb].lower()
    if word in ("is", "are", "was", "were"):
        return _gerund_phrase(found, verb, doing) if found.kinds[verb] == "G" else ""
    if word in ("have", "had") and doing == "been" and found.kinds[verb + 1 : verb + 2] == "G":
        return _from(found, verb + 1)
    if word in ("have", "has", "had") or doing in _NO_DOING or not _takes(found, verb, word):
        return ""
    return _gerund_phrase(found, verb, gerund(doing))


def _of_another(found: Read, helper: str) -> str:
    """'Kev still minding the rifle'; 'the tablets' of 'Are the tablets sitting well with you?'"""
    subject = _subject(found, 1, helper)
    if subject is None or (found.words[1].lower() in _POINTS and found.kinds[2:3] == "G"):
        return ""  # 'Is this costing you anything?'
    if not is_noun_phrase(found.part(1, subject[0])):
        return ""
    end, verb = subject
    doing = found.kinds[verb : verb + 1] == "G" and found.words[verb].lower() not in _FARES
    return _from(found, 1) if doing and found.kinds[0] == "B" else _spoken(found, 1, end)


def _gerund_phrase(found: Read, verb: int, doing: str) -> str:
    return _words(doing, _spoken(found, verb + 1, len(found.words)))


def _spoken(found: Read, first: int, last: int, *, subject: bool = False) -> str:
    """With 'you' as it is called in a note: 'they' where it does something, else 'them'."""
    kept = list(found.words[first:last])
    text, at = "", found.begins[first] if first < len(found.begins) else 0
    for place, word in enumerate(kept, first):
        text += found.text[at : found.begins[place]]
        at = found.begins[place] + len(word)
        text += _called(found, place, subject=subject)
    return text


def _called(found: Read, place: int, *, subject: bool) -> str:
    """The word as the note has it."""
    word = found.words[place]
    if word.lower() in ("you", "ye"):
        return _they(found, place, subject=subject)
    has = word == "'s" and found.kinds[place + 1 : place + 2] == "E" and found.words[place - 1].lower() in _HAS
    return " has" if has else word


def _they(found: Read, place: int, *, subject: bool) -> str:
    following = _verb(found, place + 1)
    does = found.kinds[following : following + 1] in tuple(VERBS)
    does = does or (found.kinds[following : following + 1] == "I" and found.kinds[place - 1] in "Sq,")
    before = found.words[place - 1].lower() if place else ""
    if before in _OBJECT_AFTER:
        return "them"
    if does and place and found.kinds[place - 1] in "VE" and before not in _TELLS_THAT:
        does = False  # 'what got you sent home'
    return "they" if subject or does else "them"


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part).replace(" ,", ",")
