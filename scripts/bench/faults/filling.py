"""Row 3: the disk of a running room fills up while somebody speaks; the tablet is told, and later it goes on."""

import asyncio
import contextlib
import os
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scribe import commands
from scribe import events as ev
from scribe.gateway.client import Client, connect
from scribe.records.store import STORE_NAME
from scripts.bench.faults import killing, room
from scripts.bench.faults.killing import CHART, Tablet
from scripts.bench.faults.row import Child
from scripts.bench.rows import Result

HOME_BYTES = 8 << 20
"""Of the file system in memory: the certificate, the store and some minutes of sound."""
BEFORE_S = (1.0, 3.0)
"""Of the session, before its disk is full."""
FULL_S = 3.0
PATIENCE_S = 20.0

Fill = Callable[[int, Path], contextlib.AbstractContextManager[None]]
"""Of a process and its home: no room while it is entered."""

Refuse = Callable[[int], contextlib.AbstractContextManager[None]]
"""Of a process: its disk refuses while it is entered, at least."""


@dataclass
class Count:
    told: list[float] = field(default_factory=list)
    """Seconds from the moment in which there was no room until the tablet knew it."""
    back: list[float] = field(default_factory=list)
    """Seconds from the moment in which there was room until the tablet knew it."""
    late: int = 0
    """Tablets that came while the disk was full and were not told, or not let in."""
    silent: int = 0
    """Rooms that stopped to hear."""
    crashed: int = 0
    waited: int = 0
    """Jottings that were made on a full disk, and answered when it had room."""
    lost: int = 0
    not_whole: int = 0
    gaps: int = 0
    on_tmpfs: int = 0


def full(folder: Path, times: int, chance: random.Random) -> Result:
    """One room after the other, on a file system of its own where this may mount one (root), else by RLIMIT_FSIZE."""
    wav, count = folder / "talk.wav", Count()
    room.write_wav(wav, room.talk(killing.MINUTES))
    room.cues()
    for number in range(times):
        home = folder / f"home{number}"
        home.mkdir(mode=0o700)
        if number % 2 == 0 and os.geteuid() == 0:
            with _mounted(home):
                count.on_tmpfs += 1
                _round(home, wav, chance, count, lambda _, at: _filled(at))
        else:
            _round(home, wav, chance, count, limited)
        shutil.rmtree(home)
    return {
        "rooms": times,
        "on_a_full_tmpfs": count.on_tmpfs,
        **told_of(count, times),
    }


def told_of(count: Count, times: int) -> Result:
    """Of so many rooms whose disk took writes again."""
    lived = lived_on(count, times)
    return {
        **lived,
        "told_again_after_at_most_s": max(count.back, default=None),
        "went_on_by_itself": len(count.back),
        "answered_when_there_was_room": count.waited,
        "good": lived["good"] and len(count.back) == count.waited == times,
    }


def lived_on(count: Count, times: int) -> Result:
    """Of so many rooms whose disk refused."""
    wrong = (count.late, count.silent, count.crashed, count.lost, count.gaps, count.not_whole)
    return {
        "told_after_at_most_s": max(count.told, default=None),
        "came_meanwhile_and_not_told": count.late,
        "stopped_to_hear": count.silent,
        "crashed": count.crashed,
        "acknowledged_and_lost": count.lost + count.gaps,
        "not_whole": count.not_whole,
        "good": len(count.told) == times and max(count.told, default=0) < 2 and not any(wrong),
    }


def _round(home: Path, wav: Path, chance: random.Random, count: Count, fill: Fill) -> None:
    compare(home, visited(playing(home, wav), chance, count, lambda pid: fill(pid, home)), count)


def playing(home: Path, wav: Path) -> Child:
    """At the speed at which it was spoken."""
    return Child(lambda: room.run(home, wav, CHART, speed="1"))


def visited(room: Child, chance: random.Random, count: Count, fill: Refuse, *, for_good: bool = False) -> Tablet:
    """A room that has begun to play, with a tablet before, while and, unless it is `for_good`, after its disk refuses.
    Killed then."""
    tablet = Tablet()
    with room as daemon:
        told = killing.told_by(daemon)
        address, code, before_s = told[1].replace("http", "ws"), told[2], chance.uniform(*BEFORE_S)
        asyncio.run(_visit(address, code, lambda: fill(daemon.pid), tablet, before_s, count, for_good=for_good))
        count.crashed += os.waitpid(daemon.pid, os.WNOHANG) != (0, 0)
        daemon.kill()
    return tablet


def compare(home: Path, tablet: Tablet, count: Count) -> None:
    wrong, lost = asyncio.run(killing.compared(home, tablet))
    count.not_whole += bool(wrong)
    count.lost += lost
    count.gaps += tablet.gaps


async def _visit(
    address: str,
    code: str,
    filled: Callable[[], contextlib.AbstractContextManager[None]],
    tablet: Tablet,
    before_s: float,
    count: Count,
    *,
    for_good: bool,
) -> None:
    async with connect(address) as client:
        tablet.token = await client.pair(code, "tablet")
        tablet.hear(await client.hello(tablet.token))
        seen = Seen()
        listening = asyncio.create_task(_listen(client, tablet, seen))
        await seen.until(lambda: len(tablet.events.get(tablet.session, ())) > 3)
        await asyncio.sleep(before_s)
        with filled():
            begun, levels = time.perf_counter(), seen.levels
            jotting = asyncio.create_task(client.do(commands.Jot(text="noted on a full disk")))
            await seen.until(lambda: seen.saving is False)
            count.told.append(round(time.perf_counter() - begun, 3))
            await asyncio.sleep(FULL_S)
            count.silent += seen.levels <= levels
            count.late += not await _is_told(address, tablet.token)
        if for_good:
            for task in (jotting, listening):
                task.cancel()
            return
        begun = time.perf_counter()
        await seen.until(lambda: seen.saving is True)
        count.back.append(round(time.perf_counter() - begun, 3))
        async with asyncio.timeout(PATIENCE_S):
            await jotting
        tablet.jotted[tablet.session] = {"noted on a full disk"}
        count.waited += 1
        heard = len(tablet.events[tablet.session])
        await seen.until(lambda: len(tablet.events[tablet.session]) > heard)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _is_told(address: str, token: str) -> bool:
    """A tablet that comes while the disk is full."""
    try:
        async with asyncio.timeout(PATIENCE_S), connect(address) as client:
            await client.hello(token)
            while True:
                message = await client.next()
                if isinstance(message, ev.Saving):
                    return not message.good
    except Exception:  # whatever kept it out: it was not told
        return False


class Seen:
    """What a tablet shows of its room now."""

    def __init__(self) -> None:
        self.saving: bool | None = None
        self.levels = 0

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not holds():
                await asyncio.sleep(0.005)


async def _listen(client: Client, tablet: Tablet, seen: Seen) -> None:
    while True:
        message = await client.next()
        if isinstance(message, ev.Saving):
            seen.saving = message.good
        seen.levels += isinstance(message, ev.Level)
        tablet.hear(message)


@contextlib.contextmanager
def _mounted(home: Path) -> Iterator[None]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={HOME_BYTES},mode=0700", "tmpfs", str(home)]
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(home)], check=True)


@contextlib.contextmanager
def _filled(home: Path) -> Iterator[None]:
    """Not a block is free."""
    filler = home / "somebody-else's"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    yield
    filler.unlink()


@contextlib.contextmanager
def limited(pid: int, home: Path) -> Iterator[None]:
    """The write-ahead log may not grow, as if the disk ended there."""
    here = (home / f"{STORE_NAME}-wal").stat().st_size
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (here, resource.RLIM_INFINITY))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
