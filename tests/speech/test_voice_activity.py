"""How likely each frame holds speech: causal, and the same however the frames arrive."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE
from scribe.errors import ModelError
from scribe.speech.models import SpeechModels
from scribe.speech.voice_activity import VoiceActivity
from tests.speech.hearing import frames_of

pytestmark = pytest.mark.model

Samples = list[NDArray[np.float32]]


@pytest.fixture
def voice(speech_models: SpeechModels) -> VoiceActivity:
    speech_models.voice_activity.reset()
    return speech_models.voice_activity


@pytest.fixture(scope="module")
def frames(opening: NDArray[np.float32]) -> Samples:
    return [frame.samples for frame in frames_of(opening[: 12 * RATE])]


def test_speech_is_told_from_silence(voice: VoiceActivity, frames: Samples) -> None:
    found = np.array(voice.probabilities(frames))
    speech = slice(int(3.0 * RATE / FRAME), int(4.5 * RATE / FRAME))
    assert found[: int(2.0 * RATE / FRAME)].max() < 0.3
    assert np.median(found[speech]) > 0.9


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_it_does_not_matter_how_many_frames_come_at_a_time(voice: VoiceActivity, frames: Samples, size: int) -> None:
    whole = voice.probabilities(frames)
    voice.reset()
    parts = [p for first in range(0, len(frames), size) for p in voice.probabilities(frames[first : first + size])]
    assert parts == pytest.approx(whole, abs=1e-4)


def test_what_comes_later_changes_nothing(voice: VoiceActivity, frames: Samples) -> None:
    whole = voice.probabilities(frames)
    voice.reset()
    noise = np.random.default_rng(1).normal(0, 0.3, FRAME).astype(np.float32)
    assert voice.probabilities([*frames[:150], noise])[:150] == pytest.approx(whole[:150], abs=1e-4)


def test_after_a_reset_nothing_is_remembered(voice: VoiceActivity, frames: Samples) -> None:
    first = voice.probabilities(frames[90:130])
    voice.probabilities(frames[:50])
    voice.reset()
    assert voice.probabilities(frames[90:130]) == pytest.approx(first, abs=1e-6)


def test_one_frame_is_a_batch_of_one(voice: VoiceActivity, frames: Samples) -> None:
    one = voice.probability(frames[100])
    voice.reset()
    assert voice.probabilities([frames[100]]) == [pytest.approx(one)]


def test_no_frames_are_no_probabilities(voice: VoiceActivity) -> None:
    assert voice.probabilities([]) == []


def test_a_buffer_used_again_by_the_caller_does_no_harm(voice: VoiceActivity, frames: Samples) -> None:
    whole = voice.probabilities(frames[90:93])
    voice.reset()
    buffer = np.zeros(FRAME, np.float32)
    found = []
    for frame in frames[90:93]:
        buffer[:] = frame
        found.append(voice.probability(buffer))
    assert found == pytest.approx(whole, abs=1e-4)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="scribe models install"):
        VoiceActivity(tmp_path / "silero_vad.onnx")
