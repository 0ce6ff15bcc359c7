"""Whisper's text as numbers, and which of them it may write."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tokenizers
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray

from scribe.errors import ConfigError, ModelError
from scribe.number_words import ONES, ORDINALS, POWERS, TENS

ENGLISH_END = 50_256
"""Number of the token that ends a text in the models that only know English; in all others it is one more."""
NUMBERS = (*ONES, *TENS, *POWERS, *ORDINALS, "twentieth", "thirtieth", "half")
DAYS = {"20": ("twenty", "twentieth"), "30": ("thirty", "thirtieth")}
"""Numbers whose words do not begin as those of the day do; "twenty-first" begins as its number does."""
SHORTENED = re.compile(r"['’]\w")
"""Goes on with the word before it, from which no blank parts it."""


class Tokens:
    """Of one model folder and language."""

    def __init__(self, folder: Path, language: str) -> None:
        """ModelError if a file is missing or none of Whisper's, ConfigError for a wrong language."""
        try:
            vocabulary = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            multilingual = vocabulary.token_to_id("<|endoftext|>") != ENGLISH_END
            suppressed = list(told.get("suppress_ids", ()))
        except Exception as error:  # the library has no base class for what it raises
            raise ModelError(f"{folder}: Whisper can't be loaded.", "Run: scribe models install") from error
        self._text = tokenizer(vocabulary, language, multilingual=multilingual)
        self.sot: list[int] = list(self._text.sot_sequence)
        self.head: list[int] = [*self.sot, self._text.no_timestamps]
        """What every text begins with."""
        self.before: int = self._text.sot_prev
        """Stands before what was said earlier."""
        self.end: int = self._text.eot
        self.no_speech: int = self._text.no_speech
        self.digits: list[int] = _digits(vocabulary, self.end)
        self.suppressed: list[int] = [*suppressed, *self.digits]
        self.number_words: list[int] = self._number_words() if language == "en" else []
        """With which a number that is written out begins; none where their language is not known."""
        self.days: dict[tuple[int, int], tuple[int, ...]] = self._days() if language == "en" else {}
        """For the token of a number in words and that in digits the word of that day: "twenty" is no beginning of
        "twentieth"."""
        self.day_end: int = self.encode("th")[0]
        """Goes on after the digits of such a day."""

    def prompt(self, prefix: Sequence[int], previous: Sequence[int]) -> list[int]:
        """What the decoder starts from: what was said earlier, the start of the transcript, what is known of it."""
        return [*self._earlier(previous), *self.head, *prefix]

    def start(self, previous: Sequence[int]) -> list[int]:
        """What a text stands after when it is weighed: what was said earlier, the start of the transcript."""
        return [*self._earlier(previous), *self.sot]

    def _earlier(self, previous: Sequence[int]) -> list[int]:
        return [self.before, *previous] if previous else []

    def allowed(self, free: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities (tokens,) of what may be written next: no time stamps, nothing that the model keeps back, no
        digits. Where digits are likelier than all else a number was said, which begins as one in words does: with
        digits only kept back, "80" became "O.T."."""
        allowed = free.copy()
        allowed[self.suppressed] = 0.0
        allowed[self.end + 1 :] = 0.0
        if self.number_words and free[self.digits].sum() >= allowed.max():
            numbers = np.zeros_like(free)
            numbers[self.number_words] = free[self.number_words]
            return numbers
        return allowed

    def in_digits(self, free: NDArray[np.float32]) -> int:
        """The likeliest token with a digit in it."""
        return self.digits[int(free[self.digits].argmax())]

    def encode(self, text: str) -> tuple[int, ...]:
        return tuple(self._text.encode(text))

    def words(self, text: Sequence[int]) -> list[tuple[str, list[int]]]:
        """Pieces as they are spoken, each with its tokens; blanks belong to what follows. "o'clock" is one."""
        spoken, tokens = self._text.split_to_word_tokens([*text, self.end])
        pieces: list[tuple[str, list[int]]] = []
        for piece, its_tokens in zip(spoken[:-1], tokens[:-1], strict=True):
            before, earlier = pieces.pop() if pieces and SHORTENED.match(piece) else ("", [])
            pieces.append((before + piece, [*earlier, *its_tokens]))
        return pieces

    def _number_words(self) -> list[int]:
        written = [f"{blank}{word}" for word in NUMBERS for blank in (" ", "")]
        begun = {self.encode(each)[0] for text in written for each in (text, text.title())}
        return sorted(begun)

    def _days(self) -> dict[tuple[int, int], tuple[int, ...]]:
        cased = [(digits, word, day) for digits, names in DAYS.items() for word, day in (names, map(str.title, names))]
        return {
            (self.encode(blank + word)[0], self.encode(before + digits)[0]): self.encode(blank + day)
            for digits, word, day in cased
            for blank in ("", " ")
            for before in ("", " ")
        }


def tokenizer(vocabulary: tokenizers.Tokenizer, language: str, *, multilingual: bool) -> Tokenizer:
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
