"""Sentence vectors by all-MiniLM-L6-v2 (ONNX, pooling inside): a second voter, never needed for a note."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scribe.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 64
"""Clauses and statements are shorter; the model's own limit is 256."""


def tokenizer(folder: Path) -> "Tokenizer":
    """MiniLM's, which cuts nothing off and fills nothing up. ModelError where `folder` holds no tokenizer.json."""
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    if not path.is_file():
        raise ModelError(f"{path}: missing.", "Run scripts/setup, or `scribe models install`.")
    found = Tokenizer.from_file(str(path))
    found.no_truncation()
    found.no_padding()
    return found


class SentenceEncoder:
    """`encode(text)`: one float32 vector of length 1, shape (384,). About 6 ms a sentence on one thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds model.onnx and tokenizer.json. Raises ModelError where one is missing or unreadable."""
        from scribe.models.onnx_session import onnx_session

        self._model = onnx_session(folder / "model.onnx")
        self._tokenizer = tokenizer(folder)
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._cached = lru_cache(maxsize=20_000)(self._encode)

    def encode(self, text: str) -> NDArray[np.float32]:
        return self._cached(text)

    def anew(self, text: str) -> NDArray[np.float32]:
        """As `encode`, for a caller that decides itself what is kept of it."""
        return self._encode(text)

    def similarity(self, one: str, other: str) -> float:
        """Cosine, -1 to 1."""
        return float(self.encode(one) @ self.encode(other))

    def _encode(self, text: str) -> NDArray[np.float32]:
        tokens = self._tokenizer.encode(text)
        feed = {
            "ids": np.array([tokens.ids], dtype=np.int64),
            "mask": np.array([tokens.attention_mask], dtype=np.int64),
        }
        (vectors,) = self._model.run(["vectors"], feed)
        return np.asarray(vectors[0], dtype=np.float32)
