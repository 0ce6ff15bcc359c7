"""Rows 15, 16 and 17: a foreign page, a guessed code and a revoked device get nothing."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any

from websockets.exceptions import ConnectionClosed

from scribe.gateway.client import RefusedError, connect
from tests.gateway.room import Room, notice, room
from tests.gateway.test_door import HOSTS, ORIGINS

ADDRESSES = 20
A_CODE_EVERY = 500
"""Guesses: a clinic that shows a new code now and then."""
RACES, CLAIMS = 200, 6
MOST_OUT_S = 1.0
PORT_THERE = "8443"
UPGRADE = (
    "GET /live HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Protocol: scribe.v1\r\n\r\n"
)


async def doors(times: int, _chance: random.Random) -> dict[str, Any]:
    """Every Origin with every Host, over a real socket from this machine; then the page's own."""
    told: Counter[str] = Counter()
    async with room() as here:
        for _ in range(times):
            for host, origin in foreign(here.port):
                told[await status(here.port, host, origin)] += 1
        own = [await status(here.port, host, f"http://{host}") for host in ours(here.port)]
    return {
        "pairs": sum(told.values()),
        "told": dict(told),
        "own": own,
        "good": set(told) <= {"400", "403", "421"} and set(own) == {"101"},
    }


def foreign(port: int) -> Iterator[tuple[str, str]]:
    """Each Host with each Origin, and each Origin with our own Host. On the wire a blank before a header is no part of
    it."""
    here = str(port)
    for origin in ORIGINS:
        told = origin.replace("http://", "-").replace("https://", "http://").replace("-", "https://", 1)
        told = told.replace(PORT_THERE, here)
        yield f"localhost:{here}", told if told.strip() != f"http://localhost:{here}" else "null"
        for host in HOSTS:
            yield host.replace(PORT_THERE, here), told


def ours(port: int) -> Iterator[str]:
    return iter((f"localhost:{port}", f"127.0.0.1:{port}"))


async def status(port: int, host: str, origin: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(UPGRADE.format(host=host, origin=origin).encode())
    line = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    return line.decode().split()[1] if line else "cut"


async def guesses(times: int, chance: random.Random) -> dict[str, Any]:
    """From twenty addresses at once, while a new code is shown now and then; a used code; many claims of one code."""
    told: Counter[str] = Counter()
    async with room() as here:

        async def guess(number: int) -> None:
            async with connect(here.address, local_addr=(f"127.0.0.{number + 2}", 0)) as client:
                told[await claim_answer(client, f"{chance.randrange(10**8):08d}")] += 1

        for first in range(0, times, ADDRESSES):
            if first % A_CODE_EVERY == 0:
                here.gateway.new_pairing_code()
            await asyncio.gather(*(guess(number) for number in range(min(ADDRESSES, times - first))))
    winners = [await race() for _ in range(min(RACES, times))]
    return {
        "told": dict(told),
        "races": len(winners),
        "winners": sorted(set(winners)),
        "good": told["paired"] == 0 and set(winners) == {1} and sum(told.values()) == times,
    }


async def claim_answer(client: Any, code: str) -> str:
    try:
        await client.pair(code)
    except RefusedError as refused:
        return str(refused.reason)
    except ConnectionClosed:
        return "cut"
    return "paired"


async def race() -> int:
    """How many of those who claim one code at once have it; one more comes later."""
    async with room() as here, AsyncExitStack() as stack:
        code = here.gateway.new_pairing_code()
        clients = [await stack.enter_async_context(connect(here.address)) for _ in range(CLAIMS)]
        answers = await asyncio.gather(*(claim_answer(client, code) for client in clients))
        async with connect(here.address) as late:
            answers.append(await claim_answer(late, code))
        return answers.count("paired")


async def revoked(times: int, _chance: random.Random) -> dict[str, Any]:
    """In the middle of a stream; then its token is tried again."""
    outs: list[float] = []
    dead = 0
    async with room() as here:
        log = here.host.begin()
        for number in range(times):
            await log.append(notice(f"{number}"))
            token = await here.token(f"tablet {number}")
            [device] = [one.id for one in await here.gateway.devices() if one.name == f"tablet {number}"]
            async with here.visitor(token) as client:
                began = time.monotonic()
                ending = asyncio.create_task(here.gateway.revoke(device))
                async for _ in client:
                    pass
                outs.append(time.monotonic() - began)
                await ending
            dead += await refused(here, token)
    return {
        "longest_s": round(max(outs), 3),
        "tokens_dead": dead,
        "good": max(outs) < MOST_OUT_S and dead == times,
    }


async def refused(here: Room, token: str) -> bool:
    async with connect(here.address) as client:
        try:
            await client.hello(token)
        except (ConnectionClosed, RefusedError):
            return True
        return False
