"""Row 11: a connection is cut at a random moment, in each of three ways; every event arrives once and in order."""

import asyncio
import random
import time
from contextlib import AsyncExitStack
from typing import Any

from scribe.config import GatewaySettings
from scribe.gateway.client import connect
from scribe.session.log import SessionLog
from scripts.bench.chaos.network import take, tell
from tests.gateway.room import notice, room
from tests.journeys.browser import Cable

WAYS = ("reset", "black hole", "half open")
MOST_RESUME_S = 1.0
LONGEST_HOLE_S = 0.5


class Viewer:
    """One device behind a cable. `seen` are the numbers of the events that it folded in."""

    def __init__(self, cable: Cable, token: str, log: SessionLog) -> None:
        self.address, self.cable, self.token, self.log = f"ws://{cable.host}", cable, token, log
        self.seen: list[int] = []

    async def loses(self, way: str, chance: random.Random, count: int) -> float:
        """Follow the session, lose the connection in the middle of what is told, come back. Seconds from the moment
        that there is a network again until nothing is missing."""
        async with AsyncExitStack() as old:
            client = await old.enter_async_context(connect(self.address))
            await client.hello(self.token, (self.log.session, self.seen[-1]) if self.seen else None)
            telling = asyncio.create_task(tell(self.log, count))
            for _ in range(chance.randrange(count)):
                await take(client, self.seen)
            match way:
                case "reset":
                    client.socket.transport.abort()
                case "black hole":
                    self.cable.cut()
                    await asyncio.sleep(chance.uniform(0, LONGEST_HOLE_S))
                    await telling
                    self.cable.mend()
            await telling
            back_s = await self.comes_back()
            client.socket.transport.abort()  # unread as it is, it would say goodbye for ten seconds
            return back_s

    async def comes_back(self) -> float:
        began = time.monotonic()
        async with connect(self.address) as client:
            await client.hello(self.token, (self.log.session, self.seen[-1]))
            while self.seen[-1] < self.log.seq:
                await take(client, self.seen)
        return time.monotonic() - began


async def cut(times: int, chance: random.Random) -> dict[str, Any]:
    """Half open: the old connection stays and nobody reads it while its device is back on another one."""
    ways = dict.fromkeys(WAYS, 0)
    resumes: list[float] = []
    async with Cable() as cable:
        settings = GatewaySettings(port=0, allowed_hosts=(cable.host,))
        async with room(settings=settings) as here:
            cable.target = here.port
            log = here.host.begin()
            viewer = Viewer(cable, await here.token(), log)
            await log.append(notice("first"))
            viewer.seen.append(log.seq)
            for _ in range(times):
                way = chance.choice(WAYS)
                ways[way] += 1
                resumes.append(await viewer.loses(way, chance, chance.randint(5, 40)))
        wrong = abs(log.seq - len(viewer.seen)) + (viewer.seen != list(range(1, log.seq + 1)))
    slowest = sorted(resumes)[int(len(resumes) * 0.95)]
    return {
        **{way.replace(" ", "_"): number for way, number in ways.items()},
        "events": len(viewer.seen),
        "missing_or_twice": int(wrong),
        "resume_p95_s": round(slowest, 3),
        "resume_longest_s": round(max(resumes), 3),
        "good": not wrong and slowest < MOST_RESUME_S,
    }
