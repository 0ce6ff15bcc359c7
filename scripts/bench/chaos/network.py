"""Faults between the daemon and the rest: cut connections, clients that never read, a broker that goes away."""

import asyncio
import random
from contextlib import AsyncExitStack
from pathlib import Path

import psutil

from scribe import events as ev
from scribe.gateway.client import Client
from scribe.gateway.outbox import MAX_EVENTS
from scribe.room.condition import Condition, RoomState
from scribe.room.presence import Presence
from scribe.session.log import SessionLog
from scripts.bench.chaos.fault import Outcome
from tests.gateway.room import notice, room
from tests.room.broker import Broker

PATIENCE_S = 60.0
READERS, STUCK = 80, 20
MOST_GROWTH_MB = 60.0
MOST_BEHIND = MAX_EVENTS // 2
"""Events: a viewer that falls further behind is sent the session as it stands, and counts events no more."""


async def cut_connections(_folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """One viewer's connection breaks at a random moment, again and again; every event reaches it exactly once."""
    seen: list[int] = []
    async with room() as here:
        log = here.host.begin()
        token = await here.token()
        await log.append(notice("first"))
        seen.append(log.seq)
        for _ in range(rounds):
            count = chance.randint(5, 40)
            behind = log.seq - seen[-1]
            telling = asyncio.create_task(tell(log, count))
            async with here.visitor(token, (log.session, seen[-1])) as client:
                for _ in range(chance.randrange(count) + (behind if behind > MOST_BEHIND else 0)):
                    await take(client, seen)
                client.socket.transport.abort()  # a reset, with whatever is on its way
            await telling
        async with asyncio.timeout(PATIENCE_S), here.visitor(token, (log.session, seen[-1])) as client:
            while seen[-1] < log.seq:
                await take(client, seen)
        wrong = abs(log.seq - len(seen)) + (seen != list(range(1, log.seq + 1)))
    return Outcome(int(wrong), f"{rounds} cuts, {len(seen)} events, each once and in order")


async def tell(log: SessionLog, count: int) -> None:
    for number in range(count):
        await log.append(notice(f"{number}"))
        await asyncio.sleep(0)


async def take(client: Client, seen: list[int]) -> None:
    message = await asyncio.wait_for(client.next(), PATIENCE_S)
    if isinstance(message, ev.Event) and message.durable:
        seen.append(message.seq)


async def crowd(_folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """A hundred clients, twenty of which never read."""
    before = psutil.Process().memory_info().rss
    async with room() as here, AsyncExitStack() as clients:
        log = here.host.begin()
        token = await here.token()
        seen: list[list[int]] = [[] for _ in range(READERS)]
        visitors = [await clients.enter_async_context(here.visitor(token)) for _ in range(READERS + STUCK)]
        for visitor in visitors[READERS:]:
            visitor.socket.transport.pause_reading()
        reading = [
            asyncio.create_task(read(visitor, mine, rounds))
            for visitor, mine in zip(visitors[:READERS], seen, strict=True)
        ]
        for number in range(rounds):
            await log.append(notice("x" * chance.randint(10, 2000) + f"{number}"))
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*reading)
        missing = sum(mine[-rounds:] != list(range(log.seq - rounds + 1, log.seq + 1)) for mine in seen)
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        for visitor in visitors[READERS:]:
            visitor.socket.transport.abort()
    return Outcome(missing + (grown > MOST_GROWTH_MB), f"{READERS} readers whole beside {STUCK} stuck; +{grown:.0f} MB")


async def read(client: Client, seen: list[int], count: int) -> None:
    while len(seen) < count:
        await take(client, seen)


class Host:
    occupied: bool | None = None
    audit_head = ""
    heard = "s1"

    async def do(self, command: object, by: str) -> dict[str, object]:
        return {}


async def broker(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """Stopped for a while and started again; within five seconds it knows how the room is now."""
    states = (RoomState.IDLE, RoomState.RECORDING, RoomState.PAUSED)
    now = Condition(state=RoomState.IDLE)
    wrong, slowest = 0, 0.0
    async with Broker(folder) as running:
        presence = Presence(running.settings(), Host(), "Room", "0" * 8, lambda: now)
        keeping = asyncio.create_task(presence.keep())
        for number in range(rounds):
            await running.stop()
            now = Condition(state=states[(number + 1) % 3])
            await asyncio.sleep(chance.uniform(0, 1))
            await running.start()
            began = asyncio.get_running_loop().time()
            try:
                async with running.watching() as seen:
                    await seen.until(presence.topics.state, f'"{now.state.value}"', 5.0)
            except TimeoutError:
                wrong += 1
            slowest = max(slowest, asyncio.get_running_loop().time() - began)
        while not keeping.done():
            keeping.cancel()
            await asyncio.wait({keeping}, timeout=1)
    return Outcome(wrong, f"{rounds} outages, right again after {slowest:.1f} s at most")
