#!/usr/bin/env python3
"""A room left alone for a month, estimated: many short sessions and idle times, and what grows over them.

    scripts/bench/soak.py [--minutes 480] [--clock 1] [--sound-s 12] [--rows FILE] [--write docs/reliability.md]
    scripts/bench/soak.py --again FILE [--write docs/reliability.md]

A daemon of its own (`scribe serve`, hearing through a tablet) has one session after the other, its sound offered as
fast as it is taken; each ends with its note, which is signed, and then the models are put away, as after a quarter of
an hour alone. Then it is looked at: memory (with MALLOC_ARENA_MAX=1, as the unit sets it), descriptors, threads, and
the disk by kind; how long the note took, and what the daemon had of the processor. Printed is what each figure grows
by after the first quarter (when caches have filled): a session, an hour of the run, and a month of 10 sessions on
each of 22 days.
With `--clock 4` the daemon's clock, wall and monotonic, runs four times as fast (libfaketime, Debian's `faketime`): its
timers live through eight hours in two, and minutes and hours are the room's. What it computes takes four times as long
then, by that clock.
`--again` prints it of rows that were written before.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import psutil
from websockets.exceptions import ConnectionClosed

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import commands
from scribe import events as ev
from scribe.errors import GatewayError
from scribe.gateway.client import RefusedError
from scripts.bench import looked
from scripts.bench.looked import Look
from scripts.bench.session import replaced
from tests.journeys.test_room import Tablet, blocks, paired, serving, start, tablet

T = TypeVar("T")

UNLOAD_S, SETTLE_S = 2.0, 8.0
STILL = 1_000_000
"""Bytes: memory that changes by less than this between two looks has come to rest."""
PATIENCE_S, AGAIN_S = 300.0, 1.0
PUT_AWAY = b"models are put away"
BLOCK_S = 0.1
FAST_CLOCK = "libfaketime.so.1"


def clock_of(times: float) -> dict[str, str]:
    """The environment of a process whose clock runs so many times as fast as this one's."""
    if times == 1:
        return {}
    found = sorted(Path("/usr/lib").glob(f"*/faketime/{FAST_CLOCK}"))
    if not found:
        raise SystemExit("--clock needs libfaketime: apt-get install faketime")
    return {"LD_PRELOAD": str(found[0]), "FAKETIME": f"+0 x{times:g}"}


def taken(
    session: int, minutes: float, process: psutil.Process, home: Path, draft_s: float, processor_s: float
) -> Look:
    sizes = {"store": 0, "sound": 0, "other": 0}
    for path in home.rglob("*"):
        if path.is_file():
            sizes[_kind(path.relative_to(home))] += path.stat().st_size
    return Look(
        session,
        round(minutes, 2),
        round(process.memory_info().rss / 1e6, 2),
        process.num_fds(),
        process.num_threads(),
        **{f"{kind}_kb": round(size / 1e3, 1) for kind, size in sizes.items()},
        draft_s=round(draft_s, 3),
        processor_s=round(processor_s, 3),
    )


def _kind(path: Path) -> str:
    if path.parts[0] == "audio":
        return "sound"
    return "store" if path.name.startswith("chart.db") else "other"


async def one_session(address: str, token: str, sound: list[bytes], rested: asyncio.Event) -> float:
    """How long its note took, in seconds."""
    async with tablet(address, token) as one:
        try:
            await one.client.do(start())
        except RefusedError:  # one that was broken off on this side goes on; it comes to its end first
            with suppress(RefusedError):
                await one.client.do(commands.Stop())
            raise GatewayError("A session goes on.", "Try again.") from None
        rested.clear()  # what was put away before is needed again
        await one.speak(sound)
        await one.client.do(commands.Pause())
        await one.client.do(commands.Resume())
        stopped = time.monotonic()
        await one.client.do(commands.Stop())
        await one.until(lambda: ev.SessionState.DRAFT in one.states())
        took = time.monotonic() - stopped
        await sign(one)
        return took


async def sign(one: Tablet) -> None:
    """With each statement looked at, as a person does: then the sound goes."""
    (session, *_), notes = {event.session for event in one.events}, [e for e in one.events if isinstance(e, ev.Note)]
    statements = tuple(statement.id for section in notes[-1].sections for statement in section.statements)
    await one.client.do(commands.Accept(session=session, statements=statements))
    await one.client.do(commands.Sign(session=session, name="Marian Cole", credentials="LCSW"))


async def patiently(attempt: Callable[[], Awaitable[T]]) -> T:
    """A machine that has other work may not answer in time; whoever asks then tries again."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            with suppress(GatewayError, AssertionError, ConnectionClosed):
                return await attempt()
            await asyncio.sleep(AGAIN_S)


async def settled(pid: int) -> None:
    """A second hearing that nobody waits for may take a busy machine a while yet; its thread is the less urgent one.
    And the room gives memory back in two steps: a look between them would see the models."""
    process, before = psutil.Process(pid), 0
    async with asyncio.timeout(PATIENCE_S):
        while any(urgency(thread.id) > urgency(pid) for thread in process.threads()):
            await asyncio.sleep(AGAIN_S)
        while abs(process.memory_info().rss - before) > STILL:
            before = process.memory_info().rss
            await asyncio.sleep(SETTLE_S)


def processor(process: psutil.Process) -> float:
    """Seconds it has had of one."""
    times = process.cpu_times()
    return float(times.user + times.system)


def urgency(thread: int) -> int:
    """Its niceness: the larger, the less urgent. One that has ended is as urgent as can be."""
    with suppress(ProcessLookupError):
        return os.getpriority(os.PRIO_PROCESS, thread)
    return -20


class Diary:
    """What the daemon says, read so that it never waits for a reader; of interest is when its models are put away."""

    def __init__(self) -> None:
        self.rested = asyncio.Event()

    async def read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            if PUT_AWAY in line:
                self.rested.set()


async def soak(minutes: float, clock: float, sound_s: float, rows: Path | None) -> list[Look]:
    looks: list[Look] = []
    said = blocks()
    count = round(sound_s / BLOCK_S)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        alone = {"SCRIBE_SPEECH__UNLOAD_AFTER_S": str(UNLOAD_S * clock), "MALLOC_ARENA_MAX": "1", **clock_of(clock)}
        async with serving(home, **alone) as (daemon, address):
            assert daemon.stderr
            diary = Diary()
            reading = asyncio.create_task(diary.read(daemon.stderr))
            process, began = psutil.Process(daemon.pid), time.monotonic()

            def lived() -> float:
                return (time.monotonic() - began) / 60 * clock

            token = await patiently(lambda: paired(home, address, "tablet"))
            while lived() < minutes:
                first = (len(looks) * count) % (len(said) - count)
                used = processor(process)
                words = said[first : first + count]
                draft_s = await patiently(partial(one_session, address, token, words, diary.rested))
                await asyncio.wait_for(diary.rested.wait(), PATIENCE_S)
                await settled(daemon.pid)
                used = processor(process) - used
                looks.append(taken(len(looks) + 1, lived(), process, home, draft_s, used))
                if rows:
                    looked.write(rows, looks)
        await reading
    return looks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=480.0)
    parser.add_argument("--clock", type=float, default=1.0, help="the room's, in seconds a second")
    parser.add_argument("--sound-s", type=float, default=12.0, help="of each session")
    parser.add_argument("--rows", type=Path, help="each look as a line of CSV, written as it goes")
    parser.add_argument("--again", type=Path, help="rows of an earlier run, to be told again")
    parser.add_argument("--write", type=Path, help="the page with the table")
    given = parser.parse_args()
    looks = (
        looked.read(given.again)
        if given.again
        else asyncio.run(soak(given.minutes, given.clock, given.sound_s, given.rows))
    )
    print(told := looked.table(looks))
    if given.write:
        given.write.write_text(replaced(given.write.read_text(), looked.MARKERS, told))


if __name__ == "__main__":
    main()
