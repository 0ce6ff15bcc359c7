"""Killed while it writes, at any moment: everything that was acknowledged is there, and nothing is half there."""

import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

from scribe import events as ev
from scribe.records.store import Store
from tests.records import samples
from tests.records.test_projections import folded, tables

SEED = 20260302
KILLS = 30
LONGEST_S = 0.12

WRITER = "import pathlib, sys; from tests.records.writer import write; write(pathlib.Path(sys.argv[1]))"

CRAMPED = """
import asyncio, os, pathlib, resource, sys
from scribe.errors import StoreError
from scribe.records.store import Store
from tests.records import samples

def allow(more: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (more, resource.RLIM_INFINITY))

async def main() -> None:
    async with Store.open(pathlib.Path(sys.argv[1]), samples.SETTINGS) as store:
        seq = await store.last_seq("s1")
        allow(200_000)
        try:
            while True:
                log = samples.stamped(samples.spoken(f"u{seq}", "some words " * 50), after=seq)
                await store.append("s1", log)
                seq += len(log)
        except StoreError as error:
            print(error, flush=True)
        allow(resource.RLIM_INFINITY)
        await store.append("s1", log)
        print(seq + len(log), flush=True)

asyncio.run(main())
"""
"""A disk that takes no more bytes for a while, as the kernel tells it."""


def killed_after(home: Path, seconds: float) -> int:
    """The last number that the writer had acknowledged when it was killed."""
    root = str(Path(__file__).parents[2])
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(home)], stdout=subprocess.PIPE, text=True, cwd=root)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    rest, _ = child.communicate()
    return int((first + rest).splitlines()[-1])


async def look(home: Path) -> tuple[list[ev.AnyEvent], list[str]]:
    async with Store.open(home, samples.SETTINGS) as store:
        return await store.events("s1"), await store.verify()


async def begin(home: Path) -> None:
    async with samples.with_session(home):
        pass


def test_every_acknowledged_event_survives_a_kill(tmp_path: Path) -> None:
    asyncio.run(begin(tmp_path))
    chance = random.Random(SEED)
    for _ in range(KILLS):
        acknowledged = killed_after(tmp_path, chance.uniform(0, LONGEST_S))
        events, findings = asyncio.run(look(tmp_path))
        assert findings == []
        assert len(events) >= acknowledged
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert tables(samples.raw(tmp_path)) == folded(events)


async def test_a_disk_that_takes_no_more_is_said_and_survived_without_a_restart(tmp_path: Path) -> None:
    await begin(tmp_path)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", CRAMPED, str(tmp_path)]
    child = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, cwd=root, timeout=60, check=True
    )
    said, last = child.stdout.splitlines()
    assert "can't be written" in said or "disk is full" in said
    events, findings = await look(tmp_path)
    assert findings == []
    assert len(events) == int(last)
