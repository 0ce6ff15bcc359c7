"""Is this a question about risk, however it is worded? 'Did dying cross your mind?', 'Would you rather not go on?'

A logistic regression for each subject, over the sentence's vector and a few telling words, learned from three thousand
sentences that were written for it (config/reading/risk_questions.jsonl; scripts/train-risk-questions). A second ear
beside the cues: it adds questions and takes none away, and without the sentence model the cues stand alone.
"""

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from scribe import resources
from scribe.errors import ConfigError
from scribe.notes.language.learned import source, weights

SURE = 0.5
"""Log odds from which a sentence asks: at 0 one in four of what it finds is something else."""
SURER = {"suicidal": 1.0, "harm_others": 1.0, "violence": 1.5, "abuse": 1.5, "psychosis": 1.5, "substance": 1.2}
"""Subjects that ordinary talk comes near to: 'What does he do when you push back?', 'What happens as you hear that?'"""
NEAR = {"suicidal": frozenset({"plan", "intent", "history"})}
"""Labels of sentences that teach a subject nothing: 'Do you have a plan?' alone may be of anything."""
_FOLDER = "reading"
NAME = "risk_questions"


class Encoder(Protocol):
    def encode(self, text: str) -> NDArray[np.float32]:
        """Shape (384,), length 1."""
        ...


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    words: tuple[str, ...]


class Weights(msgspec.Struct, forbid_unknown_fields=True):
    """What was learned. `weights`: subject to one weight for each feature and the constant last."""

    learned_from: str
    """sha256 of the sentences and words that it was learned from."""
    weights: dict[str, tuple[float, ...]]


class RiskQuestions:
    def __init__(self, encoder: Encoder) -> None:
        """ConfigError where a file under config/reading is damaged."""
        learned = taught()
        self._encoder, self._subjects = encoder, tuple(learned.weights)
        self._weights = np.array(list(learned.weights.values()), dtype=np.float32)
        self._cached = lru_cache(maxsize=4096)(self._asked)

    def asked(self, sentence: str) -> frozenset[str]:
        """Subjects that the sentence asks about: 'suicidal', 'self_harm', 'harm_others', 'violence', 'abuse',
        'psychosis', 'substance', 'means', 'family'."""
        return self._cached(sentence)

    def _asked(self, sentence: str) -> frozenset[str]:
        odds = self._weights @ np.append(features(sentence, self._encoder), np.float32(1.0))
        return frozenset(
            subject for subject, found in zip(self._subjects, odds, strict=True) if found > SURER.get(subject, SURE)
        )


def features(sentence: str, encoder: Encoder) -> NDArray[np.float32]:
    """The sentence's vector, then 1 or 0 for each telling word; shape (384 + words,)."""
    told = [float(bool(word.search(sentence))) for word in telling_words()]
    return np.concatenate([encoder.encode(sentence), np.array(told, dtype=np.float32)])


@cache
def telling_words() -> tuple[re.Pattern[str], ...]:
    found = _read(_FOLDER, f"{NAME}.toml")
    try:
        return tuple(re.compile(word, re.IGNORECASE) for word in msgspec.toml.decode(found, type=_Words).words)
    except (msgspec.ValidationError, msgspec.DecodeError, re.error) as error:
        raise ConfigError(f"config/{_FOLDER}/{NAME}.toml: {error}", "Install Scribe anew, or mend the file.") from error


@cache
def taught() -> Weights:
    """ConfigError where the file is damaged."""
    return weights(NAME, Weights, "train-risk-questions")


def sentences() -> Sequence[tuple[str, frozenset[str]]]:
    """What is learned from: a therapist's sentence and the subjects that it asks about."""
    lines = map(json.loads, _read(_FOLDER, f"{NAME}.jsonl").decode().splitlines())
    return [(line["text"], frozenset(line["labels"])) for line in lines]


def learned_from() -> str:
    """sha256 of everything that is learned from."""
    return source((_read(_FOLDER, f"{NAME}.jsonl"), _read(_FOLDER, f"{NAME}.toml")))


def _read(*parts: str) -> bytes:
    return resources.config(*parts).read_bytes()
