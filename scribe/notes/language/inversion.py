"""Where a question has its helper, its subject and its verb, by the tags of their words.

'How often does the picture come': 'does', 'the picture', 'come'.
"""

from scribe.notes.language.conjugation import is_verb
from scribe.notes.language.phrases import Read, noun_phrase_at, read

MOST_ASKING = 6
"""Words of 'how many of the nights' at most, before the helper."""
HAVE = {"have": "have", "has": "has", "had": "had", "'ve": "have", "'s": "has", "'d": "had"}
"""Helpers before a participle, in full."""
POINTS = frozenset(("that", "this", "those", "these"))
TWO = frozenset(("both", "two", "guys"))
"""After 'you'."""
_BETWEEN = "last first ever even also both each all still"
_ALSO_BETWEEN = frozenset(_BETWEEN.split())
"""Between a subject and its verb, whatever their tags are."""


def helper_of(found: Read) -> int:
    """The word before the subject; -1 where the question word is the subject itself: 'What gets you out of bed?'"""
    for place, kind in enumerate(found.kinds[1 : MOST_ASKING + 1], 1):
        if kind in "Bdhm":
            return place
        if kind in "Vp,SqTG":
            return -1
    return -1


def subject_of(found: Read, first: int, helper: str) -> tuple[int, int] | None:
    """(where it ends, its verb's place or the end): the shortest that a verb follows, or the longest noun phrase."""
    kinds, words = found.kinds, found.words
    if first >= len(words):
        return None
    if kinds[first] == "p" or (words[first].lower() in POINTS and kinds[first + 1 : first + 2] not in tuple("NJCG")):
        end = first + 1 + (first + 1 < len(words) and words[first + 1].lower() in TWO)
        if kinds[end : end + 1] == "a" and (more := noun_phrase_at(found, end + 1)) > end + 1:
            end = more  # 'How are you and Clarice?'
        return end, verb_after(found, end)
    longest = noun_phrase_at(found, first)
    be = found.kinds[first - 1] == "B" and not is_does(found, first - 1)
    if longest == first or be:
        return (longest, verb_after(found, longest)) if longest > first else None
    for end in range(first + 1, longest + 1):
        verb = verb_after(found, end)
        done = found.kinds[first - 1] == "h" and (helper != "'d" or found.kinds[verb : verb + 1] == "E")
        whole = noun_phrase_at(read(found.part(first, end)), 0) == end - first
        if whole and takes(found, verb, helper if done else "do"):
            return end, verb
    for end in range(longest - 1, first + 1, -1):
        if is_verb(words[end].lower()):
            return end, end  # 'What time does the quiet run out?': tagged as a run
    return None


def verb_after(found: Read, end: int) -> int:
    """The place of the next word that is no adverb."""
    while end < len(found.words) and (found.kinds[end] in "RX" or found.words[end].lower() in _ALSO_BETWEEN):
        end += 1
    return end


def takes(found: Read, verb: int, helper: str) -> bool:
    """A verb of the form that goes with the helper."""
    if verb >= len(found.words):
        return False
    tag = found.tags[verb]
    if helper in HAVE:
        return tag[1:] in ("VN", "BN", "DN", "HN", "VD") or found.kinds[verb] == "E"
    base = found.kinds[verb] == "I" or tag in ("VVB", "VDB", "VHB", "VBB")
    return base or (found.kinds[verb] in "VE" and is_verb(found.words[verb].lower()))


def is_does(found: Read, helper: int) -> bool:
    """The 's of 'What's your body tell you?'"""
    if found.words[helper].lower() != "'s":
        return False
    end = noun_phrase_at(found, helper + 1) if found.kinds[helper + 1 : helper + 2] != "p" else helper + 2
    like = found.words[end : end + 1] == ("like",)
    return not like and end > helper + 1 and end < len(found.words) and found.tags[end] in ("VVI", "VVB", "VDI", "VHI")
