"""Phrases by the tags of their words: each word is one letter, and a phrase is a pattern of letters.

'The two evenings at the club' is DCN-P-DN: a noun phrase. What a tagger cannot know, that a 'bit' or a 'moment' names
nothing, is a short list.
"""

import re
from typing import NamedTuple

from scribe.notes.language.remembered import remembered
from scribe.notes.language.tagging import KEPT, tagged

_KINDS = (
    "AT0:D DPS:D DT0:D CRD:C ORD:r AJ0:J AJC:J AJS:J AV0:R AVP:u XX0:X NN0:N NN1:N NN2:N NP0:N PNI:i PNP:p PNX:p EX0:p "
    "PRP:P PRF:P POS:O CJC:a CJS:S CJT:S TO0:T DTQ:q PNQ:q AVQ:q VBB:B VBD:B VBZ:B VDB:d VDD:d VDZ:d VHB:h VHD:h VHZ:h "
    "VM0:m VVB:V VVD:V VVZ:V VVI:I VDI:I VHI:I VBI:I VVG:G VDG:G VHG:G VBG:G VVN:E VDN:E VHN:E VBN:E ITJ:y"
)
_KIND = dict(pair.split(":") for pair in _KINDS.split())
_ALWAYS = {
    "q": "what how when where who why which whose",
    "B": "is are was were",
    "d": "does did",
    "h": "has had",
    "G": "doing going",
}
QUESTION_WORDS = frozenset(_ALWAYS["q"].split())
_CLOSED = {word: kind for kind, words in _ALWAYS.items() for word in words.split()}
"""Words of one kind, whatever a tagger makes of them at the head of a question."""
MARK = ","
"""Of marks; and of what has no tag of its own: '?'."""
_BASE = frozenset(("VVB", "VVI", "VDB", "VDI", "VBI"))
_DOERS = frozenset(("i", "you", "he", "she", "we", "they"))
VERBS = "BdhmV"
"""Finite ones."""
ASKING = "qBdhm"
"""A question begins with one of these."""
_CORE = r"(?:D?(?:R(?=J))?(?:[JCGNr]O?|E)*NC?|D[RJCr]*[JCr]|DJ?G|DP?D|i(?=P))"
_MORE = rf"(?:P(?:{_CORE}|G(?:[upi]R?|{_CORE})?|[Ci]|p(?![Bdhm]))|u(?!\w))"
NOUN = rf"{_CORE}(?:{_MORE})*"
"""'The rack', 'no searching after nine', 'meals on wheels', 'anything besides alcohol'."""
_WHOLE = re.compile(rf"{NOUN}(?:(?:,a?|a){NOUN})*")
_FIRST = re.compile(NOUN)
_CHUNK = re.compile(rf"{_CORE}(?:P(?=N|D){_CORE})?")
_DOING = re.compile(r"X?G(?!$)[^BdhmVy]*[^PTDaSqO,]|G")
_AFTER_ARTICLE = re.compile(r"(?<=D)V")
"""'The count': tagged as a verb, and none after an article."""
_NAMED = re.compile(r"N{1,2}")
_LIGHT = (
    "thing things bit lot kind sort way time times moment second seconds minute minutes day night week month year "
    "hour one ones side part parts point points question word words order deal sake entry reason course name "
    "place end couple half quarter rest number numbers step today tonight tomorrow yesterday morning afternoon "
    "evening fortnight god christ jesus lord case go fact story guess idea matter stuff line goodness heaven hell "
    "beauty amen scale score zero ten nothing none anything something everything left fair love dear mate thanks "
    "thank sorry right oof other others first next last purpose patience luck past stop questions reasons"
)
_NAMES_NOTHING = frozenset(_LIGHT.split())
"""Nouns of no content, of a time, and what is said to a person."""


class Read(NamedTuple):
    """A text, its words, and their kinds: one letter for each."""

    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    kinds: str
    begins: tuple[int, ...]

    def part(self, first: int, last: int) -> str:
        """As it was written, from one word up to another."""
        if first >= last or first >= len(self.words):
            return ""
        last = min(last, len(self.words)) - 1
        return self.text[self.begins[first] : self.begins[last] + len(self.words[last])]


@remembered(KEPT)
def read(text: str) -> Read:
    text = text.replace("’", "'")
    words = tagged(text)
    begins: list[int] = []
    at = 0
    for word, _ in words:
        at = text.index(word, at)
        begins.append(at)
        at += len(word)
    tags = tuple(tag for _, tag in words)
    kinds = "".join(_kind(word, tag) for word, tag in words)
    there = next((place for place, (word, _) in enumerate(words) if word.lower() == "there"), 0)
    if there and kinds[there - 1] == "B":
        kinds = f"{kinds[:there]}p{kinds[there + 1 :]}"  # 'How many were there?'
    kinds = _AFTER_ARTICLE.sub("N", kinds) if {"AT0", "DPS"} & set(tags) else kinds
    return Read(text, tuple(word for word, _ in words), tags, kinds, tuple(begins))


def _kind(word: str, tag: str) -> str:
    if tag.startswith("PU"):
        return MARK
    return _CLOSED.get(word.lower()) or _KIND.get(tag, "?")


def is_noun_phrase(text: str) -> bool:
    """The whole of it, and it names something: no 'sounds heavy', 'less good', 'quarter past', 'the next thing'."""
    found = read(text)
    return bool(_WHOLE.fullmatch(found.kinds)) and names_something(found, 0, len(found.words))


def is_doing(text: str) -> bool:
    """'Getting in on time': a gerund with what belongs to it."""
    return bool(_DOING.fullmatch(read(text).kinds))


def asks(found: Read) -> bool:
    """Begins with a question word or with a helper: 'how did it go', 'is that right'."""
    return found.kinds[:1] in tuple(ASKING)


def states(found: Read) -> bool:
    """Somebody, then what they do: no question, no request, no mere naming."""
    verb = next((place for place, kind in enumerate(found.kinds) if kind in VERBS), -1)
    return any(kind in "pNDi" for kind in found.kinds[: max(verb, 0)]) and "q" not in found.kinds[:1]


def requests(found: Read) -> bool:
    """'Let that one land': a verb in its base form, and nobody before it."""
    asks = len(found.words) > 1 and found.words[1].lower() in _DOERS  # 'Have you'
    return bool(found.words) and found.tags[0] in _BASE and not asks


def names_something(found: Read, first: int, last: int) -> bool:
    """Its noun has a content, or that of what it is 'of'; no 'heavy questions', no 'place on Wednesday'.

    After an article an adjective is enough: 'the physical side of it'."""
    along = next((at for at in range(first, last) if found.kinds[at] == "P" and found.tags[at] != "PRF"), last)
    words = list(zip(found.words[first:along], found.kinds[first:along], strict=True))
    plain = found.kinds[first : first + 1] != "D" and any(kind in "NG" for _, kind in words)
    nouns = "NG" if plain else "NGJi"
    return any(kind in nouns and word.lower() not in _NAMES_NOTHING and len(word) > 1 for word, kind in words) or (
        along < last and found.kinds[first:along] in ("i", "Di")
    )


def noun_phrase_at(found: Read, first: int) -> int:
    """Where the longest noun phrase that begins with this word ends; `first` where none does."""
    match = _FIRST.match(found.kinds, first)
    return match.end() if match else first


def noun_phrases(found: Read) -> list[tuple[int, int]]:
    """Those that name something, with a first 'of …' at most, in order; nobody who is only called by name."""
    chunks = [match.span() for match in _CHUNK.finditer(found.kinds)]
    return [
        (first, last)
        for first, last in chunks
        if names_something(found, first, last) and not called(found, first, last)
    ]


def called(found: Read, first: int, last: int) -> bool:
    """'Nadia' of 'And you, Nadia?': spoken to, and not spoken of."""
    alone = (first == 0 or found.words[first - 1] == ",") and (last == len(found.kinds) or found.words[last] == ",")
    return alone and len(found.kinds) > last - first > 0 and all(tag == "NP0" for tag in found.tags[first:last])


def uncalled(text: str) -> str:
    """Without the name of who is spoken to: 'What had you decided, Tom, on that landing?'"""
    found = read(text)
    for match in _NAMED.finditer(found.kinds):
        if called(found, *match.span()):
            before, after = found.part(0, match.start()).rstrip(" ,"), found.part(match.end(), len(found.words))
            return f"{before}{after if before else after.lstrip(' ,')}"
    return text
