"""The real models of this checkout: what is pinned, and what the rooms rely on of their shapes."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from scribe import config, models

pytestmark = pytest.mark.model


def infer(name: str, file: str, **inputs: np.ndarray) -> np.ndarray:
    path = models.path_of(config.load(), name) / file
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, inputs)[0])


def test_every_hash() -> None:
    models.require(models.check(config.load()))


@pytest.mark.parametrize(("seconds", "frames"), [(10, 589), (5, 293)])
def test_segmentation_gives_log_probabilities_of_seven_classes(seconds: int, frames: int) -> None:
    out = infer("segmentation-3.0", "model.onnx", x=np.zeros((2, 1, seconds * 16_000), np.float32))
    assert out.shape == (2, frames, 7)
    np.testing.assert_allclose(np.exp(out).sum(2), 1, rtol=1e-4)


def test_voice_embedding_keeps_both_signs() -> None:
    """With the ReLU that the class in the wheel adds, nothing would be negative and half of the voice would be lost."""
    banks = np.random.default_rng(1).normal(size=(1, 150, 80)).astype(np.float32)
    out = infer("campplus", "model.onnx", x=banks)
    assert out.shape == (1, 192)
    assert 40 < (out < 0).sum() < 150


def test_sentence_vectors_have_unit_length_and_ignore_padding() -> None:
    plain = np.array([[101, 1045, 3637, 3274, 2847, 102]])
    padded = np.pad(plain, ((0, 0), (0, 4)))
    one = infer("minilm", "model.onnx", ids=plain, mask=np.ones_like(plain))
    other = infer("minilm", "model.onnx", ids=padded, mask=(np.arange(10) < 6).astype(np.int64)[None])
    assert one.shape == (1, 384)
    np.testing.assert_allclose(np.linalg.norm(one), 1, atol=1e-5)
    np.testing.assert_allclose(one, other, atol=1e-5)


@pytest.mark.parametrize("name", ["whisper-base", "whisper-tiny.en"])
def test_whisper_folders_load(name: str) -> None:
    from ctranslate2.models import Whisper

    place: Path = models.path_of(config.load(), name)
    assert Whisper(str(place), device="cpu", compute_type="int8").is_multilingual is (name == "whisper-base")
