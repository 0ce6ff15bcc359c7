"""Sound into words, a pass at a time: the model, what is known so far, and the guards against what was never said."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.speech import guards
from scribe.speech.endpoint import Voiced
from scribe.speech.hypothesis import ConfirmedWord, Hypothesis
from scribe.speech.sound import Sound
from scribe.speech.vocabulary import NO_VOCABULARY, Vocabulary, leaked
from scribe.speech.whisper import Decoded

UNHEARD_S = 0.6
"""So much speech at the end of a stretch without a word is worth a second pass without the prefix."""


class Decoder(Protocol):
    """What is needed of Whisper."""

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
    ) -> Decoded: ...

    def encode_text(self, text: str) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Pass:
    """What one look at the open stretch found."""

    confirmed: tuple[ConfirmedWord, ...]
    draft: tuple[ConfirmedWord, ...]
    edge: float
    """Seconds since capture began up to which sound was decoded."""


class Transcriber:
    """Not thread-safe: one pass at a time, on the Whisper thread; `begin`, `settle` and `forget` between passes."""

    def __init__(self, whisper: Decoder, guard: float, vocabulary: Vocabulary = NO_VOCABULARY) -> None:
        self._whisper = whisper
        self._vocabulary = vocabulary
        self._hypothesis = Hypothesis(guard)

    @property
    def needs_from(self) -> float:
        """Sound before this (seconds) will not be looked at again."""
        return self._hypothesis.window_start

    def begin(self, start: float) -> None:
        """A stretch of speech begins at `start`, pre-roll included."""
        self._hypothesis.begin(start)

    def forget(self) -> None:
        """A pause: nothing carries over it."""
        self._hypothesis.forget()

    def settle(self) -> tuple[ConfirmedWord, ...]:
        """The stretch ended and the last pass heard all of it: the words it left open."""
        return self._hypothesis.settle()

    def missed(self, voiced: tuple[Voiced, ...]) -> bool:
        """Somebody spoke after the last word that was heard."""
        last = self._hypothesis.draft[-1].end if self._hypothesis.draft else self._hypothesis.last_end
        return _voiced_after(voiced, last, float("inf")) >= UNHEARD_S

    def listen(self, sound: Sound, edge: float, voiced: tuple[Voiced, ...], *, final: bool) -> Pass:
        """Decode the window up to `edge`; `final` when the stretch has ended there."""
        confirmed = self._listen(sound, edge, voiced, final=final)
        if final and _voiced_after(voiced, self._hypothesis.last_end, edge) >= UNHEARD_S:
            self._hypothesis.restart()
            confirmed += self._listen(sound, edge, voiced, final=True)
        self._hypothesis.trim(edge)
        return Pass(confirmed, self._hypothesis.draft, edge)

    def _listen(
        self, sound: Sound, edge: float, voiced: tuple[Voiced, ...], *, final: bool
    ) -> tuple[ConfirmedWord, ...]:
        known = self._hypothesis
        samples = sound.between(known.window_start, edge)
        if len(samples) < RATE // 10:
            return ()
        previous = (*self._vocabulary.tokens, *known.context)
        found = self._whisper.decode(samples, known.prefix, previous, known.seen_from)
        voiced_s = _voiced_after(voiced, known.last_end, edge)
        words = guards.heard(found.words, found.no_speech, found.log_probability, voiced_s, known.spoken)
        words = words[: leaked([word.text for word in words], self._vocabulary.terms)]
        return known.hear(words, edge, voiced, final=final)


def _voiced_after(voiced: tuple[Voiced, ...], start: float, end: float) -> float:
    """Seconds of speech in [start, end]."""
    return sum(max(0.0, min(v.end, end) - max(v.start, start)) for v in voiced)
