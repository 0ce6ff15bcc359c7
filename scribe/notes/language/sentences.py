"""Whether words are a sentence: who or what it is about, and the finite verb that says something of it.

Read from the tags of its words. 'My knees are sore' has both; 'The dizziness I had' names a thing, for its only verb is
inside what follows the noun; 'Slept badly' lacks its subject, who is the speaker; 'I could' lacks what could be done.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scribe.notes.language.tagging import FINITE, HELPERS, NOUNS, Tagged, tagged

_NAMES = NOUNS | {"PNI", "CRD", "ORD", "DT0", "EX0", "PNP", "VVG", "PNX"}
"""What can be what a verb is said of."""
_NOMINATIVE = frozenset(["i", "we", "he", "she", "they", "you", "it"])
_ACCUSATIVE = frozenset(["me", "him", "them", "us", "em", "myself", "themselves"])
_OPENS = frozenset(["CJS", "CJT", "AVQ", "DTQ", "PNQ"])
"""Begins a clause inside another: 'when', 'that', 'who'."""
_ALSO_GOVERNS = frozenset(["before", "after", "since", "until", "till", "than", "like", "as"])
"""Tagged as 'when' is, but a noun may be all that follows: 'before the pill I was getting four'."""
_GOVERNS = frozenset(["PRP", "PRF"])
_ADVERBS = frozenset(["AV0", "AVP", "XX0", "ITJ"])
_MARKS = frozenset(["PUN", "PUQ", "PUL", "PUR"])
_SAYS_LITTLE = _ADVERBS | _MARKS | {"PRP", "PRF", "CJC", "CJS", "CJT", "PNP", "DT0", "TO0", "AT0", "AVQ", "DTQ"}
_NAE = re.compile(r"\b(did|do|does|is|was|had|has|have|ca|could|would|wo)nae\b", re.IGNORECASE)
_DONE = frozenset(["got", "went", "slept", "woke", "came", "felt"])
"""Past forms that describe nothing by themselves, as 'worn' and 'scared' do."""
_ASKING = frozenset(["AVQ", "DTQ", "PNQ"])
FEWEST = 2
"""Words and marks after a broken-off verb from which something new is said."""
_BARE = frozenset(["VVB", "VVI"])
_WHENS = re.compile(
    r"^(?:\w+days?|days?|nights?|mornings?|evenings?|afternoons?|weeks?|fortnights?|weekends?|months?|years?|times?|summer|winter|"
    r"spring|autumn|christmas|easter|today|tomorrow|yesterday|tonight)$",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:once|twice|daily|weekly|nightly|always|never|mostly|often|rarely|sometimes|usually|"
    r"not (?:any ?more|now|yet|since))\b",
    re.IGNORECASE,
)
_WISHES = frozenset(["like", "love", "prefer", "rather", "hate", "say", "said", "guess", "guessed", "bet"])


class Said(NamedTuple):
    """A finite verb with what it is said of."""

    subject: int | None
    """Place of its head among the words; None where the speaker left it out."""
    verb: int
    inside: bool
    """In a clause within the sentence."""


def whole(text: str) -> bool:
    """A subject and its finite verb, of the sentence itself and not of a clause inside it."""
    return main(text) is not None


def main(text: str) -> Said | None:
    """What the sentence says; None where it is none, or asks or orders."""
    outside = next((said for said in _said(_words(text)) if not said.inside), None)
    return outside if outside is not None and outside.subject is not None else None


def begins_with_name(text: str) -> bool:
    """'Mabel scratches at the door': its first letter stays, whether the name was said before or not."""
    first = next(iter(_words(text)), None)
    return first is not None and _is_name(first) and "-" not in first.word


def of_speaker(text: str) -> bool:
    """What it says is said of the speaker: 'Monday I slept', and not 'the five turns into forty because I sleep'."""
    said = main(text)
    return said is not None and said.subject is not None and _words(text)[said.subject].word == "I"


def tells_past(text: str) -> bool:
    """'You had signed up', 'it was ninety', 'you've missed two': of what was or has been."""
    words, said = _words(text), main(text)
    if said is None:
        return False
    after = next((one for one in words[said.verb + 1 :] if one.tag not in _ADVERBS), None)
    has = words[said.verb].tag in {"VHB", "VHZ"} or words[said.verb].word.lower() in {"'ve", "'s"}
    perfect = has and after is not None and after.tag in {"VVN", "VBN", "VHN", "VDN", "VVD"}
    return perfect or words[said.verb].tag in {"VVD", "VBD", "VHD", "VDD"}


def subject_left_out(text: str) -> bool:
    """'Slept badly', 'could not eat': begins with a verb whose subject is most likely the speaker."""
    words = [one for one in _words(text) if one.tag not in _ADVERBS | _MARKS]
    if len(words) < 2 or any(one.word.lower() in {"me", "myself"} for one in words):
        return False
    does = words[0].tag in {"VVD", "VHD", "VDD"} or words[0].word.lower() in _DONE
    does = does or (words[0].tag == "VVN" and words[1].tag in {"AT0", "DPS", "PNP"})
    return does or (words[0].tag == "VM0" and words[1].tag in {"VVI", "VDI"})


def unfinished(text: str) -> bool:
    """'I could', 'it's, huh': what was meant stood in what was said before, or was never said."""
    kept = [one for one in _words(text) if one.tag not in {"XX0", "ITJ"}]
    verbs = [place for place, one in enumerate(kept) if one.tag.startswith("V")]
    if len(verbs) != 1 or kept[verbs[0]].tag not in HELPERS or any(one.tag in _ASKING | {"CRD"} for one in kept):
        return False
    after = kept[verbs[0] + 1 :]
    return all(one.tag in _MARKS for one in after) or (after[0].tag in _MARKS and len(after) <= FEWEST)


def says_little(text: str) -> bool:
    """Neither a thing nor a deed nor a quality nor an amount nor a time: 'before', 'not so much'."""
    return all(one.tag in _SAYS_LITTLE for one in _words(text)) and not tells_when(text)


def merely_how(text: str) -> bool:
    """'Smaller', 'so easy': no more than how something is."""
    words = _words(text)
    return len(words) <= FEWEST and not holds_noun(text) and not tells_when(text)


def tells_when(text: str) -> bool:
    """Names a day, a time or how often."""
    return bool(_HOW_OFTEN.search(text)) or any(_WHENS.match(one.word) for one in _words(text))


def orders(text: str) -> bool:
    """'Come on', 'forget it': asks something of whoever is there, and names nothing."""
    words = [one for one in _words(text) if one.tag not in _ADVERBS | _MARKS]
    return bool(words) and words[0].tag in {"VVB", "VDB", "VBB"} and not holds_noun(text)


def holds_noun(text: str) -> bool:
    """Holds a noun, a name or a number."""
    return any(one.tag in NOUNS or one.tag in {"CRD", "ORD"} for one in _words(text))


def asks_by_order(text: str) -> bool:
    """'Would Thursday suit', 'will they ask her': the helper stands before its subject."""
    words = _words(text)
    if len(words) < 2 or words[0].tag not in HELPERS:
        return False
    after = words[1]
    if words[0].word.lower() in {"have", "be", "do"}:
        return after.word.lower() in _NOMINATIVE
    return after.tag in _NAMES | {"AT0", "DPS"}


def remarks(text: str) -> bool:
    """'That's their call', 'spelling doesn't count': says how a thing is, and no one does anything; no amount of it."""
    words, said = _words(text), main(text)
    if said is None or said.subject is None or any(one.tag == "CRD" or _is_name(one) for one in words):
        return False
    of = words[said.subject]
    thing = of.tag in {"NN1", "NN0", "NP0", "VVG", "DT0", "EX0", "AJ0"} or of.word.lower() == "it"
    return thing and words[said.verb].tag in HELPERS - {"VM0", "VHB"} | {"POS"}


def owns(words: Sequence[Tagged], place: int) -> bool:
    """The 's there makes an owner ('the pen's lid'), no verb ('the pen's broken'); the tags alone confound them."""
    before, after = words[place - 1], words[place + 1] if place + 1 < len(words) else None
    if after is None or after.tag in _MARKS:
        return before.tag in NOUNS
    ends = place + 2 >= len(words) or words[place + 2].tag in _MARKS
    owned = NOUNS if ends or words[place].tag != "POS" else NOUNS | {"AJ0"}
    return after.tag in owned and (not after.word.endswith("ing") or bool(_WHENS.match(before.word)))


def _is_name(one: Tagged) -> bool:
    return one.tag == "NP0" and one.word[0].isupper()


def supposes(text: str) -> bool:
    """What it says would be so, and is not: 'I'd die'. What somebody would like is so."""
    words = _words(text)
    said = main(text)
    if said is None or words[said.verb].tag != "VM0" or words[said.verb].word.lower() not in {"would", "'d", "woulda"}:
        return False
    kept = [one for one in words[said.verb + 1 :] if one.word.lower() in _WISHES or one.tag not in _ADVERBS]
    if [one.tag for one in kept[:2]] == ["VHI", "VBN"]:
        return False  # 'he'd have been twelve' tells a day or an age
    after = kept[1:] if kept and kept[0].tag == "VHI" else kept
    return not after or after[0].word.lower() not in _WISHES


def _words(text: str) -> tuple[Tagged, ...]:
    """Its tagged words; 'wasnae' is two, as 'wasn't' is."""
    return tagged(_NAE.sub(r"\1n't", text))


def _said(words: Sequence[Tagged]) -> Iterator[Said]:
    """Each finite verb in turn, with its subject and whether it is inside."""
    subject: int | None = None
    inside, governed, opener = 0, False, ""
    for place, (word, tag) in enumerate(words):
        spoken = word.lower()
        if tag in _GOVERNS:
            governed = True
        elif tag == "CJT" and opener in _ALSO_GOVERNS and words[place - 1].word.lower() == opener:
            subject = place
        elif tag in _OPENS and place:
            inside, governed, opener = inside + 1, False, spoken
            subject = place if tag in {"DTQ", "PNQ"} else None
        elif tag in _OPENS - {"CJT"}:
            inside, opener = 1, spoken
            subject = place if tag in {"DTQ", "PNQ"} else None
        elif _is_finite(words, place, subject):
            yield Said(_reaching(words, place, subject), place, inside > 0)
            inside, governed, opener = max(0, inside - 1), False, ""
        elif spoken in _NOMINATIVE and not (governed and words[place - 1].tag in _GOVERNS):
            if opener in _ALSO_GOVERNS and subject is not None:
                inside, opener = inside - 1, ""
            else:
                inside += _belongs(words, place, subject)
            subject, governed = place, False
        elif (tag in _NAMES or tag == "CJT") and spoken not in _ACCUSATIVE:
            subject = subject if governed else place
            governed = governed and _goes_on(words, place)


def _goes_on(words: Sequence[Tagged], place: int) -> bool:
    """The noun after a preposition has another word to come: 'at the kitchen table'."""
    return place + 1 < len(words) and words[place + 1].tag in NOUNS


def _reaching(words: Sequence[Tagged], place: int, subject: int | None) -> int | None:
    """The subject, but for an order after whoever is spoken to ('Grant, hold on'); an adjective that stands for one."""
    if words[place].tag in _BARE and place and words[place - 1].tag in _MARKS:
        return None
    if subject is None and place > 1 and words[place - 1].tag == "AJ0" and words[place - 2].tag in {"AT0", "DPS"}:
        return place - 1
    return subject


def _is_finite(words: Sequence[Tagged], place: int, subject: int | None) -> bool:
    """Or what can only be one: 'the pen's broken', which is tagged as 'the pen's lid' is, and 'she locks'."""
    tag = words[place].tag
    if tag == "POS":
        return not owns(words, place)
    if tag in FINITE:
        return True
    kept = [one for one in words[:place] if one.tag not in _ADVERBS]
    own = bool(kept) and subject is not None and kept[-1].word.lower() in _NOMINATIVE
    return own and tag in {"VVI", "VVN", "VBN", "NN0", "NN1", "NN2", "AJ0"}


def _belongs(words: Sequence[Tagged], place: int, subject: int | None) -> bool:
    """'The dizziness I had', 'the more I hide': the pronoun begins a clause that belongs to what stands before it,
    which is no time ('Friday I slept')."""
    before = words[place - 1] if place else None
    if before is None or words[place].word.lower() == "it":
        return False
    if before.tag in {"AJC", "AV0"}:
        return place > 1 and words[place - 2].tag == "AT0"
    return subject is not None and before.tag in _NAMES - {"PNP"} and not _WHENS.match(before.word)
