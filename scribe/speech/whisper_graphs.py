"""Whisper as two ONNX graphs (scripts/build-whisper): what CTranslate2 does in `whisper.py`, in a fraction of the time.

What is new of the sound is encoded (`whisper_encoder.py`); prompt, prefix and guess are read at once, and attention
comes with each word instead of from a second reading. The encoder may use more than one core; the decoder, whose steps
are small, uses one.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import OrtValue

from scribe.audio.frame import RATE
from scribe.models.onnx_session import onnx_session
from scribe.speech.alignment import first_frames
from scribe.speech.heard import Decoded, HeardWord, timed
from scribe.speech.tokens import Tokens
from scribe.speech.whisper_encoder import WhisperEncoder
from scribe.speech.window import FRAME_S, hidden_frames, most_tokens

ENCODER, DECODER = "encoder.onnx", "decoder.onnx"

Values = dict[str, OrtValue]


@dataclass(frozen=True, slots=True)
class Read:
    """A token and what reading it gave."""

    token: int
    logits: NDArray[np.float32]
    """Of the next token."""
    attention: NDArray[np.float32]
    """(heads, 1, frames)"""


@dataclass(frozen=True, slots=True)
class Context:
    """What was said before a look's prefix. The next look, which often has the same before it, does not read it anew:
    there is little in it of the sound, which has grown since."""

    tokens: list[int]
    read: list[NDArray[np.float32]]
    """What the decoder keeps of it."""


@dataclass(slots=True)
class Reading:
    """A text as it is written, token by token."""

    sound: Values
    past: Values
    logits: NDArray[np.float32]
    """Of the next token."""
    attention: list[NDArray[np.float32]]
    """Of each token that was read, from the start of the transcript on: (heads, tokens, frames)."""
    text: list[int] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    score: float = 0.0
    """Natural logarithm of the probability of all that was written."""
    ahead: deque[Read] = field(default_factory=deque)
    """What is left of the guess."""

    def guessed(self, token: int) -> Read | None:
        """What reading the token gave if it was guessed; if not, no more of the guess is true."""
        if not self.ahead:
            return None
        if self.ahead[0].token == token:
            return self.ahead.popleft()
        self.past = self.without_guess()
        self.ahead.clear()
        return None

    def without_guess(self) -> Values:
        """What was read, without what is left of the guess."""
        if not self.ahead:
            return self.past
        return {name: _value(kept.numpy()[:, :, : -len(self.ahead)]) for name, kept in self.past.items()}


class WhisperGraphs:
    """One inference at a time, on one thread of its own."""

    def __init__(self, folder: Path, language: str, threads: int = 1) -> None:
        """`threads` of the encoder: it works on one large product after the other, so that two halve the wait and cost
        nothing. ModelError if it can't be loaded, ConfigError for a wrong language."""
        self._tokens = Tokens(folder, language)
        self._encoder = WhisperEncoder(folder / ENCODER, threads)
        self._decoder = onnx_session(folder / DECODER)
        self._kept = [one.name for one in self._decoder.get_inputs() if one.name.startswith("past_")]
        self._wanted = ["logits", "attention", *(name.replace("past_", "new_") for name in self._kept)]
        self._nothing = self._empty()
        self._context = Context([], [])

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: Sequence[int] = (),
        previous: Sequence[int] = (),
        seen_from: float = 0.0,
        *,
        guess: Sequence[int] = (),
    ) -> Decoded:
        """`prefix`: tokens of words already confirmed, the first of which begins `seen_from` seconds into the sound;
        `previous`: of words said before it; `guess`: of what may follow, read at once. Greedy."""
        hidden = hidden_frames(seen_from)
        seconds = len(samples) / RATE - hidden * FRAME_S
        sound = self._encode(samples, hidden)
        read = self._tokens.prompt(prefix, previous)
        start = len(read) - len(self._tokens.head) - len(prefix)
        bound = most_tokens(seconds, len(prefix)) - len(prefix)
        reading, silence = self._begun(sound, read, start, guess[:bound])
        whole = self._write(reading, bound)
        words = self._words(reading, prefix, seconds)
        shown = tuple(word.later(hidden * FRAME_S) for word in words)
        return Decoded(shown, silence, reading.score / (len(reading.text) + 1), not whole)

    def forget(self) -> None:
        """No sound is held any more."""
        self._encoder.forget()
        for kept in self._context.read:
            kept.fill(0)
        self._context = Context([], [])

    def encode_text(self, text: str) -> tuple[int, ...]:
        """Tokens of a text, as they stand in a prefix or prompt."""
        return self._tokens.encode(text)

    def _encode(self, samples: NDArray[np.float32], hidden: int) -> Values:
        seen = self._encoder(samples).between(hidden, None)
        sound = {}
        for layer, (key, value) in enumerate(zip(seen.keys, seen.values, strict=True)):
            sound[f"key{layer}"], sound[f"value{layer}"] = _value(key[None]), _value(value[None])
        return sound

    def _begun(self, sound: Values, known: list[int], start: int, guess: Sequence[int]) -> tuple[Reading, float]:
        """The reading after what is known, and how probable it is that the window holds no speech at all."""
        first = start if start and known[:start] == self._context.tokens else 0
        read, size = [*known[first:], *guess], len(known) - first
        wanted = [start - first, *range(size - 1, len(read))]
        past = dict(zip(self._kept, map(_value, self._context.read), strict=True)) if first else self._nothing
        logits, attention, past = self._step(read, wanted, past, sound)
        if not first:
            self._context = Context(known[:start], [past[name].numpy()[:, :, :start].copy() for name in self._kept])
        silence = float(_probabilities(logits[0])[self._tokens.no_speech])
        ahead = (Read(token, logits[2 + i], attention[:, size + i : size + i + 1]) for i, token in enumerate(guess))
        return Reading(sound, past, logits[1], [attention[:, start - first : size]], ahead=deque(ahead)), silence

    def _write(self, reading: Reading, bound: int) -> bool:
        """The most probable tokens, one after the other. False when the bound came before the end."""
        for token in self._chosen(reading):
            if token == self._tokens.end:
                return True
            if len(reading.text) >= bound:
                break
            reading.text.append(token)
            following = reading.guessed(token) or self._read(reading, token)
            reading.logits = following.logits
            reading.attention.append(following.attention)
        return False

    def _read(self, reading: Reading, token: int) -> Read:
        logits, attention, reading.past = self._step([token], [0], reading.past, reading.sound)
        return Read(token, logits[0], attention)

    def _chosen(self, reading: Reading) -> Iterator[int]:
        """Each with its probability: as it is, and among those that may be written."""
        while True:
            free = _probabilities(reading.logits)
            allowed = self._tokens.allowed(free)
            first, *rest = self._number_or_day(reading, free, int(allowed.argmax()))
            yield _scored(reading, first, free, allowed)
            for token in rest:
                free = _probabilities(reading.logits)
                yield _scored(reading, token, free, self._tokens.allowed(free))

    def _number_or_day(self, reading: Reading, free: NDArray[np.float32], token: int) -> tuple[int, ...]:
        """What to write for the chosen token: the day's word where "20th" would be written rather than "20". With the
        number begun, the decoder went on with "twenty-eighths"."""
        if not any(token == number for number, _ in self._tokens.days):
            return (token,)
        digits = self._tokens.in_digits(free)
        day = self._tokens.days.get((token, digits))
        if day is None or free[token] >= free[digits]:
            return (token,)
        logits, _, _ = self._step([digits], [0], reading.without_guess(), reading.sound)
        return day if int(logits[0].argmax()) == self._tokens.day_end else (token,)

    def _step(
        self, tokens: Sequence[int], wanted: Sequence[int], past: Values, sound: Values
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], Values]:
        asked = {"ids": _value(np.array([tokens], np.int64)), "wanted": _value(np.array(wanted, np.int64))}
        feed = {**asked, **past, **sound}
        logits, attention, *kept = self._decoder.run_with_ort_values(self._wanted, feed)
        return logits.numpy(), attention.numpy(), dict(zip(self._kept, kept, strict=True))

    def _words(self, reading: Reading, prefix: Sequence[int], seconds: float) -> tuple[HeardWord, ...]:
        if not reading.text:
            return ()
        frames = max(1, int(seconds / FRAME_S))
        attention = np.concatenate(reading.attention, axis=1)[:, :, :frames]
        begins = first_frames(attention, len(self._tokens.head) - 1)
        probabilities = [*[1.0] * len(prefix), *reading.probabilities]
        pieces = self._tokens.words([*prefix, *reading.text])
        return timed(pieces, begins, probabilities, len(prefix), seconds)

    def _empty(self) -> Values:
        """Nothing was read yet."""
        heads, size = (self._decoder.get_inputs()[2].shape[axis] for axis in (1, 3))
        nothing = _value(np.zeros((1, heads, 0, size), np.float32))
        return dict.fromkeys(self._kept, nothing)


def built(folder: Path) -> bool:
    """Both graphs are there."""
    return (folder / ENCODER).is_file() and (folder / DECODER).is_file()


def _value(array: NDArray[np.generic]) -> OrtValue:
    return OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))


def _scored(reading: Reading, token: int, free: NDArray[np.float32], allowed: NDArray[np.float32]) -> int:
    """The token, with how probable it was among those allowed and among all."""
    reading.score += float(np.log(max(allowed[token] / max(allowed.sum(), 1e-9), 1e-9)))
    reading.probabilities.append(float(free[token]))
    return token


def _probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    shares = np.exp(logits - logits.max())
    found: NDArray[np.float32] = shares / shares.sum()
    return found
