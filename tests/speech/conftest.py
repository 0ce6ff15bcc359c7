"""The installed models and the bundled minute of talk, loaded once for the folder."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from scribe import config
from scribe.speech.models import SpeechModels

OPENING = Path(__file__).parents[1] / "data" / "opening.ogg"


@pytest.fixture(scope="session")
def speech_models() -> SpeechModels:
    return SpeechModels.load(config.load())


@pytest.fixture(scope="session")
def opening() -> NDArray[np.float32]:
    """A minute of two people, 16 kHz mono; the first of them speaks from 2.5 s on."""
    samples: NDArray[np.float32] = soundfile.read(OPENING, dtype="float32")[0]
    return samples
