"""Sentence vectors: near in meaning is near in angle."""

from pathlib import Path

import numpy as np
import pytest

from scribe.errors import ModelError
from scribe.notes.reading.encoder import SentenceEncoder

FOLDER = Path(__file__).parents[3] / ".models" / "minilm"


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    if not (FOLDER / "model.onnx").is_file():
        pytest.skip("minilm is not installed")
    return SentenceEncoder(FOLDER)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx"):
        SentenceEncoder(tmp_path)


@pytest.mark.model
def test_vectors_have_length_one(encoder: SentenceEncoder) -> None:
    for text in ("I sleep badly.", "", "a " * 500):
        vector = encoder.encode(text)
        assert vector.shape == (384,)
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.model
def test_meaning_is_near(encoder: SentenceEncoder) -> None:
    near = encoder.similarity("I can't fall asleep at night.", "Trouble sleeping")
    far = encoder.similarity("I can't fall asleep at night.", "The invoice was paid")
    assert near > far + 0.2
