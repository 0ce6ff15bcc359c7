"""Whisper through CTranslate2: one window of sound and what is already known of it in, words with times out.

CTranslate2 reads a prompt at once but a prefix token by token, at the price of new words, so the prefix is short, and
the decoder sees only the encoder's output from its first word on. What listens in the room is the same model as ONNX
graphs (`whisper_graphs.py`) where they are built; any other CTranslate2 model, and the second look, go through here.
"""

from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.errors import ModelError
from scribe.speech.heard import Decoded, HeardWord, timed
from scribe.speech.logmel import LogMel
from scribe.speech.tokens import Tokens
from scribe.speech.window import FRAME_S, feature_frames, hidden_frames, most_tokens

LEAST_P = 1e-9
"""Probability of a token that the model gives none: its logarithm must exist."""


class Whisper:
    """One inference at a time, on one thread of its own."""

    def __init__(self, folder: Path, language: str, threads: int = 1) -> None:
        """`folder`: a CTranslate2 Whisper model. ModelError if it can't be loaded, ConfigError for a wrong language."""
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
            )
        except Exception as error:  # the library has no base class for what it raises
            raise ModelError(f"{folder}: Whisper can't be loaded.", "Run: scribe models install") from error
        self._tokens = Tokens(folder, language)
        self._logmel = LogMel(self._model.n_mels)
        self._last: tuple[NDArray[np.float32], ctranslate2.StorageView] | None = None
        """The sound of the newest call, and what it was encoded to."""

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: Sequence[int] = (),
        previous: Sequence[int] = (),
        seen_from: float = 0.0,
        beam: int = 1,
        *,
        guess: Sequence[int] = (),
    ) -> Decoded:
        """`prefix`: tokens of words already confirmed, the first of which begins `seen_from` seconds into the sound;
        `previous`: of words said before it; `beam`: texts followed at once, 1 is greedy; `guess`: no use here, where
        token is read after token."""
        seconds = len(samples) / RATE
        encoded = self._encode(samples)
        hidden = hidden_frames(seen_from)
        if hidden:
            encoded = ctranslate2.StorageView.from_array(np.ascontiguousarray(np.asarray(encoded)[:, hidden:]))
            seconds -= hidden * FRAME_S
        bound = most_tokens(seconds, len(prefix))
        prompt = self._tokens.prompt(prefix, previous)
        result = self._model.generate(
            encoded,
            [prompt],
            beam_size=beam,
            # CTranslate2 takes the lesser of half of it and what the prompt leaves of it.
            max_length=max(2 * bound, len(prompt) + bound),
            suppress_blank=False,
            suppress_tokens=self._tokens.suppressed,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        text = self._text(result.sequences_ids[0], prefix)
        words = self._words(encoded, text, len(prefix), seconds) if len(text) > len(prefix) else ()
        words = tuple(word.later(hidden * FRAME_S) for word in words)
        return Decoded(words, result.no_speech_prob, result.scores[0], len(text) >= bound)

    def weigh(
        self, samples: NDArray[np.float32], texts: Sequence[Sequence[int]], previous: Sequence[int] = ()
    ) -> list[float]:
        """Natural logarithm of the probability of each text (tokens), given the sound and what was said before it."""
        encoded, frames = self._encode(samples), max(2, int(len(samples) / RATE / FRAME_S) * 2)
        start = self._tokens.start(previous)
        found = []
        for text in texts:
            aligned = self._model.align(encoded, start, [list(text)], [frames])[0]
            found.append(float(np.log(np.maximum(aligned.text_token_probs, LEAST_P)).sum()))
        return found

    def _encode(self, samples: NDArray[np.float32]) -> ctranslate2.StorageView:
        """Once, however often the same array is asked about: that is a fifth of a second hearing."""
        if self._last is None or self._last[0] is not samples:
            features = self._logmel(samples, feature_frames(len(samples) / RATE))
            self._last = samples, self._model.encode(ctranslate2.StorageView.from_array(features))
        return self._last[1]

    def forget(self) -> None:
        """No sound is held any more."""
        self._last = None

    def encode_text(self, text: str) -> tuple[int, ...]:
        """Tokens of a text, as they stand in a prefix or prompt."""
        return self._tokens.encode(text)

    def _text(self, found: Sequence[int], prefix: Sequence[int]) -> list[int]:
        """Text tokens, prefix included whether or not the result repeats it."""
        text = [token for token in found if token < self._tokens.end]
        return text if text[: len(prefix)] == list(prefix) else [*prefix, *text]

    def _words(
        self, encoded: ctranslate2.StorageView, text: list[int], known: int, seconds: float
    ) -> tuple[HeardWord, ...]:
        frames = max(2, int(seconds / FRAME_S) * 2)
        aligned = self._model.align(encoded, self._tokens.sot, [text], [frames])[0]
        begins = _first_frames(aligned.alignments, len(text) + 1)
        return timed(self._tokens.words(text), begins, aligned.text_token_probs, known, seconds)


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
