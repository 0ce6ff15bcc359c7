"""A real microphone's way: sound card (played by a sound server), ALSA, PortAudio, frames."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from scribe.audio.attention import Change
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.microphone import Microphone, input_devices
from scribe.audio.steady import Steady
from scribe.errors import AudioDeviceError
from tests.audio.sound_server import MISSING, SoundServer

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")

CLIP = Path(__file__).parents[1] / "data" / "opening.ogg"
CLIP_S = 5

LIKENESS = 0.9
"""Correlation with what was played: it went through two resamplers and a mix-down, nothing else."""

PATIENCE_S = 15.0


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(server.alsa_config))
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    with server:
        yield server


class Hearing:
    """Everything a microphone gives, collected by a task."""

    def __init__(self, microphone: Microphone | Steady) -> None:
        self.microphone = microphone
        self.frames: list[Frame] = []
        self.task = asyncio.create_task(self._collect())

    async def _collect(self) -> None:
        async for frame in self.microphone.frames():
            self.frames.append(frame)

    async def more(self, count: int = 1) -> None:
        """Wait for that many more frames."""
        wanted = len(self.frames) + count
        async with asyncio.timeout(PATIENCE_S):
            while len(self.frames) < wanted and not self.task.done():
                await asyncio.sleep(0.01)
        if self.task.done():
            await self.task

    def sound(self, since: int = 0) -> NDArray[np.float32]:
        return np.concatenate([np.zeros(0, np.float32), *(frame.samples for frame in self.frames[since:])])


@asynccontextmanager
async def hearing(microphone: Microphone | Steady) -> AsyncIterator[Hearing]:
    heard = Hearing(microphone)
    try:
        yield heard
    finally:
        await microphone.close()
        await asyncio.gather(heard.task, return_exceptions=True)


def speech() -> NDArray[np.float32]:
    samples, rate = soundfile.read(CLIP, frames=CLIP_S * RATE, dtype="float32")
    assert rate == RATE
    return np.asarray(samples, np.float32)


def likeness(heard: NDArray[np.float32], played: NDArray[np.float32]) -> float:
    """The largest correlation coefficient of `played` with any stretch of `heard`."""
    size = 1 << (heard.size + played.size).bit_length()
    products = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size)), size)
    energy = np.cumsum(np.concatenate(([0.0], np.square(heard, dtype=np.float64))))
    stretches = energy[played.size :] - energy[: -played.size]
    norms = np.sqrt(np.maximum(stretches, 1e-9) * float(np.dot(played, played)))
    return float(np.max(products[: stretches.size] / norms))


async def test_hears_what_is_said_in_the_room(room: SoundServer) -> None:
    assert [device.name for device in input_devices()] == ["default"]
    microphone = Microphone()
    async with hearing(microphone) as heard:
        await heard.more()
        await asyncio.to_thread(room.play, speech(), RATE)
        await heard.more(RATE // FRAME)
    assert likeness(heard.sound(), speech()) > LIKENESS
    assert [frame.position for frame in heard.frames] == [FRAME * n for n in range(len(heard.frames))]
    assert microphone.xruns == 0


async def test_nothing_of_a_pause_is_heard_and_its_time_passes(room: SoundServer) -> None:
    microphone = Microphone()
    async with hearing(microphone) as heard:
        await heard.more(10)
        microphone.pause()
        before, paused_at = len(heard.frames), microphone.position
        await asyncio.to_thread(room.play, speech()[: 2 * RATE], RATE)
        await asyncio.sleep(0.5)
        assert len(heard.frames) == before
        assert microphone.position > paused_at + 2 * RATE
        microphone.resume()
        await heard.more(RATE // FRAME)
        assert heard.frames[before].position > paused_at + 2 * RATE
        assert not heard.sound(before).any(), "something said in the pause was heard"
        await asyncio.to_thread(room.play, speech()[: 2 * RATE], RATE)
        await heard.more(RATE // FRAME)
    assert likeness(heard.sound(before), speech()[: 2 * RATE]) > LIKENESS


async def test_a_microphone_that_vanishes_is_reported_and_taken_up_again(room: SoundServer) -> None:
    first = Microphone()
    async with hearing(first) as heard:
        await heard.more(10)
        room.stop()
        with pytest.raises(AudioDeviceError, match="gives no sound any more"):
            await heard.more(1000)
    with pytest.raises(AudioDeviceError, match="no microphone"):
        Microphone()
    room.start()
    again = Microphone(start=60 * RATE)
    async with hearing(again) as heard:
        await heard.more()
        await asyncio.to_thread(room.play, speech()[: 2 * RATE], RATE)
        await heard.more(RATE // FRAME)
    assert heard.frames[0].position == 60 * RATE
    assert likeness(heard.sound(), speech()[: 2 * RATE]) > LIKENESS


async def test_a_microphone_that_vanishes_in_a_pause_is_reported_after_it(room: SoundServer) -> None:
    microphone = Microphone()
    async with hearing(microphone) as heard:
        await heard.more(10)
        microphone.pause()
        room.stop()
        await asyncio.sleep(0.1)
        microphone.resume()
        with pytest.raises(AudioDeviceError, match="microphone 'default'"):
            await heard.more(1000)


class Told:
    """What a steady microphone tells of itself, with the position it was at."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._news = asyncio.Event()

    async def __call__(self, change: Change, error: AudioDeviceError | None) -> None:
        assert (error is not None) == (change is Change.AWAY)
        self.changes.append(change)
        self._news.set()

    async def until(self, change: Change) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while change not in self.changes:
                self._news.clear()
                await self._news.wait()


async def test_a_sound_card_that_is_pulled_out_and_put_back_in_a_session(room: SoundServer) -> None:
    told = Told()
    source = Steady(lambda start: Microphone(start=start), told, Microphone())
    async with hearing(source) as heard:
        await heard.more(10)
        await told.until(Change.SILENT)  # nobody speaks, and this room has no noise of its own
        await asyncio.to_thread(room.unplug)
        await told.until(Change.AWAY)
        before = len(heard.frames)
        await asyncio.to_thread(room.plug)
        await told.until(Change.BACK)
        await heard.more()
        await asyncio.to_thread(room.play, speech(), RATE)
        await heard.more(RATE // FRAME)
    assert told.changes[:3] == [Change.SILENT, Change.AWAY, Change.BACK]
    assert Change.SOUND in told.changes
    assert heard.frames[before].position > heard.frames[before - 1].position + FRAME, "the gap is in the counter"
    assert likeness(heard.sound(before), speech()) > LIKENESS


def test_a_microphone_is_chosen_by_a_part_of_its_name(room: SoundServer) -> None:
    asyncio.run(Microphone("DEFAU").close())
    with pytest.raises(AudioDeviceError, match=r"'parrot'.*'default'"):
        Microphone("parrot")
