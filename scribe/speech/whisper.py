"""Whisper through CTranslate2: one window of sound and what is already known of it in, words with times out.

The encoder sees a window just larger than the sound instead of 30 s, which keeps a call small. What was confirmed
before can't be heard otherwise any more: its last words are a forced prefix, the ones before them the prompt.
CTranslate2 reads a prompt at once but a prefix token by token, at the price of new words, so the prefix is short, and
the decoder sees only the encoder's output from its first word on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ctranslate2
import numpy as np
import tokenizers
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray

from scribe.errors import ConfigError, ModelError
from scribe.speech.logmel import LogMel

RATE = 16_000
LEAST_WINDOW_S = 8.0
"""Encoder window; with less of it Whisper loops and repeats."""
MARGIN_S = 1.0
"""Silence after the sound, so that its last word is not taken for cut off."""
LONGEST_WINDOW_S = 30.0
"""What the encoder was trained on."""
TOKENS_PER_S = 6.0
"""Bound of the output: fast English speech has about 5 tokens a second."""
LEAST_TOKENS = 8
MOST_TOKENS = 220
"""Whisper's text context is 448 tokens, half of it for the prompt."""
HYPHENATED = re.compile(r"-\w")
"""How the tokenizer's pieces of a hyphenated word begin, but for its first."""
FROM_CONFIG = -1
"""CTranslate2's word for the tokens that the model's own configuration suppresses."""
LEAD_S = 0.2
"""Sound before the first word of the prefix that the decoder sees: alignment is no more exact than that."""
LEAST_P = 1e-9
"""Probability of a token that the model gives none: its logarithm must exist."""
FRAME_S = 0.02
"""One step of the encoder's output, in which alignment counts."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word of a decoded window. `repr` shows where it is, never what it says."""

    text: str
    tokens: tuple[int, ...]
    start: float
    """Seconds from the window's start."""
    end: float
    p: float
    """Mean probability of its tokens."""

    def later(self, seconds: float) -> "HeardWord":
        return replace(self, start=self.start + seconds, end=self.end + seconds)

    def __repr__(self) -> str:
        return f"HeardWord({self.start:.2f}-{self.end:.2f})"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was heard after the prefix."""

    words: tuple[HeardWord, ...]
    no_speech: float
    """Probability that the window holds no speech at all."""
    log_probability: float
    """Mean over the tokens, natural logarithm."""
    cut: bool
    """The output ended at its bound: its end is not to be trusted."""


class Whisper:
    """One inference at a time, on one thread of its own."""

    def __init__(self, folder: Path, language: str, threads: int = 1) -> None:
        """`folder`: a CTranslate2 Whisper model. ModelError if it can't be loaded, ConfigError for a wrong language."""
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
            )
            vocabulary = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # neither library has a base class for what it raises
            raise ModelError(f"{folder}: Whisper can't be loaded.", "Run: scribe models install") from error
        self._tokens = _tokenizer(vocabulary, language, multilingual=self._model.is_multilingual)
        self._logmel = LogMel(self._model.n_mels)
        self._head = [*self._tokens.sot_sequence, self._tokens.no_timestamps]
        self._suppressed = [FROM_CONFIG, *_digits(vocabulary, self._tokens.eot)]

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: Sequence[int] = (),
        previous: Sequence[int] = (),
        seen_from: float = 0.0,
        beam: int = 1,
    ) -> Decoded:
        """`prefix`: tokens of words already confirmed, the first of which begins `seen_from` seconds into the sound;
        `previous`: of words said before it; `beam`: texts followed at once, 1 is greedy."""
        seconds = len(samples) / RATE
        encoded = self._encode(samples)
        hidden = max(0, int((seen_from - LEAD_S) / FRAME_S))
        if hidden:
            encoded = ctranslate2.StorageView.from_array(np.ascontiguousarray(np.asarray(encoded)[:, hidden:]))
            seconds -= hidden * FRAME_S
        bound = min(MOST_TOKENS, len(prefix) + max(LEAST_TOKENS, int(seconds * TOKENS_PER_S)))
        prompt = [*([self._tokens.sot_prev, *previous] if previous else ()), *self._head, *prefix]
        result = self._model.generate(
            encoded,
            [prompt],
            beam_size=beam,
            # CTranslate2 takes the lesser of half of it and what the prompt leaves of it.
            max_length=max(2 * bound, len(prompt) + bound),
            suppress_blank=False,
            suppress_tokens=self._suppressed,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        text = self._text(result.sequences_ids[0], prefix)
        words = self._words(encoded, text, len(prefix), seconds) if len(text) > len(prefix) else ()
        words = tuple(word.later(hidden * FRAME_S) for word in words)
        return Decoded(words, result.no_speech_prob, result.scores[0], len(text) >= bound)

    def weigh(self, samples: NDArray[np.float32], texts: Sequence[Sequence[int]]) -> list[float]:
        """Natural logarithm of the probability of each text (tokens), given the sound."""
        encoded, frames = self._encode(samples), max(2, int(len(samples) / RATE / FRAME_S) * 2)
        found = []
        for text in texts:
            aligned = self._model.align(encoded, self._tokens.sot_sequence, [list(text)], [frames])[0]
            found.append(float(np.log(np.maximum(aligned.text_token_probs, LEAST_P)).sum()))
        return found

    def _encode(self, samples: NDArray[np.float32]) -> ctranslate2.StorageView:
        window = min(LONGEST_WINDOW_S, max(LEAST_WINDOW_S, len(samples) / RATE + MARGIN_S))
        features = self._logmel(samples, int(window * 50) * 2)
        return self._model.encode(ctranslate2.StorageView.from_array(features))

    def encode_text(self, text: str) -> tuple[int, ...]:
        """Tokens of a text, as they stand in a prefix or prompt."""
        return tuple(self._tokens.encode(text))

    def _text(self, found: Sequence[int], prefix: Sequence[int]) -> list[int]:
        """Text tokens, prefix included whether or not the result repeats it."""
        text = [token for token in found if token < self._tokens.eot]
        return text if text[: len(prefix)] == list(prefix) else [*prefix, *text]

    def _words(
        self, encoded: ctranslate2.StorageView, text: list[int], known: int, seconds: float
    ) -> tuple[HeardWord, ...]:
        frames = max(2, int(seconds / FRAME_S) * 2)
        aligned = self._model.align(encoded, self._tokens.sot_sequence, [text], [frames])[0]
        begins = _first_frames(aligned.alignments, len(text) + 1)
        pieces = self._tokens.split_to_word_tokens([*text, self._tokens.eot])
        words: list[HeardWord] = []
        first = 0
        for spoken, tokens in zip(pieces[0][:-1], pieces[1][:-1], strict=True):
            last = first + len(tokens)
            if first >= known:
                p = float(np.mean(aligned.text_token_probs[first:last]))
                end = min(seconds, begins[last] * FRAME_S)
                words.append(HeardWord(spoken.strip(), tuple(tokens), min(end, begins[first] * FRAME_S), end, p))
            first = last
        return joined(words)


def joined(pieces: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Punctuation goes to the word before it, which keeps its own times; before the first word, to the one after. What
    follows a hyphen goes on with the word before it."""
    words: list[HeardWord] = []
    opening: tuple[HeardWord, ...] = ()
    for piece in pieces:
        if HYPHENATED.match(piece.text) and words and not opening:
            words.append(_hyphened(words.pop(), piece))
        elif any(c.isalnum() for c in piece.text):
            tokens = tuple(t for mark in opening for t in mark.tokens)
            words.append(replace(piece, tokens=(*tokens, *piece.tokens)))
            opening = ()
        elif words and not opening:
            before = words.pop()
            words.append(replace(before, text=before.text + piece.text, tokens=(*before.tokens, *piece.tokens)))
        else:
            opening = (*opening, piece)
    return tuple(words)


def _hyphened(before: HeardWord, rest: HeardWord) -> HeardWord:
    """ "check" and "-ins" are one word."""
    text, tokens = before.text + rest.text, (*before.tokens, *rest.tokens)
    return HeardWord(text, tokens, before.start, rest.end, min(before.p, rest.p))


def _tokenizer(vocabulary: tokenizers.Tokenizer, language: str, *, multilingual: bool) -> Tokenizer:
    if not multilingual and language != "en":
        raise ConfigError(f"speech.language: this model only knows en, not {language}.", "Set a multilingual model.")
    try:
        task, spoken = ("transcribe", language) if multilingual else (None, None)
        return Tokenizer(vocabulary, multilingual, task=task, language=spoken)
    except ValueError:
        raise ConfigError(f"speech.language: {language} is not a language code.", 'Use one like "en".') from None


def _digits(vocabulary: tokenizers.Tokenizer, text_tokens: int) -> list[int]:
    """Text tokens with a digit in them. Numbers are written as they are said, "half past eight", "seventy-five": in
    digits Whisper writes them now so, now so ("815", "8 15"), and what was said can't be told from it any more."""
    return [n for token, n in vocabulary.get_vocab().items() if n < text_tokens and any(c.isdecimal() for c in token)]


def _first_frames(alignments: Sequence[tuple[int, int]], tokens: int) -> list[int]:
    """For each token the encoder frame at which it begins; one never reached begins with the next, or at the end."""
    begins = [-1] * tokens
    for token, frame in alignments:
        if token < tokens and begins[token] < 0:
            begins[token] = frame
    following = alignments[-1][1] + 1 if alignments else 0
    for token in reversed(range(tokens)):
        following = begins[token] = begins[token] if begins[token] >= 0 else following
    return begins
