"""Duties beside a session: begun again when they fail, ended when the room is left, whatever they are doing."""

import asyncio

import pytest

from scribe.room import duties
from scribe.room.duties import _again_and_again, _end


async def test_a_duty_that_fails_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "AGAIN_S", 0.0)
    begun = 0
    enough = asyncio.Event()

    async def duty() -> None:
        nonlocal begun
        begun += 1
        if begun == 3:
            enough.set()
        raise OSError

    task = asyncio.create_task(_again_and_again("test", duty))
    await asyncio.wait_for(enough.wait(), 5)
    await _end(task)
    assert task.done()


async def test_one_that_loses_its_cancellation_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "ASK_S", 0.01)
    lost = 0

    async def duty() -> None:
        nonlocal lost
        while lost < 3:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost += 1
        await asyncio.Event().wait()

    task = asyncio.create_task(duty())
    await asyncio.sleep(0)
    await asyncio.wait_for(_end(task), 5)
    assert lost == 3 and task.cancelled()
