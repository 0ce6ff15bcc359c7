"""Ears whose models come late: nothing is lost, nothing is out of order, and what went wrong is said."""

import asyncio
from typing import Any, cast

import numpy as np
import pytest

from scribe.audio.frame import FRAME, Frame
from scribe.errors import ModelError
from scribe.speech.listener import Listener
from scribe.speech.waking import WakingListener


class Ears:
    speaking, lag, failed = True, 2.0, True

    def __init__(self) -> None:
        self.calls: list[Any] = []

    async def hear(self, frame: Frame) -> None:
        self.calls.append(frame.position)

    async def pause(self) -> None:
        self.calls.append("pause")

    async def finish(self) -> None:
        self.calls.append("finish")


class Bed:
    """Gives its one pair of ears when `up` is set."""

    def __init__(self, error: Exception | None = None) -> None:
        self.up = asyncio.Event()
        self.ears, self.made, self._error = Ears(), 0, error

    async def make(self) -> Listener:
        self.made += 1
        await self.up.wait()
        if self._error:
            raise self._error
        return cast(Listener, self.ears)


def frame(number: int) -> Frame:
    return Frame(number * FRAME, np.zeros(FRAME, np.float32))


async def test_a_pause_while_they_wake_follows_what_was_heard_before_it() -> None:
    bed = Bed()
    waking = WakingListener(bed.make)
    hearing = asyncio.create_task(waking.hear(frame(0)))
    await asyncio.sleep(0)
    pausing = asyncio.create_task(waking.pause())
    await asyncio.sleep(0)
    assert (waking.speaking, waking.lag, waking.failed) == (False, 0.0, False)
    bed.up.set()
    await asyncio.gather(hearing, pausing)
    await waking.hear(frame(1))
    await waking.finish()
    assert bed.ears.calls == [0, "pause", FRAME, "finish"]
    assert bed.made == 1
    assert (waking.speaking, waking.lag, waking.failed) == (True, 2.0, True)


async def test_a_pause_before_anything_was_heard_wakes_nobody() -> None:
    bed = Bed()
    await WakingListener(bed.make).pause()
    assert bed.made == 0


async def test_models_that_can_not_be_loaded_are_told_to_whoever_waits() -> None:
    bed = Bed(ModelError("No model."))
    bed.up.set()
    waking = WakingListener(bed.make)
    for call in (waking.hear(frame(0)), waking.pause(), waking.finish()):
        with pytest.raises(ModelError):
            await call
    assert bed.made == 1
