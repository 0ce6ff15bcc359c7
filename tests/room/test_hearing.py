"""`scribe doctor` says how loud the room is, and that a muted microphone gives nothing."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from scribe.audio import microphone
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.microphone import InputDevice
from scribe.config import AudioSettings
from scribe.errors import AudioDeviceError
from scribe.room import hearing
from tests.audio.sound_server import MISSING, SoundServer

TABLE = InputDevice(0, "Table", 1, RATE)
WALL = InputDevice(1, "Wall", 2, 48_000)


class Room:
    """A microphone in a room with a hum of this amplitude."""

    name = "Table"

    def __init__(self, amplitude: float) -> None:
        self._amplitude = amplitude
        self.closed = False

    async def frames(self) -> AsyncIterator[Frame]:
        position = 0
        while not self.closed:
            hum = np.sin(np.arange(position, position + FRAME) / 20).astype(np.float32)
            yield Frame(position, hum * np.float32(self._amplitude))
            position += FRAME

    async def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "input_devices", lambda: [TABLE, WALL])


@pytest.mark.parametrize(
    ("amplitude", "ok", "text", "hint"),
    [
        (1.0, True, "Table: -3 dBFS; also: Wall", ""),
        (0.01, True, "Table: -43 dBFS; also: Wall", ""),
        (0.0005, True, "Table: -69 dBFS; also: Wall", "Very faint"),
        (0.0, False, "Table: no sound; also: Wall", "Unmute it"),
    ],
)
async def test_the_level_of_a_second(
    monkeypatch: pytest.MonkeyPatch, amplitude: float, ok: bool, text: str, hint: str
) -> None:
    room = Room(amplitude)
    monkeypatch.setattr(hearing, "Microphone", lambda device: room)
    found = await hearing.hearing(AudioSettings())
    assert (found.ok, found.text, found.needed, room.closed) == (ok, text, False, True)
    assert found.hint.startswith(hint)


async def test_one_that_does_not_open_and_a_room_that_hears_through_the_tablet(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(device: str | None) -> Room:
        raise AudioDeviceError("In use.", "Close what uses it.")

    monkeypatch.setattr(hearing, "Microphone", refused)
    found = await hearing.hearing(AudioSettings())
    assert (found.ok, found.text, found.hint) == (False, "In use.", "Close what uses it.")
    found = await hearing.hearing(AudioSettings(source="tablet"))
    assert found.ok and found.text == "the tablet's; here: Table, Wall"
    monkeypatch.setattr(microphone, "input_devices", list)
    found = await hearing.hearing(AudioSettings(source="tablet"))
    assert found.ok and found.text == "the tablet's; here: none"


@pytest.mark.skipif(MISSING is not None, reason=MISSING or "")
async def test_a_real_sound_card_muted_and_with_somebody_speaking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with SoundServer(tmp_path) as server:
        monkeypatch.setenv("ALSA_CONFIG_PATH", str(server.alsa_config))
        monkeypatch.setenv("JACK_NO_START_SERVER", "1")
        found = await hearing.hearing(AudioSettings())
        assert not found.ok and "no sound" in found.text
        tone = np.sin(np.arange(4 * RATE) / 5).astype(np.float32) * np.float32(0.5)
        playing = threading.Thread(target=server.play, args=(tone, RATE))
        playing.start()
        await asyncio.sleep(0.5)
        found = await hearing.hearing(AudioSettings())
        await asyncio.to_thread(playing.join)
        assert found.ok and "dBFS" in found.text
