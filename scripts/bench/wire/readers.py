"""Rows 8 and 9: a client that never reads harms nobody, and a hundred that come and go cost little."""

import asyncio
import random
import socket
import time
from array import array
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, TypeAlias

import psutil
from websockets.exceptions import ConnectionClosed

from scribe import events as ev
from scribe.errors import ScribeError
from scribe.gateway.client import connect
from scribe.session.log import SessionLog
from scripts.bench.gateway import half_second
from tests.gateway.room import Room, room

NORMAL, CROWD = 9, 100
PACE_S = 0.01
"""Of half a second of session: up to fifty times as fast as people talk, so that a stuck reader falls behind."""
MOST_GROWTH_MB, MOST_CHANGE, MOST_CLOSE_S = 20.0, 0.05, 10.0
UNSEEN_MS = 1.0
"""Of delay: where it is a millisecond altogether, a twentieth of it is the machine's own noise."""
TURN_S = 60.0
CROWD_P95_MS, CROWD_MB, CROWD_PACE_S = 150.0, 15.0, 0.5
MOST_SPARE_FILES = 2
"""Descriptors that somebody else of the process may have opened meanwhile."""
CODES = {1013, 1011}
"""1011 where a ping that nobody answered was noticed first."""
NARROW_BYTES = 16 * 1024
"""Of the kernel, for the one that is stuck: else it would take minutes of talk before anybody could notice."""
LOOK_S = 0.05

Delays: TypeAlias = "list[float] | array[float]"
"""Milliseconds. A hundred readers of half an hour are a third of a million: as objects they weigh more than sockets."""


async def stuck(minutes: int, _chance: random.Random) -> dict[str, Any]:
    """Half of the time nine read; in the other half there is always a tenth, one after the other, that never does."""
    async with room() as here, AsyncExitStack() as stack:
        log, token = here.host.begin(), await here.token()
        delays: list[float] = []
        for _ in range(NORMAL):
            await stack.enter_async_context(reading(here, token, delays))
        await talk(log, 5)  # whatever is made once is made now
        grown = 0.0
        alone: list[float] = []
        beside: list[float] = []
        closes: list[float] = []
        codes: set[int | None] = set()
        for _ in range(max(1, minutes // 2)):  # by turns, so that a machine's other work falls on both
            log = here.host.begin()  # a day of talk in one session would measure what a session weighs
            before = memory_mb()
            alone += await told_in(log, delays, TURN_S)
            between, log = memory_mb(), here.host.begin()
            jam = asyncio.create_task(jammed(here, token, closes, codes))
            beside += await told_in(log, delays, TURN_S)
            jam.cancel()
            await asyncio.gather(jam, return_exceptions=True)
            grown += (memory_mb() - between) - (between - before)  # the session itself grows in both
    ours, theirs = p95(alone), p95(beside)
    change = theirs / ours - 1
    return {
        "alone_p95_ms": round(ours, 2),
        "beside_stuck_p95_ms": round(theirs, 2),
        "change": round(change, 3),
        "grown_by_stuck_mb": round(grown, 1),
        "dropped": len(closes),
        "codes": sorted(str(code) for code in codes),
        "dropped_after_s": round(max(closes, default=0.0), 1),
        "good": (change < MOST_CHANGE or theirs - ours < UNSEEN_MS)
        and grown < MOST_GROWTH_MB
        and dropped_in_time(closes, codes),
    }


def dropped_in_time(closes: Sequence[float], codes: set[int | None]) -> bool:
    """`closes`: seconds until each stuck one was sent away. False where nobody was: then nothing was measured."""
    if not closes or not codes:
        return False
    return codes <= CODES and max(closes) <= MOST_CLOSE_S + 1  # a look is taken every second


async def jammed(here: Room, token: str, closes: list[float], codes: set[int | None]) -> None:
    """A client that never reads after its welcome, and another as soon as it was sent away."""
    while True:
        narrow = socket.socket()
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW_BYTES)
        narrow.connect(("127.0.0.1", here.port))
        known = set(here.gateway._audience.everybody)
        async with connect(here.address, sock=narrow, max_queue=1) as client:
            await client.hello(token)
            client.socket.transport.pause_reading()
            [ours] = set(here.gateway._audience.everybody) - known
            taken = time.monotonic()
            while not ours._dismissed:
                if not len(ours.outbox):  # what the kernel takes is as good as read
                    taken = time.monotonic()
                await asyncio.sleep(LOOK_S)
            closes.append(time.monotonic() - taken)
            client.socket.transport.resume_reading()
            with suppress(TimeoutError):
                async with asyncio.timeout(15):
                    async for _ in client:
                        pass
            codes.add(client.socket.close_code)


async def crowd(minutes: int, chance: random.Random) -> dict[str, Any]:
    """A hundred, one of whom leaves and comes back every second, hear a session at the speed of talk."""
    here = psutil.Process()
    session_mb, _kept = await weighed(int(60 * minutes / CROWD_PACE_S))
    async with room() as at:
        log, token = at.host.begin(), await at.token()
        delays = array("f")
        files, before = here.num_fds(), memory_mb()
        seats = [asyncio.create_task(seat(at, token, delays, chance)) for _ in range(CROWD)]
        while at.gateway.clients < CROWD:
            await asyncio.sleep(0.1)
        full = memory_mb() - before
        del delays[:]
        ends = time.monotonic() + 60 * minutes
        tick = left = 0
        while time.monotonic() < ends:
            await half_second(log, tick)
            tick += 1
            if tick % int(1 / CROWD_PACE_S) == 0:
                left += 1
                gone = chance.randrange(CROWD)
                seats[gone].cancel()
                seats[gone] = asyncio.create_task(seat(at, token, delays, chance))
            await asyncio.sleep(CROWD_PACE_S)
        grown = memory_mb() - before - session_mb - len(delays) * delays.itemsize / 1e6
        for one in seats:
            one.cancel()
        await asyncio.gather(*seats, return_exceptions=True)
        while at.gateway.clients:
            await asyncio.sleep(0.1)
        spare = here.num_fds() - files
    p = p95(delays)
    return {
        "p95_ms": round(p, 2),
        "left_and_came": left,
        "full_mb": round(full, 1),
        "session_alone_mb": round(session_mb, 1),
        "grown_beside_it_mb": round(grown, 1),
        "descriptors_left": spare,
        "good": p < CROWD_P95_MS and grown < CROWD_MB and spare <= MOST_SPARE_FILES,
    }


async def weighed(ticks: int) -> tuple[float, SessionLog]:
    """What a session of so many half seconds weighs where nobody follows it, in MB; to be kept, so that what it takes
    is not free for the next one."""
    async with room() as at:
        log = at.host.begin()
        await half_second(log, 0)
        before = memory_mb()
        for tick in range(1, ticks):
            await half_second(log, tick)
        return memory_mb() - before, log


async def seat(at: Room, token: str, delays: Delays, chance: random.Random) -> None:
    await asyncio.sleep(chance.random())
    async with reading(at, token, delays) as task:
        await task


@asynccontextmanager
async def reading(at: Room, token: str, delays: Delays) -> AsyncIterator[asyncio.Task[None]]:
    """A client that reads; the delay of each confirmed word, in milliseconds, goes to `delays`."""

    async def read() -> None:
        while True:
            text = await client.socket.recv(decode=False)
            now = time.monotonic()
            if text.startswith(b'{"type":"words"'):
                event = ev.decode(text)
                assert isinstance(event, ev.Words)
                delays.append((now - event.words[0].start) * 1000)

    async with connect(at.address) as client:
        await client.hello(token)
        task = asyncio.create_task(read())
        try:
            yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, ConnectionClosed, ScribeError):
                await task


async def talk(log: SessionLog, seconds: float) -> None:
    ends, tick = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        await half_second(log, tick)
        tick += 1
        await asyncio.sleep(PACE_S)


async def told_in(log: SessionLog, delays: list[float], seconds: float) -> list[float]:
    """What the readers measured meanwhile."""
    delays.clear()
    await talk(log, seconds)
    return [*delays]


def p95(delays: Iterable[float]) -> float:
    ordered = sorted(delays)
    return ordered[int(len(ordered) * 0.95)]


def memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6
