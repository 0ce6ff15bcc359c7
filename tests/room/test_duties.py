"""Duties beside a session: begun again when they fail, ended when the room is left, whatever they are doing."""

import asyncio
import threading
import time

import numpy as np
import pytest

from scribe.errors import GatewayError, MissingPartError, ModelError
from scribe.room import duties
from scribe.room.duties import _again_and_again, _end
from scribe.speech.decoding import Rehearer
from scribe.speech.second_ear import SecondEar, lingers


async def failing_thrice(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> "asyncio.Task[None]":
    """A duty that was begun three times, failed each time, and was ended."""
    monkeypatch.setattr(duties, "AGAIN_S", 0.0)
    begun = 0
    enough = asyncio.Event()

    async def duty() -> None:
        nonlocal begun
        begun += 1
        if begun == 3:
            enough.set()
        raise error

    task = asyncio.create_task(_again_and_again(name, duty))
    await asyncio.wait_for(enough.wait(), 5)
    await _end(task)
    return task


async def test_a_duty_that_fails_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await failing_thrice(monkeypatch, "test", OSError())).done()


async def test_what_a_duty_lacks_is_told_once_with_the_next_step(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lacks = MissingPartError("This room has no clinic key.", "The first room: scribe clinic begin.")
    await failing_thrice(monkeypatch, "clinic", lacks)
    told = [record.getMessage() for record in caplog.records]
    assert told == ["clinic waits: This room has no clinic key. The first room: scribe clinic begin."]


@pytest.mark.parametrize(
    ("error", "level", "told"),
    [
        (GatewayError("ca.crt: not a certificate authority.", "Set mqtt.authority."), "WARNING", "Set mqtt.authority."),
        (RuntimeError("what was said"), "ERROR", "presence failed: RuntimeError"),
    ],
)
async def test_what_fails_again_and_again_does_not_fill_the_journal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, level: str, told: str
) -> None:
    await failing_thrice(monkeypatch, "presence", error)
    [record] = caplog.records
    assert record.levelname == level
    assert record.getMessage().endswith(told)


class Unready:
    """A room that lacks something until it was asked to load it so many times."""

    def __init__(self, tries: int) -> None:
        self.tries = tries
        self.ready = False

    def wake(self) -> None:
        assert not self.ready
        self.tries -= 1
        self.ready = self.tries == 0


async def test_what_was_missing_is_tried_again_until_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "TRY_S", 0.001)
    room = Unready(3)
    trying = asyncio.create_task(duties.get_ready(room))
    while not room.ready:
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.05)
    await _end(trying)
    assert room.tries == 0


class Idle:
    """A room with models to put away once."""

    def __init__(self) -> None:
        self.held = True
        self.idle_since: float | None = time.monotonic()

    async def rest(self) -> bool:
        held, self.held = self.held, False
        return held


class Giving:
    """What is given back at each look; after these nothing more."""

    def __init__(self, *freed: int) -> None:
        self.freed = list(freed)
        self.lingered: list[bool] = []

    def __call__(self) -> int:
        self.lingered.append(lingers())
        return self.freed.pop(0) if self.freed else 0

    async def until(self, times: int) -> None:
        while len(self.lingered) < times:
            await asyncio.sleep(0.01)


async def test_what_a_second_hearing_holds_is_given_back_once_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "LOOK_S", 0.01)
    giving = Giving()
    monkeypatch.setattr(duties, "give_back", giving)
    go = threading.Event()

    def load() -> Rehearer:
        go.wait(10)
        raise ModelError("There is none.", "")

    ear = SecondEar(load, (), frozenset())
    hearing = asyncio.create_task(ear.hear((), np.zeros(0, np.float32), 0.0))
    await asyncio.sleep(0)
    ear.close()
    resting = asyncio.create_task(duties.rest(Idle(), 0.01))
    await giving.until(1)
    await asyncio.sleep(0.1)
    assert giving.lingered == [True]
    go.set()
    await giving.until(1 + duties.QUIET_LOOKS)
    await asyncio.sleep(0.1)
    assert giving.lingered == [True] + duties.QUIET_LOOKS * [False]
    await _end(resting)
    with pytest.raises(ModelError):
        await hearing


async def test_memory_is_given_back_until_nothing_more_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine tasks of the last session end long after it."""
    monkeypatch.setattr(duties, "LOOK_S", 0.01)
    giving = Giving(400_000_000, 0, 0, 45_000_000)
    monkeypatch.setattr(duties, "give_back", giving)
    resting = asyncio.create_task(duties.rest(Idle(), 0.01))
    await giving.until(4 + duties.QUIET_LOOKS)
    await asyncio.sleep(0.1)
    assert len(giving.lingered) == 4 + duties.QUIET_LOOKS
    await _end(resting)


async def test_a_session_shorter_than_a_look_begins_the_idle_time_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "LOOK_S", 0.01)
    giving = Giving()
    monkeypatch.setattr(duties, "give_back", giving)
    room = Idle()
    resting = asyncio.create_task(duties.rest(room, 0.4))
    await asyncio.sleep(0.3)
    ended = room.idle_since = time.monotonic()  # it began and ended since the last look
    await giving.until(1)
    await _end(resting)
    assert time.monotonic() - ended >= 0.4


async def test_what_lingers_of_a_session_is_not_given_back_for_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "LOOK_S", 0.01)
    lingering = [True]
    giving = Giving()
    monkeypatch.setattr(duties, "lingers", lambda: lingering[0])
    monkeypatch.setattr(duties, "give_back", giving)
    room = Idle()
    resting = asyncio.create_task(duties.rest(room, 0.01))
    await giving.until(1)
    room.held, room.idle_since = True, time.monotonic() + 0.1  # another one has been heard since
    lingering[0] = False
    await giving.until(2 + duties.QUIET_LOOKS)
    await asyncio.sleep(0.1)
    await _end(resting)
    assert len(giving.lingered) == 2 + duties.QUIET_LOOKS


async def test_a_room_that_hears_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "LOOK_S", 0.01)
    room = Idle()
    room.idle_since = None
    resting = asyncio.create_task(duties.rest(room, 0.01))
    await asyncio.sleep(0.1)
    await _end(resting)
    assert room.held


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
