"""A microphone that comes and goes: what was heard stays, the session goes on, the clinician is told once each way."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import numpy as np
import pytest

from scribe.audio import steady
from scribe.audio.attention import Change
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.steady import Steady
from scribe.errors import AudioDeviceError

GONE = AudioDeviceError("The microphone gives no sound any more.", "Plug it in again.")


class Device:
    """Gives so many frames, then is unplugged, or (None) goes on until it is closed."""

    def __init__(self, position: int, frames: int | None) -> None:
        self.position, self.left = position, frames
        self.sound = np.linspace(-0.1, 0.1, FRAME, dtype=np.float32)
        self.paused = self.closed = False
        self.waiting = False
        self.xruns = 0
        self.name = "Table"

    async def frames(self) -> AsyncIterator[Frame]:
        while not self.closed:
            await asyncio.sleep(0)
            if self.left == 0:
                raise GONE
            if self.paused:
                continue
            self.left = None if self.left is None else self.left - 1
            yield Frame(self.position, self.sound)
            self.position += FRAME

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    async def close(self) -> None:
        self.closed = True


class Room:
    """A room whose microphone is there on the given tries: a number of frames, or None when it is away."""

    def __init__(self, *tries: int | None, opened: bool = True) -> None:
        self.tries = list(tries)
        self.devices: list[Device] = []
        self.told: list[str] = []
        self.name = "Table"
        """Of the microphone that is there when one is looked for."""
        self.source = Steady(self.open_at, self.tell, self.open_at(0) if opened else None)

    def open_at(self, position: int) -> Device:
        frames = self.tries.pop(0) if self.tries else -1
        if frames is None:
            raise GONE
        self.devices.append(Device(position, None if frames < 0 else frames))
        self.devices[-1].name = self.name
        return self.devices[-1]

    async def tell(self, change: Change, error: AudioDeviceError | None) -> None:
        assert (error is not None) == (change is Change.AWAY)
        self.told.append(change.value)

    async def hear(self, count: int) -> list[Frame]:
        heard = []
        async for frame in self.source.frames():
            heard.append(frame)
            if len(heard) == count:
                await self.source.close()
        return heard


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steady, "RETRY_S", 0.01)


async def test_a_device_that_stays_is_simply_heard() -> None:
    room = Room()
    assert [f.position for f in await room.hear(5)] == [n * FRAME for n in range(5)]
    assert room.told == []


async def test_hearing_goes_on_when_it_is_back_and_time_has_passed() -> None:
    room = Room(3, None, None, 4)
    heard = await room.hear(6)
    assert room.told == ["away", "back"]
    assert [f.position for f in heard[:3]] == [0, FRAME, 2 * FRAME]
    gap = heard[3].position - (heard[2].position + FRAME)
    assert 0.02 * RATE <= gap < 60 * RATE
    assert all(device.closed for device in room.devices)


async def test_it_may_be_away_again_and_again() -> None:
    room = Room(1, 1, None, 1)
    heard = await room.hear(4)
    assert room.told == ["away", "back", "away", "back", "away", "back"]
    assert heard == sorted(heard, key=lambda frame: frame.position)


async def test_one_that_is_not_there_yet_is_waited_for() -> None:
    room = Room(None, None, 2, opened=False)
    assert len(await room.hear(2)) == 2
    assert room.told == ["away", "back"]


async def test_another_one_that_is_there_instead_is_told_apart() -> None:
    room = Room(2, None, 2)
    room.name = "Webcam"
    await room.hear(4)
    assert room.told == ["away", "replaced"]


async def test_closing_ends_the_wait() -> None:
    room = Room(1, *[None] * 1000)
    hearing = asyncio.create_task(room.hear(9))
    while "away" not in room.told:
        await asyncio.sleep(0.001)
    await room.source.close()
    assert len(await asyncio.wait_for(hearing, 10)) == 1


async def test_a_device_that_comes_back_in_a_pause_is_not_heard() -> None:
    room = Room(2, None, None, -1)
    hearing = asyncio.create_task(room.hear(4))
    while not room.told:
        await asyncio.sleep(0.001)
    room.source.pause()
    while "back" not in room.told:
        await asyncio.sleep(0.001)
    assert room.devices[-1].paused
    room.source.resume()
    assert len(await asyncio.wait_for(hearing, 10)) == 4


async def test_one_that_gives_no_sound_is_reported_once_each_way() -> None:
    room = Room()
    device = room.devices[0]
    hearing = asyncio.create_task(room.hear(10_000))
    device.sound = np.zeros(FRAME, np.float32)
    while room.told != ["silent"]:
        await asyncio.sleep(0.001)
    device.sound = np.linspace(-0.1, 0.1, FRAME, dtype=np.float32)
    while room.told != ["silent", "sound"]:
        await asyncio.sleep(0.001)
    await room.source.close()
    await hearing


async def test_sound_that_was_lost_is_counted_over_every_device() -> None:
    room = Room(2, None, -1)
    room.devices[0].xruns = 3
    hearing = asyncio.create_task(room.hear(10_000))
    while "back" not in room.told:
        await asyncio.sleep(0.001)
    assert room.told == ["skipped", "away", "back"]
    room.devices[1].xruns = 2
    assert room.source.xruns == 5
    await room.source.close()
    await hearing


async def test_a_device_that_is_opened_when_nobody_waits_any_more_is_closed_again() -> None:
    room, opening, go_on = Room(opened=False), threading.Event(), threading.Event()

    def slowly(position: int) -> Device:
        opening.set()
        go_on.wait(10)
        return room.open_at(position)

    room.source = Steady(slowly, room.tell, None)
    hearing = asyncio.create_task(room.hear(1))
    await asyncio.to_thread(opening.wait, 10)
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)
    go_on.set()
    async with asyncio.timeout(10):
        while not (room.devices and room.devices[0].closed):
            await asyncio.sleep(0.001)


async def test_what_is_closed_while_it_looks_tells_nothing_more() -> None:
    room = Room(opened=False)

    def gone(_: int) -> Device:
        loop.call_soon_threadsafe(room.source._closed.set)
        time.sleep(0.05)  # so that it is set before the answer is seen
        raise GONE

    loop = asyncio.get_running_loop()
    room.source = Steady(gone, room.tell, None)
    assert await asyncio.wait_for(room.hear(1), 10) == []
    assert room.told == []
