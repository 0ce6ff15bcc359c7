"""A finished utterance heard once more, with more sound around it and more texts followed than while it was spoken.

Each difference is judged by itself: the decoder weighs the utterance with the first hearing's words against the same
with the second's. What is more probable by far is believed; where neither is, a critical word is unclear.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.events import Word
from scribe.speech import guards
from scribe.speech.critical import Critical
from scribe.speech.decoding import Rehearer
from scribe.speech.disagreement import CHANGE_AT, Difference, Verdict, differences, judged
from scribe.speech.heard import HeardWord
from scribe.speech.likeness import Likeness, alike
from scribe.speech.recounting import Numbered, recounted
from scribe.speech.rewording import doubtful, renamed

SLACK_S = 0.2
"""A word that lies behind the utterance by more is somebody else's."""
LONG_WORD_S = 0.3
"""Of a word that is longer by its times, its end tells where it is."""
UNCLEAR_FROM = 0.0
"""Gain from which on the first is doubted: it is no longer the more probable one."""
FAINT_P = 0.1
"""A word that the second hearing itself believes less makes nobody doubt the first."""
NAMED_AT = 0.0
"""Gain from which on a name of the chart was spoken, with all of its names as the prompt: it is the more probable one.
Of 560 places in the mock sessions that were like names which nobody says, the best came to -1.6."""
BEAM = 5
"""Texts followed at once: Whisper's own choice for what need not be quick."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One difference, and what became of it."""

    where: Difference
    gain: float
    """How much more probable the second hearing's words are, natural logarithm."""
    kind: str | None
    """Of the critical word in it."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Reheard:
    """`words`: as they are believed now; the same as before where every difference was judged so."""

    words: tuple[Word, ...]
    judged: tuple[Judged, ...]
    named: tuple[Likeness, ...] = ()
    """Places of those words in which a name of the chart was written."""
    numbered: tuple[Numbered, ...] = ()

    @property
    def differs(self) -> bool:
        verdicts = [*(each.verdict for each in self.judged), *(each.verdict for each in self.numbered)]
        return bool(self.named) or any(verdict is not Verdict.KEEP for verdict in verdicts)


class SecondLook:
    """Not thread-safe: one thread of its own."""

    def __init__(
        self,
        whisper: Rehearer,
        critical: Critical,
        terms: str,
        *,
        change_at: float = CHANGE_AT,
        unclear_from: float = UNCLEAR_FROM,
    ) -> None:
        """`critical`: its names may stand where something like them was heard. `terms`: of the chart, as one sentence
        of a transcript. `change_at`, `unclear_from`: see `judged`."""
        self._whisper = whisper
        self._critical = critical
        self._previous = whisper.encode_text(terms) if terms else ()
        self._change_at, self._unclear_from = change_at, unclear_from

    def hear(self, words: Sequence[Word], samples: NDArray[np.float32], start: float, before: str = "") -> Reheard:
        """`words`: of the utterance; `samples`: its sound with a margin, from `start` (seconds since capture began);
        `before`: what was said before it."""
        try:
            judged = self._hear(words, samples, start) if len(words) > 1 else Reheard(tuple(words), ())
            told, named = self._named(judged.words, samples)
            told, numbered = recounted(self._whisper, told, samples, start, before)
        finally:
            self._whisper.forget()
        return Reheard(told, judged.judged, named, numbered)

    def _hear(self, words: Sequence[Word], samples: NDArray[np.float32], start: float) -> Reheard:
        around = self._listen(samples, start)
        inside = [word for word in around if _within(word, words)]
        found = _inner(differences([word.text for word in words], [word.text for word in inside]), len(words))
        if not inside or not found:
            return Reheard(tuple(words), ())
        before = [word.text for word in around if word.end <= inside[0].start]
        after = [word.text for word in around if word.start >= inside[-1].end]
        gains = self._gains(samples, (before, after), words, inside, found)
        judgements = [self._judge(each, gain, words, inside) for each, gain in zip(found, gains, strict=True)]
        return Reheard(_applied(words, inside, judgements), tuple(judgements))

    def _named(
        self, words: tuple[Word, ...], samples: NDArray[np.float32]
    ) -> tuple[tuple[Word, ...], tuple[Likeness, ...]]:
        """The words with the chart's names where those are more probable, and where."""
        places = alike([word.text for word in words], self._critical.names)
        if not places:
            return words, ()
        versions = [words, *(renamed(words, place.first, place.last, place.name) for place in places)]
        texts = [self._whisper.encode_text(" " + " ".join(word.text for word in each)) for each in versions]
        first, *others = self._whisper.weigh(samples, texts, tuple(self._previous))
        likely = sorted(zip(others, places, strict=True), key=lambda each: -each[0])
        named = _apart(place for weight, place in likely if weight - first >= NAMED_AT)
        for place in named:
            words = renamed(words, place.first, place.last, place.name)
        return words, named

    def _listen(self, samples: NDArray[np.float32], start: float) -> list[HeardWord]:
        heard = self._whisper.decode(samples, previous=self._previous, beam=BEAM)
        seconds = len(samples) / RATE
        kept = guards.heard(heard.words, heard.no_speech, heard.log_probability, seconds)
        return [word.later(start) for word in kept]

    def _gains(
        self,
        samples: NDArray[np.float32],
        around: tuple[list[str], list[str]],
        words: Sequence[Word],
        inside: Sequence[HeardWord],
        found: Sequence[Difference],
    ) -> list[float]:
        first, second = [word.text for word in words], [word.text for word in inside]
        versions = [first]
        for d in found:
            versions.append([*first[: d.first], *second[d.other_first : d.other_last], *first[d.last :]])
        before, after = around
        texts = [self._whisper.encode_text(" " + " ".join([*before, *version, *after])) for version in versions]
        weighed = self._whisper.weigh(samples, texts)
        return [weight - weighed[0] for weight in weighed[1:]]

    def _judge(self, d: Difference, gain: float, words: Sequence[Word], inside: Sequence[HeardWord]) -> Judged:
        kinds = self._critical.kinds([word.text for word in words])[d.first : d.last]
        others = self._critical.kinds([word.text for word in inside])[d.other_first : d.other_last]
        kind = next((kind for kind in (*kinds, *others) if kind), None)
        faint = min((word.p for word in inside[d.other_first : d.other_last]), default=1.0) < FAINT_P
        critical = kind is not None and not faint
        verdict = judged(gain, critical=critical, change_at=self._change_at, unclear_from=self._unclear_from)
        return Judged(d, gain, kind, verdict)


def _apart(places: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Of places that share a word the first; from the end of the utterance on."""
    kept: list[Likeness] = []
    for place in places:
        if not any(place.first < other.last and other.first < place.last for other in kept):
            kept.append(place)
    return tuple(sorted(kept, key=lambda place: -place.first))


def _within(word: HeardWord, words: Sequence[Word]) -> bool:
    middle = (max(word.start, word.end - LONG_WORD_S) + word.end) / 2
    return word.end > words[0].start and middle <= words[-1].end + SLACK_S


def _inner(found: Sequence[Difference], count: int) -> tuple[Difference, ...]:
    """Words that one hearing has more or less of at an edge of the utterance are a neighbour's."""
    return tuple(
        d for d in found if (d.first < d.last and d.other_first < d.other_last) or (d.first > 0 and d.last < count)
    )


def _applied(words: Sequence[Word], inside: Sequence[HeardWord], judgements: Sequence[Judged]) -> tuple[Word, ...]:
    told: list[Word] = []
    at = 0
    for each in judgements:
        d = each.where
        told += words[at : d.first]
        own, others = words[d.first : d.last], inside[d.other_first : d.other_last]
        match each.verdict:
            case Verdict.KEEP:
                told += own
            case Verdict.CHANGE:
                told += _between(others, told, words[d.last :])
            case Verdict.UNCLEAR:
                told += [doubtful(word) for word in own or _between(others, told, words[d.last :])]
        at = d.last
    told += words[at:]
    return tuple(told) or tuple(words)


def _between(heard: Sequence[HeardWord], before: Sequence[Word], after: Sequence[Word]) -> list[Word]:
    """As confirmed words, in the time that lies between their neighbours."""
    least = before[-1].end if before else float("-inf")
    most = after[0].start if after else float("inf")
    placed = []
    for word in heard:
        start = min(max(word.start, least), most)
        least = end = min(max(word.end, start), most)
        placed.append(Word(text=word.text, start=round(start, 3), end=round(end, 3), p=round(word.p, 3)))
    return placed
