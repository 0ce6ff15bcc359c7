"""The second look off the event loop: loaded when it is needed, on a thread that gives way."""

import os
import threading

import numpy as np
import pytest

from scribe import config
from scribe.config import Settings, SpeechSettings
from scribe.errors import ModelError
from scribe.events import Role, Utterance
from scribe.speech import second_ear
from scribe.speech.doubt import NUMBER, REASONS
from scribe.speech.second_ear import SecondEar
from scribe.speech.worker import LESS_URGENT
from tests.speech.test_second_look import SOUND, Ear, words


async def test_it_is_loaded_once_when_the_first_utterance_is_heard_again() -> None:
    loaded: list[int] = []

    def load() -> Ear:
        loaded.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return Ear("I slept nine hours", nine=5.0)

    ear = SecondEar(load, (), REASONS)
    assert loaded == []
    for _ in range(2):
        found = await ear.hear(words("I slept five hours"), SOUND, 0.0)
        assert found is not None
        assert [word.text for word in found] == ["I", "slept", "nine", "hours"]
    assert await ear.hear(words("I slept nine hours"), SOUND, 0.0) is None
    assert loaded == [LESS_URGENT]
    ear.close()


async def test_what_was_said_before_is_known() -> None:
    ear = SecondEar(lambda: Ear("", Two=5.0), (), REASONS)
    said = Utterance(id="u1", speaker="S1", role=Role.CLIENT, start=0.5, end=0.8, text="True.", confidence=0.5)
    assert ear.reason(said, words("True."), (), "How many?") == NUMBER
    found = await ear.hear(words("True."), SOUND, 0.0, "How many?")
    assert found is not None
    assert found[0].unclear
    assert await ear.hear(words("True."), SOUND, 0.0) is None
    ear.close()


async def test_what_is_loaded_is_what_the_settings_name() -> None:
    named = Settings(speech=SpeechSettings(second_model="nowhere"), models=config.load().models)
    ear = SecondEar(lambda: second_ear.load(named), (), REASONS)
    with pytest.raises(ModelError, match="nowhere"):
        await ear.hear(words("I slept five hours"), np.zeros(16_000, np.float32), 0.0)
    ear.close()
