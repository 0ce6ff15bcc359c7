"""What one person said in one go, clause by clause: scope, own topic, and why it is left out where it is."""

from collections.abc import Sequence

import msgspec

from scribe.events import Polarity, Role
from scribe.notes.language.clauses import Piece, split
from scribe.notes.language.content import content_words
from scribe.notes.language.cues import Cues, Topic, hit
from scribe.notes.language.scope import Scope, conditional, judge, would
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause
from scribe.notes.reading.exclusions import reasons
from scribe.notes.reading.risk_questions import RiskQuestions
from scribe.notes.reading.speeches import Speech


def analyse(
    speech: Speech,
    cues: Cues,
    *,
    opening: bool,
    asked: bool,
    idle: bool = False,
    questions: RiskQuestions | None = None,
) -> tuple[Clause, ...]:
    """The clauses of what was said in one go with scope, own topic and reason of exclusion."""
    heard = speech.whole
    pieces = split(heard.text)
    said = _utterances(speech, pieces)
    why = [reason for one in said for reason in reasons(one, heard.role, cues, opening=opening, asked=asked, idle=idle)]
    scopes = _scopes(pieces)
    asks = _asks(pieces, questions) if questions and heard.role is Role.THERAPIST else {}
    return tuple(
        Clause(
            utterance=heard.id,
            cites=speech.cites(piece.start, piece.start + len(piece.raw)),
            place=place,
            start=piece.start,
            raw=piece.raw,
            text=piece.text,
            end=piece.end,
            sentence=piece.sentence,
            scope=scopes[place],
            topic=_own_topic(piece, cues) if heard.role is not Role.THERAPIST else None,
            values=numbers(piece.text),
            words=len(content_words(piece.text)),
            excluded=reason,
            asks=asks.get(piece.sentence, frozenset()) if piece.end == "?" else frozenset(),
        )
        for place, (piece, reason) in enumerate(zip(pieces, why, strict=True))
    )


def _utterances(speech: Speech, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What is left out with one utterance takes no other with it, but for a sentence that goes on in the next."""
    said: list[list[Piece]] = []
    before = None
    for piece in pieces:
        first = speech.cites(piece.start, piece.start + len(piece.raw))[:1]
        if said and (first == before or piece.sentence == said[-1][-1].sentence):
            said[-1].append(piece)
        else:
            said.append([piece])
        before = first
    return said


def _asks(pieces: Sequence[Piece], questions: RiskQuestions) -> dict[int, frozenset[str]]:
    """By sentence, what its questions ask of risk."""
    whole: dict[int, list[Piece]] = {}
    for piece in pieces:
        whole.setdefault(piece.sentence, []).append(piece)
    return {
        number: questions.asked(" ".join(piece.raw for piece in parts) + "?")
        for number, parts in whole.items()
        if parts[-1].end == "?"
    }


def _scopes(pieces: Sequence[Piece]) -> list[Scope]:
    """Each clause judged alone, but a supposition holds for what would follow: 'If I lost it, I'd move back.'"""
    found: list[Scope] = []
    supposing = False
    for index, piece in enumerate(pieces):
        scope = judge(piece)
        begins = index == 0 or pieces[index - 1].sentence != piece.sentence
        same = [other for other in pieces if other.sentence == piece.sentence]
        if begins:
            supposing = any(conditional(other.text) for other in same) or (
                supposing and any(would(other.text) for other in same)
            )
        plain = scope.polarity in (Polarity.AFFIRMED, Polarity.NEGATED)
        if supposing and plain and would(piece.text):
            scope = msgspec.structs.replace(scope, polarity=Polarity.HYPOTHETICAL)
        found.append(scope)
    return found


def _own_topic(piece: Piece, cues: Cues) -> Topic | None:
    return max(
        (topic for topic in cues.topics if topic.tell and hit(topic.tell, piece.raw)),
        key=lambda topic: topic.weight,
        default=None,
    )
