"""What is seen of a clause when it is judged how much it tells: its words, its question, and what is made of it next.

A number that was asked for, and one that the therapist takes up in the next breath, is what a session is about.
"""

import re
from collections.abc import Iterable

import msgspec

from scribe.events import Polarity
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.scope import When
from scribe.notes.language.values import numbers
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.salience import CHANGE, CHATTER, FEELING, NAMED, WHEN, salience

MOST_WORDS = 10
SHORT = 3
"""Words up to which an answer leans on its question."""
_FILLED = frozenset({"1"})
"""A number that is oftener a pronoun."""
_AMOUNT_ASKED = re.compile(
    r"\bhow (?:many|much|often|long|far|late|early)\b|\bwhat (?:time|day|dose)\b|\bwhen\b|\bnumber\b", re.IGNORECASE
)
_THING_ASKED = re.compile(r"\b(?:what|who|where|which)\b", re.IGNORECASE)
_OF_SELF = re.compile(r"^(?:i|i'm|i've|i'd|we|my)\b", re.IGNORECASE)
_OF_IT = re.compile(r"^(?:it|that|this|there|he|she|they)\b", re.IGNORECASE)


class Place(msgspec.Struct, frozen=True):
    """Where in the talk a clause of an answer stands."""

    exchange: Exchange
    after: Turn | None
    """The therapist's next turn."""
    at: int
    """Index in its own turn."""
    told: int
    """Clauses of that turn."""


def places(exchanges: Iterable[Exchange]) -> Iterable[tuple[Clause, Place]]:
    """Every clause of the answers and where it stands."""
    every = list(exchanges)
    for number, exchange in enumerate(every):
        after = every[number + 1].prompt if number + 1 < len(every) else None
        for turn in exchange.answers:
            for at, clause in enumerate(turn.kept):
                yield clause, Place(exchange, after, at, len(turn.kept))


def features(clause: Clause, place: Place) -> list[float]:
    """In a fixed order, each of a spread near 1."""
    return [float(seen) for seen in (*_of_words(clause, place), *_of_question(clause, place), *_of_echo(clause, place))]


def _of_words(clause: Clause, place: Place) -> Iterable[float]:
    text, bare, scope = clause.text, without_lead(clause.text), clause.scope
    yield salience(clause, clause.topic or place.exchange.topic, answers=place.at == 0)
    yield min(clause.words, MOST_WORDS) / 5
    yield len(clause.values)
    yield min(place.told, 10) / 3
    yield place.at == 0
    yield 0 < place.at == place.told - 1
    yield scope.polarity is Polarity.NEGATED
    yield scope.polarity is Polarity.QUOTED
    yield clause.end == "?"
    yield scope.when is When.PLANNED
    yield bool(clause.values - _FILLED)
    yield from (bool(pattern.search(text)) for pattern in (WHEN, CHANGE, NAMED, CHATTER, FEELING))
    yield bool(_OF_IT.match(bare))
    yield bool(_OF_SELF.match(bare))
    yield word_count(text) <= SHORT
    yield word_count(bare) / 10


def _of_question(clause: Clause, place: Place) -> Iterable[float]:
    prompt = place.exchange.prompt
    asked = prompt.questions[-1].text if prompt and prompt.questions else ""
    amount = bool(_AMOUNT_ASKED.search(asked))
    yield bool(asked)
    yield amount
    yield bool(_THING_ASKED.search(asked))
    yield amount and bool(clause.values)
    yield _shared(clause, place.exchange.prompt)


def _of_echo(clause: Clause, place: Place) -> Iterable[float]:
    yield _shared(clause, place.after)
    yield place.after is not None and not clause.values.isdisjoint(numbers(place.after.text))


def _shared(clause: Clause, turn: Turn | None) -> float:
    """Share of its content words that a turn of the therapist's holds."""
    own = stems(clause.text)
    return len(own & stems(turn.text)) / max(1, len(own)) if turn else 0.0
