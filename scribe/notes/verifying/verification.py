"""Does this statement hold, given these utterances? A model proposes; what the session supports is the note.

Pure. A statement holds only when every test says so; what can't be decided is refused, because the outline's own
wording stands anyway. Tests of the surface first (shape, markup, person), then of the grounds (cites, quotations,
words, speakers, polarity, time, numbers).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from scribe.events import Role, Statement
from scribe.notes.language.cleaning import corrected
from scribe.notes.language.prose import QUOTATION, Segment, read
from scribe.notes.language.quantities import baselines, direction_holds, half_day_agrees, units_agree
from scribe.notes.language.wording import Wording, load_wording, meaning, words
from scribe.notes.note import Heard
from scribe.notes.verifying.claims import Claim, Exchange, exchange_at, read_claims
from scribe.notes.verifying.entailment import Basis, Passage, Reason, frame_refusal, refusal, supported_numbers
from scribe.notes.verifying.quotations import verbatim

MOST_WORDS = 60
"""A longer sentence joins more than a reader can check against its evidence at a glance."""
LEAST_WORDS = 3
LEAST_LIKENESS = 0.25
"""Cosine of a statement with its best cited text, all-MiniLM-L6-v2: unrelated sentences lie under 0.2."""

_MARKUP = re.compile(
    r"https?:|www\.|\w@\w|[<>{}\[\]`*_#|\\=~^]|\bjson\b|\bprompt\b|\binstructions?\b|\bas an ai\b|\blanguage model\b|"
    r"\bscribe\b|\bu\d+\b|"
    r"\b(?:ignore|disregard) (?:all|any|the|previous|prior|your)\b",
    re.I,
)
_PERSON = re.compile(r"\b(?:I|I'[a-z]+|me|my|mine|myself|we|our|ours|us|you|your|yours|you'[a-z]+)\b", re.I)
_NEVER = re.compile(r"\b(?:n?ever|none|nobody|no one|always)\b", re.I)
_DONE_TO = re.compile(
    r"\b(?:call|tell|contact|text|email|reach|see|meet|ask|help|hurt|hit|thank|remind)(?:s|ed|ing)?\s+"
    r"(?:the\s+)?(client|therapist)\b|\btold\s+(?:the\s+)?(client|therapist)\b",
    re.I,
)
"""Whom it is done to: speech has 'me' and 'you' there, so only the outline's own words tell which of the two."""
_ALLOWED_CHARACTERS = re.compile(r"^[\w\s.,;:'’\"“”()%/&?!–—-]+$")


class Likeness(Protocol):
    def similarity(self, one: str, other: str) -> float:
        """Cosine of two sentences, -1 to 1."""
        ...


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """What the statements of one section may rest on."""

    heard: tuple[Heard, ...]
    """The whole session in order: an answer counts also where it is not cited."""
    citable: frozenset[str]
    """Utterances that are evidence of this section."""
    outline: tuple[Statement, ...] = ()
    """The outline's own sentences of the section: their wording is as good as speech where all they cite is cited."""
    diagnoses: str = ""
    """The chart's diagnoses, as text."""


class Verdict(msgspec.Struct, frozen=True):
    """`reasons` is empty where the statement holds. Reasons carry no words of the session."""

    reasons: tuple[Reason, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.reasons


def verify(
    text: str,
    cites: Iterable[str],
    grounds: Grounds,
    *,
    encoder: Likeness | None = None,
    wording: Wording | None = None,
) -> Verdict:
    """The verdict on one statement. Never raises on any text: a model's words are hostile input."""
    wording = wording or load_wording()
    cited = frozenset(cites)
    if (
        reason := surface_refusal(text)
        or _cite_refusal(cited, grounds)
        or _diagnosis_refusal(text, cited, grounds, wording)
    ):
        return Verdict((reason,))
    sources = _sources(cited, grounds)
    reasons = [
        *_number_refusals(text, sources, wording),
        *_segment_refusals(text, cited, grounds, wording),
    ]
    if _never_said(text, sources):
        reasons.append(Reason.POLARITY)
    if not _done_to(text) <= {who for one in _premises(cited, grounds) for who in _done_to(one.text)}:
        reasons.append(Reason.SPEAKER)
    if not reasons and encoder is not None and likeness(text, sources, encoder) < LEAST_LIKENESS:
        reasons.append(Reason.UNLIKE)
    return Verdict(tuple(dict.fromkeys(reasons)))


def mended(text: str, cites: frozenset[str], grounds: Grounds) -> tuple[str, frozenset[str]]:
    """The one repair that needs no model: all the cites of the outline's sentence, and no false quotation marks."""
    whole = frozenset(cite for one in grounds.outline if cites & set(one.cites) for cite in one.cites)
    known = {utterance.id: utterance.text.lower() for utterance in grounds.heard}
    cites = (cites & grounds.citable) | whole
    said = [known[cite] for cite in cites if cite in known]

    def without_marks(found: re.Match[str]) -> str:
        return found[0] if any(found[1].lower().strip(" .,!?") in line for line in said) else found[1]

    return QUOTATION.sub(without_marks, text), cites


def surface_refusal(text: str) -> Reason | None:
    """What no sentence of a note may look like, whatever it rests on."""
    count = len(text.split())
    if not LEAST_WORDS <= count <= MOST_WORDS or not text[:1].isupper() or text.rstrip()[-1:] not in (".", '"', "”"):
        return Reason.SHAPE
    if _MARKUP.search(text) or not _ALLOWED_CHARACTERS.match(text) or "\n" in text:
        return Reason.MARKUP
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return Reason.QUOTATION
    return Reason.PERSON if _PERSON.search(QUOTATION.sub(" ", text)) else None


def _cite_refusal(cited: frozenset[str], grounds: Grounds) -> Reason | None:
    known = {utterance.id for utterance in grounds.heard}
    return None if cited and cited <= grounds.citable and cited <= known else Reason.CITE


def _diagnosis_refusal(text: str, cited: frozenset[str], grounds: Grounds, wording: Wording) -> Reason | None:
    """A diagnosis is the clinician's: it stands in the chart or in the outline, or not at all."""
    named = _diagnoses(QUOTATION.sub(" ", re.sub(r"\bGAD-?7\b", " ", text, flags=re.I)), wording)
    allowed = _diagnoses(grounds.diagnoses, wording)
    for statement in _premises(cited, grounds):
        allowed |= _diagnoses(statement.text, wording)
    return Reason.DIAGNOSIS if named - allowed else None


def _diagnoses(text: str, wording: Wording) -> set[str]:
    return {word for word in (meaning(word, wording) for word in words(text)) if word in wording.diagnoses}


def _premises(cited: frozenset[str], grounds: Grounds) -> list[Statement]:
    return [statement for statement in grounds.outline if statement.cites and set(statement.cites) <= cited]


def _sources(cited: frozenset[str], grounds: Grounds) -> list[str]:
    spoken = [corrected(utterance.text) for utterance in grounds.heard if utterance.id in cited]
    return [*spoken, *(statement.text for statement in _premises(cited, grounds))]


def _number_refusals(text: str, sources: list[str], wording: Wording) -> Iterable[Reason]:
    outside = QUOTATION.sub(" ", text)
    if not half_day_agrees(outside, sources):
        yield Reason.NUMBER
    if not units_agree(outside, sources, wording):
        yield Reason.UNIT
    if not direction_holds(outside, sources):
        yield Reason.DIRECTION


def _never_said(text: str, sources: list[str]) -> bool:
    """'Never' is more than 'not': somebody has to have said so."""
    return bool(_NEVER.search(QUOTATION.sub(" ", text))) and not any(_NEVER.search(source) for source in sources)


def _done_to(text: str) -> set[str]:
    return {(found[1] or found[2]).lower() for found in _DONE_TO.finditer(QUOTATION.sub(" ", text))}


def _segment_refusals(text: str, cited: frozenset[str], grounds: Grounds, wording: Wording) -> Iterable[Reason]:
    names = first_names(grounds.heard)
    claims = read_claims(grounds.heard, cited, wording)
    exchanges = _exchanges(cited, grounds.heard)
    passages = _passages(claims, exchanges, cited, grounds, names, wording)
    segments = read(text, names, wording)
    if not any(segment.chunks or segment.numbers or segment.quotes for segment in segments):
        yield Reason.EMPTY
    drafted = _outline_segments(cited, grounds, names, wording)
    for segment in segments:
        if segment in drafted:
            continue  # the outline's own words, meant as the outline means them
        yield from _refusals_of(segment, claims, exchanges, passages)
        if segment.quotes and segment.negated:
            yield Reason.QUOTATION
        if not all(verbatim(quote, segment, grounds.heard, cited) for quote in segment.quotes):
            yield Reason.QUOTATION


def _outline_segments(
    cited: frozenset[str], grounds: Grounds, names: frozenset[str], wording: Wording
) -> frozenset[Segment]:
    return frozenset(segment for one in _premises(cited, grounds) for segment in read(one.text, names, wording))


def _refusals_of(
    segment: Segment, claims: Sequence[Claim], exchanges: Sequence[Exchange], passages: Sequence[Passage]
) -> Iterable[Reason]:
    if reason := frame_refusal(segment, claims, exchanges):
        yield reason
    if reason := refusal(segment, passages):
        yield reason
    carrying = [
        passage for passage in passages if any(refusal_of_chunk(segment, chunk, passage) for chunk in segment.chunks)
    ]
    earlier = msgspec.structs.replace(segment, past=True)
    usable = carrying if segment.chunks else passages
    supported = {number for passage in usable for number in supported_numbers(segment, passage)}
    before = {number for passage in usable for number in supported_numbers(earlier, passage)}
    if not segment.numbers <= supported | (before & baselines(segment.text)):
        yield Reason.NUMBER


def refusal_of_chunk(segment: Segment, chunk: tuple[str, ...], passage: Passage) -> bool:
    """True where this passage alone carries the chunk."""
    return refusal(msgspec.structs.replace(segment, chunks=(chunk,)), [passage]) is None


def _exchanges(cited: frozenset[str], heard: Sequence[Heard]) -> list[Exchange]:
    """Turn and answer, where both are cited."""
    found: list[Exchange] = []
    for place, utterance in enumerate(heard):
        exchange = exchange_at(heard, place) if utterance.id in cited else None
        if exchange and heard[exchange.second].id in cited:
            found.append(exchange)
    return found


def _passages(
    claims: Sequence[Claim],
    exchanges: Sequence[Exchange],
    cited: frozenset[str],
    grounds: Grounds,
    names: frozenset[str],
    wording: Wording,
) -> list[Passage]:
    """Each cited utterance, each question with its answer, each outline sentence alone and with one of those."""
    places = sorted({claim.place for claim in claims})
    spans = [{place} for place in places] + [{exchange.first, exchange.second} for exchange in exchanges]
    spoken: list[tuple[Basis, ...]] = [tuple(claim for claim in claims if claim.place in span) for span in spans]
    passages: list[Passage] = list(spoken)
    place_of = {utterance.id: place for place, utterance in enumerate(grounds.heard)}
    for statement in _premises(cited, grounds):
        own = read(statement.text, names, wording)
        mine = {place_of[cite] for cite in statement.cites if cite in place_of}
        passages.append(own)
        passages.extend((*own, *passage) for span, passage in zip(spans, spoken, strict=True) if span <= mine)
    return passages


def first_names(heard: Iterable[Heard]) -> frozenset[str]:
    """The participants' first names, lower case; the therapist is never named so."""
    named = (utterance for utterance in heard if utterance.name and utterance.role is not Role.THERAPIST)
    return frozenset(utterance.name.split()[0].lower() for utterance in named if utterance.name)


def likeness(text: str, sources: Sequence[str], encoder: Likeness) -> float:
    """Best cosine of the statement with one of its sources, -1 to 1."""
    return max((encoder.similarity(text, source) for source in sources), default=-1.0)
