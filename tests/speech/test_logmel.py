"""Features are those that faster-whisper computes, in less time and memory."""

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray

from scribe.speech.logmel import SHIFT, LogMel

RATE = 16_000


def reference(samples: NDArray[np.float32], frames: int, bands: int) -> NDArray[np.float32]:
    padded = np.zeros(frames * SHIFT, np.float32)
    padded[: len(samples)] = samples
    found: NDArray[np.float32] = FeatureExtractor(feature_size=bands)(padded, padding=0)
    return found


@pytest.mark.parametrize("bands", [80, 128])
@pytest.mark.parametrize("seconds", [0.1, 3.0, 7.9])
def test_features_are_those_of_faster_whisper(opening: NDArray[np.float32], bands: int, seconds: float) -> None:
    samples = opening[3 * RATE : 3 * RATE + int(seconds * RATE)]
    found = LogMel(bands)(samples, 800)
    assert found.shape == (1, bands, 800)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found[0], reference(samples, 800, bands), atol=2e-3)


def test_silence_has_the_same_features_too() -> None:
    silence = np.zeros(RATE, np.float32)
    np.testing.assert_allclose(LogMel(80)(silence, 200)[0], reference(silence, 200, 80), atol=1e-4)


def test_sound_longer_than_asked_for_is_cut(opening: NDArray[np.float32]) -> None:
    assert np.array_equal(LogMel(80)(opening[: 3 * RATE], 200), LogMel(80)(opening[: 2 * RATE], 200))


def test_no_sound_at_all_is_silence() -> None:
    found = LogMel(80)(np.zeros(0, np.float32), 100)
    assert found.shape == (1, 80, 100)
    assert np.ptp(found) == 0
