"""Does one assertion of a sentence follow from what the cited speech commits its speakers to?

Every content word and every number must stand in one passage (an utterance, a question with its answer, or the
outline's own sentence with an utterance it cites), spoken by the right person, meant as a fact, about the right
person, with the same polarity and the same time. The first test that no support survives names the reason.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

import msgspec

from scribe.events import Polarity, Role
from scribe.notes.language.constructions import agrees
from scribe.notes.language.prose import CLIENT, NOBODY, OTHER, THERAPIST, Segment
from scribe.notes.language.scope import When
from scribe.notes.language.wording import FrameKind
from scribe.notes.verifying.claims import Answer, Claim, Exchange


class Reason(StrEnum):
    """Why a statement was refused."""

    CITE = "cite"
    SHAPE = "shape"
    MARKUP = "markup"
    PERSON = "person"
    DIAGNOSIS = "diagnosis"
    QUOTATION = "quotation"
    EMPTY = "empty"
    WORD = "word"
    NUMBER = "number"
    UNIT = "unit"
    DIRECTION = "direction"
    SPEAKER = "speaker"
    UNREAL = "unreal"
    EXPERIENCER = "experiencer"
    POLARITY = "polarity"
    TIME = "time"
    BUILT = "built"
    SCATTERED = "scattered"
    NOT_ASKED = "not-asked"
    NOT_AGREED = "not-agreed"
    UNLIKE = "unlike"


Basis = Claim | Segment
"""What a word may rest on: a clause that was spoken, or an assertion of the outline's sentence."""
Passage = Sequence[Basis]
Check = tuple[Reason, Callable[[Segment, Claim], bool]]

_NO_NUMBERS: frozenset[str] = frozenset()
_ABOUT_TALK = (FrameKind.ASK, FrameKind.DISCUSS)
"""'Asked about sleep' and 'discussed sleep' say only that it was spoken of."""
_TWO_SIDED = (FrameKind.AGREE, FrameKind.DECLINE)
_UNSETTLED = (FrameKind.ASK, FrameKind.DISCUSS, FrameKind.PROPOSE, FrameKind.DECLINE)
_TO_COME = (FrameKind.AGREE, FrameKind.PLAN, FrameKind.PROPOSE, FrameKind.DISCUSS, FrameKind.ASK, FrameKind.DECLINE)


def refusal(segment: Segment, passages: Sequence[Passage]) -> Reason | None:
    """None where some passage carries every chunk of the segment; else the reason that stands nearest to success."""
    return next((reason for chunk in segment.chunks if (reason := _chunk_refusal(segment, chunk, passages))), None)


def _chunk_refusal(segment: Segment, chunk: tuple[str, ...], passages: Sequence[Passage]) -> Reason | None:
    whole = [basis for passage in passages for basis in passage]
    for word in chunk:
        if reason := _word_refusal(segment, word, whole):
            return reason
    pairs = zip(segment.chunks, segment.chunk_numbers, strict=True)
    values = next((found for one, found in pairs if one == chunk), _NO_NUMBERS)
    fits = any(
        connected(chunk, values, passage) and all(_word_refusal(segment, word, passage) is None for word in chunk)
        for passage in passages
    )
    return None if fits else Reason.SCATTERED


def connected(chunk: tuple[str, ...], values: frozenset[str], passage: Passage) -> bool:
    """The words and numbers hang together by the clauses in which they were said, not only by who said them.

    'I walked the dog on Monday. I cooked on Wednesday.' does not carry a walk on Wednesday.
    """
    wanted = {*chunk, *(f"#{value}" for value in values)}
    together = [unit & wanted for unit in _units(passage)]
    reached: set[str] = set()
    for unit in together:  # few and small: start from the first that holds any of them, and grow
        if unit and not reached:
            reached = set(unit)
    grown = True
    while grown:
        grown = False
        for unit in together:
            if unit & reached and not unit <= reached:
                reached |= unit
                grown = True
    return reached >= {*chunk} and not any(unit - reached for unit in together if unit)


def _units(passage: Passage) -> list[set[str]]:
    """What was said in one breath: a clause with the fragments that follow it, a question with a short answer."""
    units: list[set[str]] = []
    before: Claim | None = None
    for basis in passage:
        own = {f"#{number}" for number in basis.numbers}
        if not isinstance(basis, Claim):
            units.append(own | basis.label | {word for chunk in basis.chunks for word in chunk})
            continue
        if before is not None and (before.answered or before.place != basis.place or not basis.fresh):
            units[-1] |= own | basis.words
        else:
            units.append(own | basis.words)
        before = basis
    return units


def _word_refusal(segment: Segment, word: str, bases: Iterable[Basis]) -> Reason | None:
    own, claims = _with_word(word, bases)
    if any(same_sense(segment, basis) for basis in own):
        return None
    if not claims:
        return Reason.POLARITY if own else Reason.WORD
    return claim_refusal(segment, claims) or _contradicted(segment, claims)


def _contradicted(segment: Segment, claims: Sequence[Claim]) -> Reason | None:
    """'I looked. I'm not looking now.': the same person said the word both ways; which one counts is not decided."""
    if segment.frame in _UNSETTLED or segment.past:
        return None
    fit = [one for one in claims if said_by(segment, one) and _meant(segment, one) and _about(segment, one)]
    held = {claim.place for claim in fit if _same_polarity(segment, claim)}
    turned = {claim.place for claim in fit if not _same_polarity(segment, claim)}
    return Reason.POLARITY if held & turned else None


def _with_word(word: str, bases: Iterable[Basis]) -> tuple[list[Segment], list[Claim]]:
    own: list[Segment] = []
    claims: list[Claim] = []
    for basis in bases:
        if isinstance(basis, Claim):
            if word in basis.words:
                claims.append(basis)
        elif any(word in chunk for chunk in basis.chunks):
            own.append(basis)
    return own, claims


def claim_refusal(segment: Segment, claims: Sequence[Claim]) -> Reason | None:
    """The test at which the last of the claims fell; None where one passes them all."""
    left = list(claims)
    for reason, holds in CHECKS:
        left = [claim for claim in left if holds(segment, claim)]
        if not left:
            return reason
    return None


def supported_numbers(segment: Segment, passage: Passage) -> frozenset[str]:
    """The numbers that this passage lets the segment say."""
    found: set[str] = set()
    for basis in passage:
        if claim_refusal(segment, [basis]) is None if isinstance(basis, Claim) else same_sense(segment, basis):
            found |= basis.numbers
    return frozenset(found)


def same_sense(segment: Segment, outline: Segment) -> bool:
    """The outline's assertion says it of the same person, with the same polarity, time and kind of talk."""
    return (
        segment.subject == outline.subject
        and _talk(segment) == _talk(outline)
        and segment.negated == outline.negated
        and segment.ceased == outline.ceased
        and segment.about_other == outline.about_other
        and segment.conditional == outline.conditional
        and segment.planned == outline.planned
        and (segment.past or not outline.past)
        and not (segment.present and outline.past_tense)
        and _same_relative(segment, outline)
        and agrees(segment.construction, outline.construction, content(segment), content(outline))
    )


def _talk(segment: Segment) -> FrameKind | None:
    """Plain assertions, reports and denials differ in polarity only."""
    return None if segment.frame in (FrameKind.REPORT, FrameKind.DENY) else segment.frame


def said_by(segment: Segment, claim: Claim) -> bool:
    if segment.subject == NOBODY:
        return False  # 'Stop writing.' is nobody's; only the outline may leave out who
    if segment.frame in _TWO_SIDED or segment.subject == OTHER:
        return True
    if segment.frame is FrameKind.DISCUSS and segment.subject == THERAPIST:
        return True
    if segment.subject == CLIENT:
        return claim.role is Role.CLIENT
    return claim.actor == segment.subject


def _meant(segment: Segment, claim: Claim) -> bool:
    """Said as a fact, not quoted, supposed, asked or turned down, as far as the statement says so too."""
    if claim.polarity is Polarity.QUOTED or (claim.declined and segment.frame not in _UNSETTLED):
        return False
    if claim.polarity is Polarity.QUESTION:
        return segment.frame in _TO_COME
    if segment.frame is FrameKind.ASK:
        return False
    if segment.frame is FrameKind.PROPOSE:
        return claim.directive
    if claim.polarity is Polarity.HYPOTHETICAL:
        return segment.conditional or (segment.frame in _ABOUT_TALK and segment.subject == THERAPIST)
    return True


def _about(segment: Segment, claim: Claim) -> bool:
    return segment.about_other != claim.about_self and _same_relative(segment, claim)


def _same_relative(segment: Segment, basis: Basis) -> bool:
    """'Her husband' is not her sister; 'she' may be."""
    return not segment.about_other or not basis.relative or segment.relative == basis.relative


def content(basis: Basis) -> frozenset[str]:
    """Everything a statement or its source says, as compared: words and numbers."""
    spoken = basis.words if isinstance(basis, Claim) else frozenset(word for chunk in basis.chunks for word in chunk)
    return spoken | basis.numbers


def _built_alike(segment: Segment, claim: Claim) -> bool:
    """'Almost', 'wanted to' and 'he was hit by' are not lost; talk about talk may leave them out."""
    if segment.frame in (*_ABOUT_TALK, *_TWO_SIDED, FrameKind.PROPOSE):
        return True
    source = claim.construction
    if claim.answered and segment.planned:  # 'Could you …?' 'Sure.' is a plan
        source = msgspec.structs.replace(source, hedges=source.hedges - {"possible"})
    return agrees(segment.construction, source, content(segment), content(claim))


def _same_polarity(segment: Segment, claim: Claim) -> bool:
    if segment.frame in _ABOUT_TALK:
        return not segment.negated
    return segment.ceased == claim.ceased and segment.negated == claim.negated


def _same_time(segment: Segment, claim: Claim) -> bool:
    if segment.frame in _ABOUT_TALK:
        return True
    if claim.when is When.PAST:
        return (segment.past or segment.ceased) and not segment.planned
    if segment.present and claim.past_tense:
        return False
    if claim.when is When.PLANNED:
        return segment.planned or segment.frame in _TO_COME
    return not segment.planned or claim.directive


CHECKS: tuple[Check, ...] = (
    (Reason.SPEAKER, said_by),
    (Reason.UNREAL, _meant),
    (Reason.EXPERIENCER, _about),
    (Reason.POLARITY, _same_polarity),
    (Reason.TIME, _same_time),
    (Reason.BUILT, _built_alike),
)


def frame_refusal(segment: Segment, claims: Sequence[Claim], exchanges: Sequence[Exchange]) -> Reason | None:
    """'Denied' needs a question and a no, 'agreed' a yes, 'declined' a no; all among the cited utterances."""
    if segment.frame is FrameKind.DENY:
        return None if _denied(segment, claims, exchanges) else Reason.NOT_ASKED
    if segment.negated and segment.frame in _TWO_SIDED:
        return Reason.NOT_AGREED
    if segment.frame is FrameKind.AGREE:
        return None if _answered(segment, Answer.YES, exchanges) else Reason.NOT_AGREED
    if segment.frame is FrameKind.DECLINE:
        return None if _answered(segment, Answer.NO, exchanges) else Reason.NOT_AGREED
    return None


def _denied(segment: Segment, claims: Sequence[Claim], exchanges: Sequence[Exchange]) -> bool:
    """A question was asked, and the answer is a no or holds the negated words themselves."""
    for exchange in exchanges:
        if not exchange.asked or not _is_actor(segment.subject, exchange.answerer):
            continue
        own_words = [claim for claim in claims if claim.place == exchange.second and claim.negated]
        if exchange.answer is Answer.NO or own_words:
            return True
    return False


def _answered(segment: Segment, answer: Answer, exchanges: Sequence[Exchange]) -> bool:
    return any(exchange.answer is answer and _is_actor(segment.subject, exchange.answerer) for exchange in exchanges)


def _is_actor(subject: str, actor: str) -> bool:
    return actor != THERAPIST if subject == CLIENT else actor == subject
