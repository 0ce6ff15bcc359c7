"""What the listener's tests share: sound in frames, invented words, a decoder that knows what was said."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE, Frame
from scribe.speech.heard import Decoded, HeardWord
from scribe.speech.hypothesis import ConfirmedWord


def frames_of(samples: NDArray[np.float32], position: int = 0) -> list[Frame]:
    """Whole frames; what is left over is dropped."""
    whole = len(samples) // FRAME
    return [Frame(position + n * FRAME, samples[n * FRAME : (n + 1) * FRAME]) for n in range(whole)]


def heard(text: str, start: float = 0.0, step: float = 0.3, p: float = 0.9) -> list[HeardWord]:
    """The words of `text`, each `step` seconds long, one after the other."""
    return [HeardWord(word, (n,), start + n * step, start + (n + 1) * step, p) for n, word in enumerate(text.split())]


def confirmed(text: str, start: float = 0.0, step: float = 0.3) -> list[ConfirmedWord]:
    """The same, as words that are certain."""
    return [ConfirmedWord(w.text, w.start, w.end, w.p, w.tokens) for w in heard(text, start, step)]


def texts(words: Iterable[ConfirmedWord | HeardWord]) -> str:
    return " ".join(word.text for word in words)


SLIVER = RATE // 50
"""Samples of a word that nobody would know it by: what a cut between two words may leave."""


@dataclass
class LoudnessDecoder:
    """Hears the word that the loudness of each tenth of a second spells: sample value n / 100 is word n."""

    seconds: list[float] = field(default_factory=list)
    """How much sound each call was given."""
    error: Exception | None = None

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        *,
        guess: tuple[int, ...] = (),
    ) -> Decoded:
        self.seconds.append(len(samples) / RATE)
        if self.error:
            raise self.error
        values = np.rint(samples * 100).astype(int)
        values[: round(seen_from * RATE)] = 0
        changes = np.flatnonzero(np.diff(values, prepend=0, append=0))
        words = []
        for first, last in pairwise(changes):
            number = int(values[first])
            if number and number not in prefix and last - first > SLIVER:
                words.append(HeardWord(f"w{number}", (number,), float(first) / RATE, float(last) / RATE, 0.9))
        return Decoded(tuple(words), 0.0, -0.1, False)

    def forget(self) -> None:
        """Nothing is held."""

    def encode_text(self, text: str) -> tuple[int, ...]:
        return tuple(range(1000, 1000 + len(text.split())))


def spelled(numbers: Sequence[int], seconds: float = 0.32, silence: float = 0.0) -> NDArray[np.float32]:
    """Sound in which LoudnessDecoder hears these words (1 to 99; 0 is silence), then silence."""
    parts = [np.full(round(seconds * RATE), number / 100, np.float32) for number in numbers]
    return np.concatenate([*parts, np.zeros(round(silence * RATE), np.float32)])


class LoudnessActivity:
    """Voice activity of such sound: whatever is not silent is speech."""

    def reset(self) -> None:
        """Nothing is remembered."""

    def probabilities(self, frames: Sequence[NDArray[np.float32]]) -> list[float]:
        return [float(np.abs(frame).max() > 0) for frame in frames]


class ScriptedWorker(Executor):
    """For the simulated loop: each call takes `cost` seconds of its clock, one after the other."""

    def __init__(self, cost: float = 0.0) -> None:
        self.cost = cost
        self._free_at = 0.0

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        loop = asyncio.get_running_loop()
        future: Future[Any] = Future()
        self._free_at = max(self._free_at, loop.time()) + self.cost
        loop.call_at(self._free_at, _run, future, lambda: call(*arguments, **named))
        return future


def _run(future: "Future[Any]", call: Callable[[], Any]) -> None:
    try:
        future.set_result(call())
    except Exception as error:  # handed on, as an executor does
        future.set_exception(error)
