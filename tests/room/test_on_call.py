"""Loaded when asked for, once; put away; and asked for again."""

import asyncio
import threading
import time

import pytest

from scribe.errors import ModelError
from scribe.room import duties
from scribe.room.duties import _end, rest
from scribe.room.on_call import OnCall


class Shelf:
    """Gives numbered things; fails while `broken`."""

    def __init__(self) -> None:
        self.loads = 0
        self.broken = False
        self.go = threading.Event()
        self.go.set()

    def load(self) -> str:
        self.go.wait(5)
        if self.broken:
            raise OSError
        self.loads += 1
        return f"thing {self.loads}"


async def test_what_is_missing_is_named_in_the_log_once(caplog: pytest.LogCaptureFixture) -> None:
    error = ModelError("Model whisper-base: model.bin is missing.", "Run: scribe models install")

    def load() -> str:
        raise error

    models = OnCall(load, "load models")
    for _ in range(3):
        with pytest.raises(ModelError):
            await models.get()
        await asyncio.sleep(0)
    assert [record.getMessage() for record in caplog.records] == [f"can't load models: {error}"]
    assert "scribe models install" in caplog.text


async def test_it_is_loaded_once_however_many_ask() -> None:
    shelf = Shelf()
    models = OnCall(shelf.load, "models")
    assert set(await asyncio.gather(*(models.get() for _ in range(5)))) == {"thing 1"}
    assert models.good and models.held


async def test_put_away_and_asked_for_again() -> None:
    shelf = Shelf()
    models = OnCall(shelf.load, "models")
    await models.get()
    models.put_away()
    assert models.good and not models.held
    assert await models.get() == "thing 2"


async def test_what_is_being_loaded_is_not_put_away() -> None:
    shelf = Shelf()
    shelf.go.clear()
    models = OnCall(shelf.load, "models")
    models.fetch()
    models.put_away()
    assert models.held
    shelf.go.set()
    assert await models.get() == "thing 1"


async def test_a_failure_is_told_and_the_next_one_who_asks_tries_again() -> None:
    shelf = Shelf()
    shelf.broken = True
    models = OnCall(shelf.load, "models")
    with pytest.raises(OSError):
        await models.get()
    assert not models.good
    shelf.broken = False
    assert await models.get() == "thing 1"
    assert models.good


async def test_who_stops_waiting_does_not_stop_the_loading() -> None:
    shelf = Shelf()
    shelf.go.clear()
    models = OnCall(shelf.load, "models")
    waiting = asyncio.create_task(models.get())
    await asyncio.sleep(0)
    waiting.cancel()
    shelf.go.set()
    assert await models.get() == "thing 1"


async def test_leaving_waits_for_nothing_that_is_being_loaded() -> None:
    shelf = Shelf()
    shelf.go.clear()
    models = OnCall(shelf.load, "models")
    await models.close()
    waiting = asyncio.create_task(models.get())
    await asyncio.sleep(0)
    await models.close()
    assert shelf.loads == 0
    shelf.go.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting


class Room:
    def __init__(self, idle_since: float | None) -> None:
        self.idle_since = idle_since
        self.rested = asyncio.Event()

    async def rest(self) -> bool:
        first = not self.rested.is_set()
        self.rested.set()
        return first


async def test_an_idle_room_rests_and_a_busy_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "LOOK_S", 0.001)
    idle, busy = Room(time.monotonic()), Room(None)
    tasks = [asyncio.create_task(rest(room, 0.01)) for room in (idle, busy)]
    await asyncio.wait_for(idle.rested.wait(), 5)
    await asyncio.sleep(0.05)
    assert not busy.rested.is_set()
    busy.idle_since = time.monotonic()
    await asyncio.wait_for(busy.rested.wait(), 5)
    await asyncio.gather(*map(_end, tasks))


async def test_it_is_good_as_soon_as_it_is_there() -> None:
    """Also before the loop has told that the task is done."""
    models = OnCall(Shelf().load, "load models")
    models.fetch()
    assert not models.good
    while models._loading is not None and not models._loading.done():
        await asyncio.sleep(0)
    models.put_away()
    assert models.good and not models.held
    await asyncio.sleep(0)
    assert models.good
