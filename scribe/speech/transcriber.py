"""Sound into words, a pass at a time: the model, what is known so far, and the guards against what was never said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.speech import guards
from scribe.speech.decoding import Decoder
from scribe.speech.endpoint import LEAST_SILENCE_S, Voiced
from scribe.speech.heard import Decoded, HeardWord
from scribe.speech.hypothesis import ConfirmedWord, Hypothesis
from scribe.speech.sound import Sound
from scribe.speech.spelling import Spelling
from scribe.speech.vocabulary import NO_VOCABULARY, Vocabulary, leaked
from scribe.speech.window import LEAD_S

UNCLEAR_S = 0.3
"""Speech so near the edge of the sound need not give a word yet."""
UNHEARD_S = 0.6
"""So much speech at the end of a stretch without a word is worth a second pass without the prefix."""
ANSWER_S = 0.25
"""And so much where it is all that was said after a silence: after a whole sentence Whisper is deaf to an answer of one
word, "Eight." """


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
        self._spelling = Spelling(vocabulary.people)
        self._hypothesis = Hypothesis(guard)

    @property
    def needs_from(self) -> float:
        """Sound before this (seconds) will not be looked at again."""
        return self._hypothesis.window_start

    def begin(self, start: float) -> None:
        """A stretch of speech begins at `start`, pre-roll included."""
        self._hypothesis.begin(start)

    def forget(self) -> None:
        """A pause: nothing carries over it, and no sound is held."""
        self._hypothesis.forget()
        self._whisper.forget()

    def settle(self) -> tuple[ConfirmedWord, ...]:
        """The stretch ended and the last pass heard all of it: the words it left open."""
        return self._hypothesis.settle()

    def missed(self, voiced: tuple[Voiced, ...]) -> bool:
        """Somebody spoke after the last word that was heard."""
        known = self._hypothesis
        last = known.draft[-1].end if known.draft else max(known.last_end, known.window_start)
        return _unheard_from(voiced, last, float("inf")) is not None

    def listen(self, sound: Sound, edge: float, voiced: tuple[Voiced, ...], *, final: bool) -> Pass:
        """Decode the window up to `edge`; `final` when the stretch has ended there."""
        confirmed = self._listen(sound, edge, voiced, final=final)
        last = max(self._hypothesis.last_end, self._hypothesis.window_start)
        unheard_from = _unheard_from(voiced, last, edge) if final else None
        if unheard_from is not None:
            self._hypothesis.restart(unheard_from)
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
        voiced_s = _voiced_after(voiced, known.last_end, edge)
        words = self._look(samples, voiced_s)
        if known.spoken and guards.misled(words, known.spoken, self._skipped(words, edge, voiced)):
            words = self._look(samples, voiced_s, closely=True)
        if known.spoken and guards.sparse(words, voiced_s):
            afresh = self._look_afresh(sound, edge, voiced_s)
            words = words if guards.misled(afresh, known.spoken, 0.0) else max(words, afresh, key=len)
        return known.hear(words, edge, voiced, final=final)

    def _look_afresh(self, sound: Sound, edge: float, voiced_s: float) -> tuple[HeardWord, ...]:
        """At the sound after the last confirmed word alone; what was confirmed is only the prompt."""
        known = self._hypothesis
        start = max(known.last_end, known.window_start)
        found = self._whisper.decode(sound.between(start, edge), (), (*self._vocabulary.tokens, *known.everything))
        return tuple(word.later(start - known.window_start) for word in self._kept(found, voiced_s))

    def _look(self, samples: NDArray[np.float32], voiced_s: float, *, closely: bool = False) -> tuple[HeardWord, ...]:
        """From the last confirmed words on; `closely`: from the start of the window: it takes longer."""
        known = self._hypothesis
        start = (known.whole_prefix, known.before, 0.0) if closely else (known.prefix, known.context, known.seen_from)
        prefix, before, seen_from = start
        previous = (*self._vocabulary.tokens, *before)
        found = self._whisper.decode(samples, prefix, previous, seen_from, guess=known.expected)
        return self._kept(found, voiced_s)

    def _kept(self, found: Decoded, voiced_s: float) -> tuple[HeardWord, ...]:
        """What was said of it."""
        spoken = self._hypothesis.spoken
        words = guards.heard(found.words, found.no_speech, found.log_probability, voiced_s, spoken)
        said = words[: leaked([word.text for word in words], self._vocabulary.terms)]
        return self._spelling.charted(said)

    def _skipped(self, words: Sequence[HeardWord], edge: float, voiced: tuple[Voiced, ...]) -> float:
        """Seconds of speech between the last confirmed word and the first of these."""
        known = self._hypothesis
        first = known.window_start + words[0].start if words else edge - UNCLEAR_S
        return _voiced_after(voiced, known.last_end, first)


def _unheard_from(voiced: tuple[Voiced, ...], last: float, edge: float) -> float | None:
    """Where speech without a word begins, which is worth another look: much of it, or a stretch of its own. `last`: end
    of the newest word."""
    if _voiced_after(voiced, last, edge) >= UNHEARD_S:
        return last
    before = last
    for region in voiced:
        apart = region.start - before >= LEAST_SILENCE_S
        if apart and min(region.end, edge) - region.start >= ANSWER_S:
            return region.start - LEAD_S
        before = max(before, region.end)
    return None


def _voiced_after(voiced: tuple[Voiced, ...], start: float, end: float) -> float:
    """Seconds of speech in [start, end]."""
    return sum(max(0.0, min(v.end, end) - max(v.start, start)) for v in voiced)
