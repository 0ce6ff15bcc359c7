"""Between capture and speech nothing is lost, doubled or disordered, whatever waits in memory or in the journal."""

import asyncio
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio import backlog as module
from scribe.audio.backlog import Backlog
from scribe.audio.frame import FRAME, FRAME_S, Frame
from scribe.audio.journal import Journal
from tests.audio.sounds import numbered, positions


class MemoryJournal:
    """What the backlog needs of the journal."""

    def __init__(self) -> None:
        self.held: list[Frame] = []
        self.failed: object = None

    def append(self, frame: Frame) -> None:
        self.held.append(frame)

    def read(self, start: int = 0) -> Iterator[Frame]:
        return (frame for frame in tuple(self.held) if frame.position + FRAME > start)

    @property
    def end(self) -> int:
        return self.held[-1].position + FRAME if self.held else 0


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FRAMES", 5)
    monkeypatch.setattr(module, "RELOAD_FRAMES", 3)


class Line:
    def __init__(self) -> None:
        self.journal = MemoryJournal()
        self.backlog = Backlog(cast(Journal, self.journal))
        self.coming = iter(numbered(10_000))

    def put(self, count: int) -> None:
        for _ in range(count):
            frame = next(self.coming)
            self.journal.append(frame)
            self.backlog.put(frame)

    async def take(self, count: int) -> list[Frame]:
        taken: list[Frame] = []
        while len(taken) < count and self.backlog.seconds > 0:
            frame = await self.backlog.get()
            assert frame is not None
            taken.append(frame)
        return taken

    async def rest(self) -> list[Frame]:
        self.backlog.close()
        taken = []
        while frame := await self.backlog.get():
            taken.append(frame)
        return taken


STEPS = st.lists(st.tuples(st.sampled_from(["put", "take"]), st.integers(1, 12)), max_size=15)


@given(STEPS)
def test_everything_comes_out_once_in_order(steps: list[tuple[str, int]]) -> None:
    async def scenario() -> None:
        line = Line()
        taken: list[Frame] = []
        for what, count in steps:
            if what == "put":
                line.put(count)
            else:
                taken += await line.take(count)
        taken += await line.rest()
        assert positions(taken) == positions(line.journal.held)

    asyncio.run(scenario())


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30 * FRAME), st.integers(0, 12))
def test_a_rewind_gives_again_from_there_and_goes_on(put: int, take: int, start: int, later: int) -> None:
    async def scenario() -> None:
        line = Line()
        line.put(put)
        taken = await line.take(take)
        line.backlog.rewind(start)
        line.put(later)
        again = await line.rest()
        held = positions(line.journal.held)
        due = [p for p in held if p + FRAME > start or p >= (taken[-1].position + FRAME if taken else 0)]
        assert positions(again) == due

    asyncio.run(scenario())


async def test_how_much_waits_is_known_while_it_waits() -> None:
    line = Line()
    line.put(40)
    assert line.backlog.seconds == pytest.approx(40 * FRAME_S)
    await line.take(10)
    assert line.backlog.seconds == pytest.approx(30 * FRAME_S)


async def test_what_is_only_in_memory_while_the_journal_can_not_write_stays_there() -> None:
    line = Line()
    line.journal.failed = "disk full"
    frames = numbered(20)
    for frame in frames:
        line.backlog.put(frame)
    assert positions(await line.rest()) == positions(frames)


async def test_clearing_forgets_what_waits_and_not_what_comes() -> None:
    line = Line()
    line.put(20)
    line.backlog.clear()
    assert line.backlog.seconds == 0
    line.put(2)
    assert positions(await line.rest()) == [20 * FRAME, 21 * FRAME]


async def test_a_source_that_is_ahead_waits_for_room() -> None:
    line = Line()
    line.put(20)
    waiting = asyncio.create_task(line.backlog.room(10 * FRAME_S))
    await asyncio.sleep(0)
    assert not waiting.done()
    await line.take(12)
    await asyncio.wait_for(waiting, 10)
