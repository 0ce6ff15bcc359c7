"""One utterance's text into clauses: the smallest pieces that a statement may be made of.

A clause keeps its verbatim words (what a quotation may hold) and a cleaned form without fillers and false starts.
Where a speaker corrects a value ('sixty, no, hang on, seventy') only the last one is left in the cleaned form.
"""

import re

import msgspec

from scribe.notes.language.cleaning import EDGE, clean, without_corrected, without_lead
from scribe.notes.language.remembered import remembered
from scribe.notes.language.shortened import NOT_SHORTENED
from scribe.notes.language.values import has_number

MIN_CLAUSE_WORDS = 3
"""A piece with fewer words stays with its neighbour: it says nothing alone."""

_SENTENCE = re.compile(rf"{NOT_SHORTENED}([.?!…]+[\"”']?|—|--)(?=\s|$)")
_SUBJECT = r"(?:I|I'm|I've|I'd|I'll|he|she|we|they|it|it's|that's|there|there's|you|my|the|if|when|then)\b"
_JOIN = re.compile(
    rf",\s+(?=(?:and|but|so|because|which|or)\s+(?:then\s+)?{_SUBJECT})"
    r"|\s+(?=but\s+(?:I|he|she|we|they|it|not)\b)"
    r"|,\s+(?=(?:but|although|though|whereas|unless|then)\s)"
    rf"|,\s+(?=(?:I|I'm|I've|I'd|I'll|he|she|we|they)\s)"
    r"|;\s+"
)
_SPLICE = re.compile(
    r",\s+(?=(?:(?:it|that|there|he|she)'s|(?:it|that|there|this)\s(?:is|was|were)|(?:they|we|you)'(?:re|ve|d))\s)",
    re.IGNORECASE,
)
"""'I hit the brake, it was over': two sentences for which a recogniser wrote a comma."""
SPLICED_WORDS = 18
"""Words of a sentence from which it is likely to be several; in a short one the comma is meant."""
_OF_OTHERS = re.compile(r"\b(?:s?he|his|hers?|him|they|them|theirs?|(?:my|our) [a-z-]+)\b", re.IGNORECASE)
"""What is told of somebody else is left out, or kept, as one."""
_DEPENDS = re.compile(
    r"^\W*(?:(?:and|but|so|well|like|even|only|just)\W+)*(?:if|when|whenever|because|after|before|once|while|since|until|"
    r"although|though|unless|as|what|how|where|every time|the (?:way|day|moment|minute|time|more|less))\b",
    re.IGNORECASE,
)
"""What follows it belongs to it: 'When it's late at night, it's worse.'"""
_THINKS = re.compile(
    r"^\W*(?:(?:and|but|so|then|um+|uh+)\b\W*)*I(?:'m| am| was)? (?:just )?(?:think|thought|thinking|feel|felt)\b"
    r"(?:\W+(?:um+|uh+|er+|like))*\W*$",
    re.IGNORECASE,
)
"""'And I think, um': what follows is thought, and not so."""
RUN_ON_WORDS = 9
"""A part with more words to each of its marks may be several clauses."""
_NEW_CLAUSE = re.compile(
    r"(?<!\bthat)(?<!\bwhat)(?<!\bif)(?<!\bwhen)(?<!\bbecause)(?<!\bthan)(?<!\bthink)(?<!\bknow)(?<!\bsay)(?<!\bsaid)(?<!\bsays)(?<!\bsaying)(?<!\bthinks)(?<!\bthought)(?<!\blike)(?<!\bas)(?<!\bhow)(?<!\bwhere)(?<!\bthing)"
    r"(?<!\btime)(?<!\bwhy)(?<!\bwho)(?<!\bbefore)(?<!\bafter)(?<!\buntil)(?<!\bsure)(?<!\bone)(?<!\bguess)(?<!\bsuppose)(?<!\bfeel)(?<!\bfelt)(?<!\bwish)(?<!\bhope)\s+"
    r"(I(?:'m|'ve|'ll|'d)?\s(?:can|could|was|will|have|had|did|do|don't|didn't|am|still|just|went|"
    r"got|see|know|mean)\b|I(?:'m|'ve|'ll)\s|"
    r"(?:and|but|so)\s+(?:then\s+)?(?:I|I'm|I've|I'd|I'll|he|she|we|they|it's|that's|there's|my|"
    r"one thing|keep|what|how|let's|homework|next time)\b|"
    r"okay\s|any (?:thoughts?|urges?|plans?|change|panic|side)\b|it's (?:still|just|not|so|like|like)\b|let's\s|"
    r"(?:how (?:much|many|likely|often|did|do|was|is)|what (?:did|do|does|are|were|would|number|would))\s)",
)
_RELATIVE = re.compile(
    r"\b(?:the|a|an|my|that|this|those|these|some|any|no|every|everything|all|thing)(?:\s+\w+){0,2}\s+$", re.IGNORECASE
)
"""'The dizziness I had': what follows the noun belongs to it."""
_INVERTED = re.compile(
    r"^(?:any\b(?! of (?:my|it|the))|(?:do|did|does|are|were|was|is|have|has|had|can|could|would|"
    r"will|should|shall)\s+(?:you|it|that|there|he|she|they|we|I|your|the|anyone|anybody|any|this)\b|"
    r"(?:what|how|when|where|who|why|which)\b[^,]{0,40}?\b(?:do|did|does|are|were|was|is|have|has|"
    r"had|can|could|would|will|should|'s)\s+(?:you|it|that|there|he|she|they|we|I|your|the|anyone)\b|"
    r"(?:how|what) (?:often|about|many|much)\b|what's\b|how's\b|has anyone\b)",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r",? (?:or )?anything (?:like that|else)$", re.IGNORECASE)


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A clause before anyone judged it."""

    raw: str
    """Verbatim part of the utterance, without spaces around it."""
    text: str
    """Cleaned: no fillers, no repeated words, corrections applied."""
    sentence: int
    """Which sentence of the utterance it belongs to, from 0."""
    end: str
    """The punctuation that ends its sentence, '' inside one."""
    start: int
    """Offset of `raw` in the utterance's text."""


@remembered(8192)
def split(text: str) -> tuple[Piece, ...]:
    """The clauses of one utterance in order."""
    text = text.replace("’", "'")
    pieces: list[Piece] = []
    for number, (start, sentence, mark) in enumerate(_sentences(without_corrected(text))):
        parts = _parts(sentence)
        for place, (offset, part) in enumerate(parts):
            raw = part.strip(EDGE)
            indent = len(part) - len(part.lstrip(EDGE))
            if cleaned := clean(raw):
                end = mark if place == len(parts) - 1 else ""
                end = "?" if end in ("", ".", "…") and asks(cleaned) else end
                pieces.append(Piece(raw=raw, text=cleaned, sentence=number, end=end, start=start + offset + indent))
    following = [*pieces[1:], None]
    return tuple(piece for piece, after in zip(pieces, following, strict=False) if not _false_start(piece, after))


def _run_on(part: str) -> list[int]:
    """Where new clauses begin in talk that a recogniser wrote without punctuation."""
    marks = len(re.findall(r"[,;:]", part))
    if len(part.split()) <= RUN_ON_WORDS * (marks + 1) or '"' in part or "“" in part:
        return []
    found = _NEW_CLAUSE.finditer(part)
    return [m.start(1) for m in found if not (m[1].startswith("I") and _RELATIVE.search(part[: m.start(1)]))]


def asks(text: str) -> bool:
    """Has the word order of a question: recognisers drop the mark."""
    return bool(_INVERTED.match(without_lead(text)) or _OPEN_ENDED.search(text))


def _false_start(piece: Piece, after: Piece | None) -> bool:
    """'I missed two. I missed two doses': the second says it."""
    return after is not None and without_lead(after.text).lower().startswith(without_lead(piece.text).lower() + " ")


def _sentences(text: str) -> list[tuple[int, str, str]]:
    """(offset, sentence without its end mark, end mark); marks inside quotation marks don't end a sentence."""
    found: list[tuple[int, str, str]] = []
    begin = 0
    for match in _SENTENCE.finditer(text):
        if _inside_quotes(text, match.start()) and match.end() < len(text) and '"' not in match[1]:
            continue
        found.append((begin, text[begin : match.start()] + _closing(match[1]), match[1][0]))
        begin = match.end()
    if text[begin:].strip():
        found.append((begin, text[begin:], ""))
    return [item for item in found if item[1].strip(EDGE + "\"'")]


def _closing(mark: str) -> str:
    return "".join(char for char in mark if char in '"”')


def _inside_quotes(text: str, position: int) -> bool:
    return (text[:position].count('"') + text[:position].count("“") + text[:position].count("”")) % 2 == 1


def _parts(sentence: str) -> list[tuple[int, str]]:
    """(offset in the sentence, part), cut where a new clause begins; short parts stay joined."""
    cuts = [m.end() for m in _JOIN.finditer(sentence) if not _inside_quotes(sentence, m.start())]
    cuts = sorted({*cuts, *_splices(sentence, cuts)})
    begins = [0, *cuts]
    ends = [*cuts, len(sentence)]
    cuts = sorted({*cuts, *(b + cut for b, e in zip(begins, ends, strict=True) for cut in _run_on(sentence[b:e]))})
    parts: list[tuple[int, str]] = []
    begin = 0
    for cut in [*cuts, len(sentence)]:
        part = sentence[begin:cut]
        if cut < len(sentence) and _THINKS.match(part):
            continue
        if parts and len(part.split()) < MIN_CLAUSE_WORDS and not has_number(part):
            offset, before = parts.pop()
            parts.append((offset, before + part))
        elif part.strip(EDGE):
            parts.append((begin, part))
        begin = cut
    return parts


def _splices(sentence: str, cuts: list[int]) -> list[int]:
    found: list[int] = []
    if len(sentence.split()) < SPLICED_WORDS or _OF_OTHERS.search(sentence):
        return found
    for match in _SPLICE.finditer(sentence):
        begin = max((cut for cut in (0, *cuts, *found) if cut <= match.start()), default=0)
        before = sentence[begin : match.start()]
        tells = len(before.split()) >= MIN_CLAUSE_WORDS or has_number(before)
        alone = tells and not _DEPENDS.match(before)
        if alone and not _inside_quotes(sentence, match.start()):
            found.append(match.end())
    return found
