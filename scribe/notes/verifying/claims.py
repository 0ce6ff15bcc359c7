"""What the cited utterances commit their speakers to, clause by clause, with questions joined to their answers.

The answer counts whether it is cited or not: a proposal that was turned down can't be passed off as agreed by leaving
the refusal out. A question becomes the answerer's own claim only where both are cited.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

import msgspec

from scribe.events import Polarity, Role
from scribe.notes.language.clauses import Piece, asks, split
from scribe.notes.language.constructions import Construction, construction, said_light_verbs
from scribe.notes.language.prose import CEASED, THERAPIST, in_past_tense, relative
from scribe.notes.language.scope import When, conditional, judge, negated, would
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.language.wording import Wording, meanings
from scribe.notes.note import Heard

ANSWER_REACH = 2
"""An answer may come after one backchannel ('mm-hmm'), not later."""


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    OPEN = "open"
    """It says something, but neither yes nor no."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One clause that somebody spoke (or the outline wrote), as far as a statement can rest on it."""

    place: int
    """Index of the utterance in the session."""
    actor: str
    """THERAPIST, or the speaker's first name in lower case, or the role where there is no name."""
    role: Role
    words: frozenset[str]
    numbers: frozenset[str]
    polarity: Polarity
    negated: bool
    ceased: bool
    when: When
    about_self: bool
    construction: Construction
    relative: str = ""
    """Who it is about where it is about somebody else: 'sister', as compared; empty for 'she'."""
    fresh: bool = True
    """It has a subject of its own, so it says something apart from the clause before it."""
    past_tense: bool = False
    """'I looked': it was so, which does not say that it still is."""
    directive: bool = False
    declined: bool = False
    opens: bool = False
    """A question that names a topic ('And the sleep?', 'How many nights?'): any short answer takes it up."""
    answered: bool = False
    """A question that became the answerer's claim."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A turn that asks or proposes, and what the other said to it. Places in the session."""

    first: int
    second: int
    answer: Answer
    asked: bool
    answerer: str


_YES = re.compile(
    r"^(?:(?:um+|uh+|oh|well|so),?\s+)*(?:yes|yeah|yep|yup|mm-?hmm+|uh-huh|right|exactly|definitely|absolutely|"
    r"sure|okay|ok|true|correct|of course|deal|fine|alright|all right|sounds good|"
    r"that works|i (?:do|did|am|have|can|will|would|could)(?=[.,!]|$)|"
    r"i (?:can|will|could) (?:do|try) (?:that|it))\b(?!,? no\b)",
    re.I,
)
_NO = re.compile(
    r"^(?:(?:um+|uh+|oh|well|so|god|sorry),?\s+)*(?:no|nope|nah|never|none|nothing|not really|not at all|not anymore|"
    r"not this|neither|i (?:don't|didn't|haven't|can't|couldn't|won't|wouldn't|never)|i'm not|i've never|"
    r"it (?:doesn't|isn't|wasn't))\b(?!,? yeah\b)",
    re.I,
)
_TURNED_DOWN = re.compile(
    r"\b(?:can't|cannot|couldn't|won't|doesn't work|not (?:this|that|yet|every|ready)|rather not|too (?:much|many))\b",
    re.I,
)
_OPEN_QUESTION = re.compile(r"\b(?:how|what|what's|when|where|which|who|whose|why)\b", re.I)
_CLOSED_QUESTION = re.compile(r"\b(?:do|does|did|are|is|was|were|have|has|had|can|could|would|will|any|ever)\b", re.I)
_TOPIC_WORDS = 5
"""'And the sleep?' only names a topic."""
_SHORT_REPLY = 7
"""Words: a longer reply without a number says what it says by itself."""
_DIRECTIVE = re.compile(
    r"\b(?:let's|try|could|would you|want you to|how about|what about|what if|i'd like|maybe|should|suggest\w*|"
    r"recommend\w*|"
    r"can you|will you|can we|shall we|keep|homework|practice|see you|we'll|i'll|we can)\b",
    re.I,
)


_TELLS = re.compile(
    r"^(?:(?:um+|uh+|well|like|so|and|oh)[, ]+)*"
    r"(?:(?:i|we)(?:'ve)? (?:lost|gained|slept|had|got|took|take|missed|drank|smoked|used|ate|did|walked|went|get|"
    r"sleep|drink)|"
    rf"(?:(?:about|around|maybe|perhaps|like|only),? )*{NUMBER})\b",
    re.I,
)
_MIGHT_DO = re.compile(r"\b(?:can|could|would|should|shall|will|might|may|do (?:i|we)|if|or)\b", re.I)
_OWN_SUBJECT = re.compile(
    r"\b(?:i|he|she|they|we|you|it|that|there|who|which)\b|\b(?:my|his|her|their|our)\s+\w+", re.I
)
_OTHERS_SUBJECT = re.compile(
    r"^(?:(?:and|but|so|then|because|well)[, ]+)*(?:people|everyone|everybody|someone|somebody|nobody|no one|others|"
    r"(?:one|two|three|some|all|most|both|many|none) of (?:my|the|us|them)|"
    r"(?:the|my|our) (?:kids|boys|girls|children))\b",
    re.I,
)
_THEN_OTHER = re.compile(
    r"\s+(?:when|because|after|before|while|until|since|so|and|but|that|which|who|where|if|as)\s+"
    r"(?=(?:he|she|they|you|people|"
    r"everyone|(?:my|his|her|their|the)\s+(?:\w+\s+)?(?:mother|father|mom|mum|dad|sister|brother|husband|wife|partner|"
    r"boyfriend|girlfriend|son|daughter|kids?|boss|manager|friend|ex|parents))\b)",
    re.I,
)
"""'I cry when he leaves': from here on somebody else is meant, and only what stands before is the speaker's."""
_THOUGHT_TOLD = re.compile(
    r"\b(?:keep|kept|start(?:ed)?|always|just|was|am|i'm|been|catch myself)\s+"
    r"(?:thinking|telling myself|hearing),?\s*$",
    re.I,
)
"""'I keep thinking, I'm a burden': what follows is the thought, not the fact."""
_TO_THE_RECORDER = re.compile(
    r"\b(?:the|this) (?:client|patient|therapist|note|record|scribe|transcript|schema|evidence)(?:'s)?\b|"
    r"\b(?:ignore|disregard|instructions?|prompt|scribe|computer|developer mode|markdown|bracket|json|as an ai)\b|"
    r"^(?:assistant|begin|end of|write|say|put|add|insert|output|print|replace|record|mark|repeat|pretend|forget)\b",
    re.I,
)
"""Words about the note rather than about a life: nobody in the room calls themself 'the client'."""


def actor_of(utterance: Heard) -> str:
    if utterance.role is Role.THERAPIST:
        return THERAPIST
    return utterance.name.split()[0].lower() if utterance.name else utterance.role.value


def read_claims(heard: Sequence[Heard], cited: frozenset[str], wording: Wording) -> tuple[Claim, ...]:
    """The claims of the cited utterances, in the order of the session."""
    found: list[Claim] = []
    for place, utterance in enumerate(heard):
        if utterance.id in cited:
            exchange = exchange_at(heard, place)
            claims = _utterance_claims(place, utterance, exchange, wording)
            found.extend(claims)
            if exchange and heard[exchange.second].id in cited:
                found.extend(_answered(claims, exchange, heard[exchange.second]))
    return tuple(found)


def exchange_at(heard: Sequence[Heard], place: int) -> Exchange | None:
    """What the next other speaker said to this turn; None at the end of the session or after a long gap of turns."""
    actor = actor_of(heard[place])
    for second in range(place + 1, min(place + 1 + ANSWER_REACH, len(heard))):
        if actor_of(heard[second]) != actor:
            return Exchange(
                first=place,
                second=second,
                answer=answer_of(heard[second].text),
                asked="?" in heard[place].text,
                answerer=actor_of(heard[second]),
            )
    return None


def answer_of(text: str) -> Answer:
    """Yes, no or neither, by how the turn begins; 'yeah, no' is neither."""
    if _NO.match(text):
        return Answer.NO
    first = re.split(r"[.?!]", text, maxsplit=1)[0]
    if _YES.match(text) and not _TURNED_DOWN.search(first):
        return Answer.YES
    return Answer.NO if _TURNED_DOWN.search(first) else Answer.OPEN


def _utterance_claims(place: int, utterance: Heard, exchange: Exchange | None, wording: Wording) -> list[Claim]:
    claims: list[Claim] = []
    supposing = False
    turned_down = exchange is not None and exchange.answer is Answer.NO
    for _, group in groupby(split(utterance.text), key=lambda piece: piece.sentence):
        sentence = list(group)
        if utterance.role is not Role.THERAPIST and _gives_figure(sentence):
            sentence = [msgspec.structs.replace(piece, end=".") for piece in sentence]
        polarity, supposing = _sentence_polarity(sentence, supposing)
        for piece in sentence:
            for text in _THEN_OTHER.split(piece.text):
                part = msgspec.structs.replace(piece, text=text)
                claims.append(_claim(place, utterance, part, polarity, turned_down, wording))
    return claims


def _sentence_polarity(sentence: list[Piece], supposing: bool) -> tuple[Polarity | None, bool]:
    """A polarity that the whole sentence imposes on its clauses, and whether the next sentence still supposes."""
    alone = {judge(piece).polarity for piece in sentence}
    conditioned = any(conditional(piece.text) for piece in sentence) or Polarity.HYPOTHETICAL in alone
    if Polarity.QUOTED in alone or any(_TO_THE_RECORDER.search(piece.text) for piece in sentence):
        return Polarity.QUOTED, False
    if any(_THOUGHT_TOLD.search(piece.raw) for piece in sentence[:-1]):
        return Polarity.QUOTED, False
    if sentence[-1].end == "?":
        return Polarity.QUESTION, conditioned
    if conditioned or (supposing and any(would(piece.text) for piece in sentence)):
        return Polarity.HYPOTHETICAL, True
    return None, False


def _gives_figure(sentence: Sequence[Piece]) -> bool:
    """'I've lost, um, five pounds?', 'Twenty minutes?': an amount that is not sure to the last, in answer."""
    text = " ".join(piece.text for piece in sentence)
    return bool(_TELLS.match(text) and numbers(text)) and not (asks(text) or _MIGHT_DO.search(text))


def _claim(
    place: int, utterance: Heard, piece: Piece, imposed: Polarity | None, turned_down: bool, wording: Wording
) -> Claim:
    scope = judge(piece)
    directive = bool(_DIRECTIVE.search(piece.text)) or scope.when is When.PLANNED
    return Claim(
        place=place,
        actor=actor_of(utterance),
        role=utterance.role,
        words=frozenset(meanings(piece.text, wording)) | said_light_verbs(piece.text),
        numbers=numbers(piece.text),
        polarity=imposed or scope.polarity,
        negated=negated(CEASED.sub(" ", piece.text)),
        ceased=bool(CEASED.search(piece.text)),
        when=scope.when,
        about_self=scope.self_ and not _OTHERS_SUBJECT.search(piece.text),
        construction=construction(piece.text, wording),
        relative=relative(piece.text, wording),
        fresh=bool(_OWN_SUBJECT.search(piece.text)),
        past_tense=in_past_tense(piece.text, wording),
        directive=directive,
        opens=imposed is Polarity.QUESTION and _opens(piece.text),
        declined=turned_down and (directive or imposed is Polarity.QUESTION),
    )


def _answered(claims: list[Claim], exchange: Exchange, reply: Heard) -> list[Claim]:
    """The questions of a turn as what the answerer thereby said. A negative question answered 'yes' says nothing."""
    pieces = split(reply.text)
    says_no = exchange.answer is Answer.NO or (bool(pieces) and judge(pieces[0]).polarity is Polarity.NEGATED)
    brief = bool(numbers(reply.text)) or len(reply.text.split()) <= _SHORT_REPLY
    made: list[Claim] = []
    for claim in claims:
        taken_up = claim.opens and brief if exchange.answer is Answer.OPEN else not (claim.negated and not says_no)
        if claim.polarity is Polarity.QUESTION and taken_up:
            made.append(
                msgspec.structs.replace(
                    claim,
                    actor=exchange.answerer,
                    role=reply.role,
                    polarity=Polarity.NEGATED if says_no else Polarity.AFFIRMED,
                    negated=says_no,
                    declined=False,
                    answered=True,
                )
            )
    return made


def _opens(text: str) -> bool:
    if _OPEN_QUESTION.search(text):
        return True
    return len(text.split()) <= _TOPIC_WORDS and not _CLOSED_QUESTION.search(text)
