"""How likely a clinician would keep what a client said: a logistic regression over what is seen of a clause.

Learned from the facts of mock sessions that were written for it (examples/talks; scripts/train-worth). It decides
what stays where the words run out; what may be told, and in what words, it has no part in. With the sentence model the
clause's vector is seen, too.
"""

from collections.abc import Iterable
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from scribe.notes.language.learned import weights
from scribe.notes.reading.conversation import Clause, Exchange
from scribe.notes.reading.features import Place, features, places
from scribe.notes.reading.risk_questions import Encoder

SALIENCE, KEPT, STEEP = 0.3, 12.0, 1.2
"""What a point of salience and certainty of being kept weigh, and the power to which that certainty is taken: two
clauses that are likely half as much are worth less than one. Found by trial on the talks, each left out of what judged
it."""
VECTOR = 3.0
"""Beside the other features, whose spread is near 1, a vector of length 1 has small numbers."""
NAME = "worth"


class Weights(msgspec.Struct, forbid_unknown_fields=True):
    """What was learned: one for each feature and the constant last."""

    learned_from: str
    """sha256 of the talks that it was learned from."""
    alone: tuple[float, ...]
    """Without the sentence model."""
    weights: tuple[float, ...]
    """With it."""


class Worth:
    def __init__(self, encoder: Encoder | None) -> None:
        """ConfigError where the weights are damaged."""
        self._encoder = encoder
        learned = taught()
        self._weights = np.array(learned.weights if encoder else learned.alone, dtype=np.float32)

    def of(self, exchanges: Iterable[Exchange]) -> dict[tuple[str, int], float]:
        """By a clause's key: how much it tells, on the scale of salience."""
        found: dict[tuple[str, int], float] = {}
        for clause, place in places(exchanges):
            seen = seen_of(clause, place, self._encoder)
            odds = float(self._weights[:-1] @ seen + self._weights[-1])
            found[clause.key] = SALIENCE * float(seen[0]) + KEPT * float((1 + np.exp(-odds)) ** -STEEP)
        return found


def seen_of(clause: Clause, place: Place, encoder: Encoder | None) -> NDArray[np.float32]:
    """Shape (27,), or (27 + 384,) with the sentence model; salience first."""
    seen = np.array(features(clause, place), dtype=np.float32)
    return seen if encoder is None else np.concatenate([seen, VECTOR * encoder.encode(clause.text)])


@cache
def taught() -> Weights:
    """ConfigError where the file is damaged."""
    return weights(NAME, Weights, "train-worth")
