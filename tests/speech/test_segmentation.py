"""Where voices are heard in a window, by the installed model."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.errors import ModelError
from scribe.speech.models import SpeechModels
from scribe.speech.segmentation import FIELD, HOP, RATE, VOICES, WINDOW, Segmentation, frame_edge


@pytest.fixture
def segmentation(speech_models: SpeechModels) -> Segmentation:
    assert speech_models.speakers is not None
    return speech_models.speakers.segmentation


@pytest.mark.parametrize("length", [FIELD, FIELD + HOP - 1, FIELD + HOP, RATE, WINDOW])
def test_a_row_for_every_hop(segmentation: Segmentation, opening: NDArray[np.float32], length: int) -> None:
    found = segmentation.activity(opening[:length])
    assert found.shape == ((length - FIELD) // HOP + 1, VOICES)
    assert (found >= 0).all()
    assert (found <= 1 + 1e-4).all()


def test_silence_is_nobody(segmentation: Segmentation) -> None:
    assert segmentation.activity(np.zeros(WINDOW, np.float32)).max() < 0.5


def test_speech_begins_where_it_does_and_is_two_voices(
    segmentation: Segmentation, opening: NDArray[np.float32]
) -> None:
    found = segmentation.activity(opening[:WINDOW])
    speaks = found > 0.5
    assert frame_edge(int(speaks.any(axis=1).argmax())) == pytest.approx(2.53, abs=0.15)
    at = {second: round(second * RATE / HOP) for second in (4.0, 8.0)}
    first, second = (set(np.flatnonzero(speaks[row])) for row in at.values())
    assert len(first) == len(second) == 1
    assert first != second


def test_frames_follow_each_other_without_a_gap() -> None:
    edges = [frame_edge(n) for n in range(100)]
    np.testing.assert_allclose(np.diff(edges), HOP / RATE)
    assert 0 < edges[0] < FIELD / RATE + 0.04


def test_a_missing_or_broken_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        Segmentation(tmp_path / "absent.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError):
        Segmentation(tmp_path / "broken.onnx")
