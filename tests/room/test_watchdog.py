"""What systemd is told while a room works, hangs, and stops."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from scribe.room.notify import Notifier
from scribe.room.progress import STALL_S
from scribe.room.watchdog import finish, keep_alive
from scribe.session.log import SessionLog
from tests.room.supervisor import Supervisor

WATCHDOG_S = 0.04


class Live:
    captured, lag, sound_waits, unsaved = 0.0, 0.0, False, False


class Room:
    busy, ready = True, True
    current: SessionLog | None = None

    def __init__(self) -> None:
        self.live = Live()


@asynccontextmanager
async def watched(systemd: Supervisor, room: Room, clock: Callable[[], float]) -> AsyncIterator[None]:
    task = asyncio.create_task(keep_alive(Notifier(systemd.address, WATCHDOG_S), room, lambda: "recording", clock))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_it_is_fed_only_while_sound_becomes_words(tmp_path: Path) -> None:
    room, now = Room(), 0.0
    with Supervisor(tmp_path) as systemd:
        async with watched(systemd, room, lambda: now):
            await systemd.until("WATCHDOG=1")
            room.live.captured = room.live.lag = 5.0
            systemd.forget()
            await systemd.until("WATCHDOG=1")
            now = STALL_S + 1
            await asyncio.sleep(WATCHDOG_S)
            systemd.forget()
            await asyncio.sleep(WATCHDOG_S * 3)
            assert "WATCHDOG=1" not in systemd.read()
            room.live.lag = 1.0
            await systemd.until("WATCHDOG=1")


async def test_the_status_is_told_when_it_changes(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as systemd:
        async with watched(systemd, Room(), lambda: 0.0):
            await systemd.until("WATCHDOG=1")
            for _ in range(3):
                systemd.told.remove("WATCHDOG=1")
                await systemd.until("WATCHDOG=1")
        systemd.read()
        assert systemd.told.count("STATUS=recording") == 1


async def test_a_note_that_is_being_written_gets_more_time(tmp_path: Path) -> None:
    written = asyncio.Event()
    with Supervisor(tmp_path) as systemd:
        note: asyncio.Task[object] = asyncio.create_task(written.wait())
        waiting = asyncio.create_task(finish(Notifier(systemd.address), note))
        await systemd.until("EXTEND_TIMEOUT_USEC=")
        assert not waiting.done()
        written.set()
        await asyncio.wait_for(waiting, 5)


async def test_a_note_that_never_comes_does_not_hold_the_service(tmp_path: Path) -> None:
    note: asyncio.Task[object] = asyncio.create_task(asyncio.Event().wait())
    await asyncio.wait_for(finish(Notifier(None), note, longest_s=0.05), 5)
    assert not note.done()
    note.cancel()


async def test_a_note_that_fails_is_the_next_starts_affair() -> None:
    async def broken() -> object:
        raise OSError

    await asyncio.wait_for(finish(Notifier(None), asyncio.create_task(broken())), 5)
