"""What the microphone makes of cards that no sound server plays: other rates, lost sound, more than one. The real path:
tests/journeys/test_microphone.py."""

import asyncio
import sys
from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from scribe.audio.frame import FRAME, FRAME_S, RATE, Frame
from scribe.audio.microphone import RESYNC_S, Microphone, input_devices
from scribe.errors import AudioDeviceError

OVERFLOW = 2
Callback = Callable[[bytes | None, int, object, int], object]


class Card:
    """One input, which takes its own rate and channel count alone."""

    def __init__(self, name: str, rate: int, channels: int = 1, *, any_rate: bool = False) -> None:
        self.name, self.rate, self.channels, self.any_rate = name, rate, channels, any_rate


class PortAudio:
    """As much of PyAudio as the microphone uses, over cards that are plugged in and out."""

    paInt16, paContinue, paInputOverflow = 8, 0, OVERFLOW

    def __init__(self, *cards: Card) -> None:
        self.cards = list(cards)
        self.opened: list[tuple[str, int, int]] = []
        self.callback: Callback | None = None

    def PyAudio(self) -> "PortAudio":
        return self

    def get_device_count(self) -> int:
        return len(self.cards)

    def get_device_info_by_index(self, index: int) -> dict[str, Any]:
        card = self.cards[index]
        return {
            "index": index,
            "name": card.name,
            "maxInputChannels": card.channels,
            "defaultSampleRate": float(card.rate),
        }

    def get_default_input_device_info(self) -> dict[str, Any]:
        if not self.cards:
            raise OSError("No Default Input Device Available")
        return self.get_device_info_by_index(0)

    def open(self, *, rate: int, channels: int, input_device_index: int, stream_callback: Callback, **_: Any) -> Any:
        card = self.cards[input_device_index]
        if not card.any_rate and (rate, channels) != (card.rate, card.channels):
            raise OSError(-9997, "Invalid sample rate")
        self.opened.append((card.name, rate, channels))
        self.callback = stream_callback
        return SimpleNamespace(start_stream=lambda: None, close=lambda: None)

    def terminate(self) -> None:
        pass

    def give(self, samples: "np.ndarray[Any, Any]", status: int = 0) -> None:
        """A block, as PortAudio's thread would."""
        assert self.callback
        self.callback((samples * 32767).astype("<i2").tobytes(), len(samples), None, status)


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> PortAudio:
    made = PortAudio(Card("Table", RATE, any_rate=True))
    monkeypatch.setitem(sys.modules, "pyaudio", made)
    return made


async def heard(microphone: Microphone, count: int, give: Callable[[], None]) -> list[Frame]:
    frames: list[Frame] = []

    async def hear() -> None:
        async for frame in microphone.frames():
            frames.append(frame)
            if len(frames) == count:
                await microphone.close()
                return

    hearing = asyncio.create_task(hear())
    await asyncio.sleep(0)
    give()
    await asyncio.wait_for(hearing, 10)
    return frames


def tone(rate: int, seconds: float, channels: int = 1) -> "np.ndarray[Any, Any]":
    one = 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)
    return np.repeat(one[:, None], channels, axis=1)


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (44_100, 2), (48_000, 2), (48_000, 4), (8_000, 1)])
async def test_a_card_that_has_one_rate_is_heard_at_the_right_pitch(
    portaudio: PortAudio, rate: int, channels: int
) -> None:
    portaudio.cards = [Card("Card", rate, channels)]
    microphone = Microphone()
    frames = await heard(microphone, 50, lambda: portaudio.give(tone(rate, 2.0, channels)))
    assert portaudio.opened == [("Card", rate, channels)]
    sound = np.concatenate([frame.samples for frame in frames])
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(sound.size)))
    assert np.argmax(spectrum) * RATE / sound.size == pytest.approx(440, abs=2)


async def test_a_card_that_takes_no_rate_is_named(portaudio: PortAudio) -> None:
    portaudio.cards = [Card("Card", 48_000, 6)]

    def refuse(**_: object) -> None:
        raise OSError(-9997, "Invalid sample rate")

    portaudio.open = refuse  # type: ignore[method-assign]
    with pytest.raises(AudioDeviceError, match=r"'Card' can't be opened: .*Invalid sample rate.* choose another"):
        Microphone()


async def test_lost_sound_is_counted_and_its_time_passes(portaudio: PortAudio) -> None:
    """The driver lost a second: what comes after it lies a second later, not beside what came before."""
    microphone = Microphone()
    frames: list[Frame] = []

    async def hear() -> None:
        async for frame in microphone.frames():
            frames.append(frame)

    hearing = asyncio.create_task(hear())
    await asyncio.sleep(0)
    portaudio.give(tone(RATE, 3 * FRAME_S))
    while not frames:
        await asyncio.sleep(0.001)
    before = microphone.position
    await asyncio.sleep(0.5)
    portaudio.give(tone(RATE, 3 * FRAME_S), OVERFLOW)
    while microphone.position == before:
        await asyncio.sleep(0.001)
    await microphone.close()
    await hearing
    assert microphone.xruns == 1
    gaps = [b.position - a.position - FRAME for a, b in pairwise(frames)]
    assert [gap > RESYNC_S * RATE for gap in gaps if gap] == [True]
    assert max(gaps) == pytest.approx(0.5 * RATE, abs=0.2 * RATE)


async def test_a_full_ring_counts_as_lost_sound(portaudio: PortAudio) -> None:
    microphone = Microphone()

    def too_much() -> None:
        for _ in range(11):
            portaudio.give(tone(RATE, 1.0))

    await heard(microphone, 1, too_much)
    assert microphone.xruns > 0


def test_a_second_one_that_appears_takes_nothing_over(portaudio: PortAudio) -> None:
    microphone = Microphone()
    portaudio.cards.insert(0, Card("Webcam", 48_000))
    assert [device.name for device in input_devices()] == ["Webcam", "Table"]
    assert microphone.name == "Table" and portaudio.opened == [("Table", RATE, 1)]


def test_the_named_one_is_waited_for_beside_others(portaudio: PortAudio) -> None:
    portaudio.cards = [Card("Webcam", 48_000)]
    with pytest.raises(AudioDeviceError, match=r"'table'.*'Webcam'"):
        Microphone("table")
    portaudio.cards.append(Card("Table", RATE))
    assert Microphone("table").name == "Table"


def test_a_machine_without_one_says_so(portaudio: PortAudio) -> None:
    portaudio.cards.clear()
    with pytest.raises(AudioDeviceError, match="no microphone"):
        Microphone()
