"""A microphone and the far side's sound: the microphone's clock counts, a far side that is away is silence."""

import asyncio
from collections.abc import AsyncIterator

import numpy as np
import pytest

from scribe.audio.frame import FRAME, Frame
from scribe.audio.pair import MOST_WAITING, Pair
from scribe.audio.pair_framer import joined
from scribe.audio.sides import Sorter
from tests.audio.talk import framed, hush, talk


class Device:
    """Gives a frame for each tick; `ahead` frames at once before the first."""

    def __init__(self, samples: np.ndarray, *, fails_at: int | None = None, burst: int = 1) -> None:
        self.samples, self.fails_at, self.burst = framed(samples), fails_at, burst
        self.position, self.waiting, self.paused, self.closed = 0, False, False, False

    async def frames(self) -> AsyncIterator[Frame]:
        for number, samples in enumerate(self.samples):
            if number == self.fails_at:
                raise RuntimeError("gone")
            if number % self.burst == 0:
                await asyncio.sleep(0.001)
            frame = Frame(self.position, samples)
            self.position += FRAME
            yield frame

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    async def close(self) -> None:
        self.closed = True


async def heard(pair: Pair) -> list[Frame]:
    return [frame async for frame in pair.frames()]


async def test_both_sides_are_heard_at_the_microphones_positions() -> None:
    near, far = Device(hush(2.0, 1)), Device(talk(2.0, 2))
    frames = await heard(Pair(near, far))
    assert [frame.position for frame in frames] == list(range(0, len(frames) * FRAME, FRAME))
    assert sum(bool(frame.sides and frame.sides.far) for frame in frames) > len(frames) / 2


async def test_a_far_side_that_is_gone_is_silence() -> None:
    frames = await heard(Pair(Device(talk(2.0, 1)), Device(talk(2.0, 2), fails_at=3)))
    assert len(frames) == len(framed(talk(2.0, 1)))
    assert not any(frame.sides and frame.sides.far for frame in frames[20:])


async def test_a_far_clock_that_runs_fast_is_never_far_ahead() -> None:
    pair = Pair(Device(hush(2.0, 1)), Device(talk(4.0, 2), burst=2))
    async for _ in pair.frames():
        assert len(pair._waiting) <= MOST_WAITING


async def test_both_are_paused_resumed_and_closed() -> None:
    near, far = Device(hush(1.0, 1)), Device(hush(1.0, 2))
    pair = Pair(near, far)
    pair.pause()
    assert near.paused
    assert far.paused
    pair.resume()
    assert not (near.paused or far.paused)
    await pair.close()
    assert near.closed
    assert far.closed


class Stalled(Device):
    """What came while the event loop stood still: all of it is there at once."""

    def __init__(self, samples: np.ndarray) -> None:
        super().__init__(samples)
        self.waiting, self.woken = True, asyncio.Event()

    async def frames(self) -> AsyncIterator[Frame]:
        await self.woken.wait()
        for number, samples in enumerate(self.samples):
            self.waiting = number < len(self.samples) - 1
            yield Frame(number * FRAME, samples)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("near_first", [True, False])
async def test_what_the_far_side_said_while_the_event_loop_stood_still_is_heard_beside_the_near_side(
    near_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = Stalled(hush(1.0, 1)), Stalled(talk(1.0, 2))
    beside: list[np.ndarray] = []

    def noted(sorter: Sorter, frame: Frame, other: np.ndarray) -> Frame:
        beside.append(other)
        return joined(sorter, frame, other)

    monkeypatch.setattr("scribe.audio.pair.joined", noted)
    hearing = asyncio.create_task(heard(Pair(near, far)))
    await asyncio.sleep(0.001)
    for device in (near, far) if near_first else (far, near):
        device.woken.set()
    await hearing
    assert len(near.samples) > MOST_WAITING
    np.testing.assert_array_equal(np.concatenate(beside), np.concatenate(far.samples))


async def test_a_frame_that_was_on_its_way_when_the_pause_came_is_not_heard_after_it() -> None:
    gate = asyncio.Event()

    class Late(Device):
        async def frames(self) -> AsyncIterator[Frame]:
            await gate.wait()
            yield Frame(0, self.samples[0])
            await asyncio.sleep(10)

    pair = Pair(Device(hush(0.1, 1)), Late(talk(0.1, 2)))
    hearing = asyncio.create_task(pair._hear_far())
    await asyncio.sleep(0)
    pair.pause()
    gate.set()
    await asyncio.sleep(0.001)
    pair.resume()
    assert not pair._waiting
    hearing.cancel()
