"""How likely a clinician would keep what a client said: a logistic regression over its vector and what `salience` sees.

Learned from the facts of mock sessions that were written for it (examples/talks/known; scripts/train-worth). It decides
what stays where the words run out; what may be told, and in what words, it has no part in. Without the sentence model
salience stands alone.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from scribe import resources
from scribe.errors import ConfigError
from scribe.events import Polarity
from scribe.notes.conversation import Clause, Exchange
from scribe.notes.cues import Topic
from scribe.notes.risk_questions import Encoder
from scribe.notes.salience import salience
from scribe.notes.scope import When

SALIENCE, KEPT = 0.5, 12.0
"""What a point of salience and certainty of being kept weigh. Found by trial on the talks, each left out of what judged
it."""
VECTOR = 3.0
"""Beside the other features, whose spread is near 1, a vector of length 1 has small numbers."""
_NAME = "worth.weights.json"


class Weights(msgspec.Struct, forbid_unknown_fields=True):
    """What was learned: one for each feature and the constant last."""

    learned_from: str
    """sha256 of the talks that it was learned from."""
    weights: tuple[float, ...]


class Worth:
    def __init__(self, encoder: Encoder) -> None:
        """ConfigError where the weights are damaged."""
        self._encoder = encoder
        self._weights = np.array(_learned().weights, dtype=np.float32)

    def of(self, exchanges: Iterable[Exchange]) -> dict[tuple[str, int], float]:
        """By a clause's key: how much it tells, on the scale of salience."""
        found: dict[tuple[str, int], float] = {}
        for exchange in exchanges:
            for clause, place, told in answers(exchange):
                seen = features(clause, exchange.topic, place, told, self._encoder)
                odds = float(self._weights[:-1] @ seen + self._weights[-1])
                found[clause.key] = SALIENCE * seen[0] + KEPT / (1 + np.exp(-odds))
        return found


def answers(exchange: Exchange) -> Iterable[tuple[Clause, int, int]]:
    """Every clause of the answers with its place in its turn and how many the turn has."""
    for turn in exchange.answers:
        for place, clause in enumerate(turn.kept):
            yield clause, place, len(turn.kept)


def features(clause: Clause, asked: Topic | None, place: int, told: int, encoder: Encoder) -> NDArray[np.float32]:
    """Shape (10 + 384,). `asked`: the subject of the question."""
    polarity = clause.scope.polarity
    seen = [
        salience(clause, clause.topic or asked, answers=place == 0),
        clause.words / 5,
        len(clause.values),
        min(place, 6) / 2,
        min(told, 10) / 3,
        asked is not None,
        clause.topic is not None,
        polarity is Polarity.NEGATED,
        polarity is Polarity.QUOTED,
        clause.scope.when is When.PLANNED,
    ]
    return np.concatenate([np.array(seen, dtype=np.float32), VECTOR * encoder.encode(clause.text)])


@cache
def _learned() -> Weights:
    try:
        return msgspec.json.decode(weights_file().read_bytes(), type=Weights)
    except (OSError, msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ConfigError(f"config/reading/{_NAME}: {error}", "Run: scripts/train-worth") from error


def source(talks: Iterable[bytes]) -> str:
    """sha256 of everything that is learned from."""
    digest = hashlib.sha256()
    for talk in talks:
        digest.update(talk)
    return digest.hexdigest()


def weights_file() -> Path:
    return resources.config("reading") / _NAME
