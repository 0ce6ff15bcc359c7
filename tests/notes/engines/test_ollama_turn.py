"""Rooms and notes that share a language model: each in its turn, nobody waits without end."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from scribe.config import OllamaSettings
from scribe.errors import EngineError
from scribe.events import Note
from scribe.notes.engines.ollama import draft
from scribe.notes.engines.ollama_turn import Turns
from tests.local_llm import Body, Script, serving
from tests.notes.drafting_session import final_note
from tests.notes.engines.test_ollama import copying
from tests.room.broker import certify

NOTES = 3


class Shared:
    """A faithful model that takes a moment, and counts who asks at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0
        self.most = 0
        self.asked = 0

    def __call__(self, body: Body) -> str:
        with self._lock:
            self._now += 1
            self.asked += 1
            self.most = max(self.most, self._now)
        time.sleep(0.02)
        with self._lock:
            self._now -= 1
        return copying(body)


async def show(_: Note) -> None:
    pass


@pytest.mark.parametrize("at_once", [1, 2])
async def test_a_room_asks_no_more_at_once_than_its_share(at_once: int) -> None:
    model = Shared()
    with serving(Script(model), "script") as url:
        settings = OllamaSettings(url=url, model="script", at_once=at_once)
        rooms = [Turns(settings), Turns(settings)]
        made = await asyncio.gather(
            *(draft(final_note(), settings, show, turns=turns) for turns in rooms for _ in range(NOTES))
        )
    assert 1 < model.most <= at_once * len(rooms)
    assert all(one.note.engine == "ollama:script" for one in made)


class InOrder:
    """A faithful model as Ollama serves it (OLLAMA_NUM_PARALLEL=1): one request at a time, in the order of asking."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._asked = self._done = 0

    def __call__(self, body: Body) -> str:
        with self._turn:
            mine, self._asked = self._asked, self._asked + 1
            self._turn.wait_for(lambda: self._done == mine)
        time.sleep(0.02)
        with self._turn:
            self._done += 1
            self._turn.notify_all()
        return copying(body)


async def test_a_room_with_many_notes_holds_no_other_room_up(tmp_path: Path) -> None:
    """Over TLS: two notes of a quiet room are there long before the last of a room that asks for twenty."""
    certify(tmp_path)
    certificate, key = tmp_path / "broker.crt", tmp_path / "broker.key"
    ready: list[str] = []

    async def noted(room: str, settings: OllamaSettings, turns: Turns) -> None:
        made = await draft(final_note(), settings, show, turns=turns)
        assert made.note.engine == "ollama:script"
        ready.append(room)

    with serving(Script(InOrder()), "script", tls=(certificate, key)) as url:
        settings = OllamaSettings(url=url, model="script", authority=certificate, connect_s=10.0)
        rooms = {"busy": Turns(settings), "quiet": Turns(settings)}
        many = [("busy", 20), ("quiet", 2)]
        await asyncio.gather(*(noted(room, settings, rooms[room]) for room, count in many for _ in range(count)))
    assert len(ready) == 22
    before_the_quiet_ones = ready[: max(i for i, room in enumerate(ready) if room == "quiet")].count("busy")
    assert before_the_quiet_ones < 10


async def test_the_one_that_has_waited_longest_is_next() -> None:
    turns, order = Turns(OllamaSettings()), list[int]()

    async def work(number: int) -> None:
        async with turns.turn():
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*map(work, range(20)))
    assert order == list(range(20))


async def test_a_turn_that_does_not_come_is_given_up_and_lost_by_nobody_else() -> None:
    turns = Turns(OllamaSettings(section_s=0.05))
    async with turns.turn():
        with pytest.raises(EngineError) as caught:
            async with turns.turn():
                raise AssertionError("two at once")
    assert (caught.value.reason, "ollama.wait_s" in caught.value.hint) == ("busy", True)
    async with turns.turn():
        pass
