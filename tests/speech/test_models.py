"""The models that listening needs, and what is said where one is missing."""

from pathlib import Path

import pytest

from scribe import config, models
from scribe.config import SpeechSettings
from scribe.errors import ModelError
from scribe.speech.models import SpeechModels


@pytest.mark.model
def test_all_models_of_a_daemon_load(speech_models: SpeechModels) -> None:
    assert speech_models.speakers is not None


@pytest.mark.model
def test_without_speaker_models_words_go_on(tmp_path: Path) -> None:
    settings = config.load()
    voice_activity = models.path_of(settings, "silero-vad") / "silero_vad.onnx"
    found = SpeechModels.from_folders(voice_activity, models.whisper_folder(settings), tmp_path, settings.speech)
    assert found.speakers is None


def test_without_whisper_nothing_does(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="scribe models install"):
        SpeechModels.from_folders(tmp_path / "silero_vad.onnx", tmp_path, tmp_path, SpeechSettings())
