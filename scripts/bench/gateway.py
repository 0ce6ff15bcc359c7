#!/usr/bin/env python3
"""What the gateway costs, and how late a viewer in a process of its own sees an event of a session of even talk.

    scripts/bench/gateway.py [--minutes 10] [--pace-ms 20] [--viewers 1 4 16]

Every half second of the session is told in --pace-ms milliseconds. Delay is from `log.append` to the frame's arrival in
the viewer; bytes and processor time are scaled to an hour of session. Resume: a session of 5,000 durable events.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rich.console import Console
from rich.table import Table

from scribe import events as ev
from scribe.config import GatewaySettings
from scribe.gateway import messages
from scribe.gateway.client import Client, connect
from scribe.gateway.server import Gateway
from scribe.session.log import SessionLog
from tests.gateway.room import TABLET, FakeHost, MemoryDevices

TICKS_AN_HOUR = 7200
"""Half seconds: as often as open speech is decoded again."""
LAST = "the end"
HISTORY, MISSED = 5000, 500


class Report(msgspec.Struct):
    """What the viewers' process measured."""

    delays_ms: list[float]
    bytes_each: float


# -- the session -------------------------------------------------------------------------------------------------------


def word() -> ev.Word:
    """Its start is the moment it is told."""
    return ev.Word(text="sometimes", start=time.monotonic(), end=0.0, p=0.9)


def section(statements: int) -> ev.Section:
    text = "Client described going over conversations at work until two in the morning."
    made = [ev.Statement(id=f"s{n}", text=text, kind="symptom", cites=(f"u{n}",)) for n in range(statements)]
    return ev.Section(key="data", title="Data", statements=tuple(made))


async def half_second(log: SessionLog, tick: int) -> None:
    """A draft, a word or two, the meter; every 6 s an utterance ends, every 12 s something is found."""
    utterance, speaker = f"u{tick // 12}", f"S{tick // 12 % 2 + 1}"
    log.tell(ev.Draft(utterance=utterance, speaker=speaker, text="and then I thought that", start=0, end=1))
    await log.append(ev.Words(utterance=utterance, speaker=speaker, words=(word(),)))
    for _ in range(2 + tick % 2):
        log.tell(ev.Level(dbfs=-24.0, speech=True))
    if tick % 12 == 11:
        whole = " ".join(["sometimes"] * 12)
        role = ev.Role.CLIENT
        await log.append(
            ev.Utterance(id=utterance, speaker=speaker, role=role, start=0, end=6, text=whole, confidence=0.9)
        )
    if tick % 24 == 23:
        sections = (section(min(20, tick // 24)),)
        await log.append(ev.Note(revision=tick, final=False, engine="outline", format="DAP", sections=sections))


# -- the viewers' process ----------------------------------------------------------------------------------------------


async def view(address: str, token: str, delays: list[float]) -> int:
    """Bytes that came until the end."""
    got = 0
    async with connect(address) as client:
        await client.hello(token)
        print("ready", flush=True)
        while True:
            text = await client.socket.recv(decode=False)
            now, got = time.monotonic(), got + len(text)
            if text.startswith(b'{"type":"words"'):
                event = ev.decode(text)
                assert isinstance(event, ev.Words)
                delays.append((now - event.words[0].start) * 1000)
            elif text.startswith(b'{"type":"notice"') and LAST.encode() in text:
                return got


async def view_all(address: str, token: str, viewers: int) -> None:
    delays: list[float] = []
    got = await asyncio.gather(*(view(address, token, delays) for _ in range(viewers)))
    print(msgspec.json.encode(Report(delays, sum(got) / viewers)).decode())


# -- measuring ---------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def gateway() -> AsyncIterator[tuple[Gateway, SessionLog, str, str]]:
    """With a session that is open; its address, and a token."""
    host = FakeHost()
    async with Gateway(GatewaySettings(port=0), host, MemoryDevices(), TABLET) as at:
        log = host.begin()
        address = at.url.replace("http", "ws")
        async with connect(address) as client:
            token = await client.pair(at.new_pairing_code())
        yield at, log, address, token


async def live(viewers: int, minutes: float, pace_s: float) -> Sequence[str]:
    ticks = int(minutes * 120)
    async with gateway() as (_, log, address, token):
        child = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--as-viewers", address, token, str(viewers), stdout=subprocess.PIPE, limit=2**26
        )
        assert child.stdout
        for _ in range(viewers):
            await child.stdout.readline()
        used = time.process_time()
        for tick in range(ticks):
            await half_second(log, tick)
            await asyncio.sleep(pace_s)
        await log.append(ev.Notice(level=ev.NoticeLevel.INFO, code="bench", text=LAST))
        report = msgspec.json.decode(await child.stdout.readline(), type=Report)
        used = time.process_time() - used
        await child.wait()
    hours = ticks / TICKS_AN_HOUR
    delays = sorted(report.delays_ms)
    points = [delays[int(len(delays) * share)] for share in (0.5, 0.95, 0.99)]
    return [
        str(viewers),
        *(f"{point:.2f}" for point in points),
        f"{report.bytes_each / hours / 1e6:.2f}",
        f"{used / hours:.1f}",
    ]


async def resume() -> list[tuple[str, float, int]]:
    """(what, milliseconds, bytes), the median of nine."""
    async with gateway() as (_, log, address, token):
        tick = 0
        while log.seq < HISTORY:
            await half_second(log, tick)
            tick += 1
        last = log.seq
        places = {f"whole session of {last} events": None, f"{MISSED} events missed": (log.session, last - MISSED)}
        return [(what, *await median(address, token, place, last)) for what, place in places.items()]


async def median(address: str, token: str, place: tuple[str, int] | None, last: int) -> tuple[float, int]:
    runs = sorted([await once(address, token, place, last) for _ in range(9)])
    return runs[4]


async def once(address: str, token: str, place: tuple[str, int] | None, last: int) -> tuple[float, int]:
    """From the first byte of a new connection to the last event, decoded."""
    began, got = time.monotonic(), 0
    async with AsyncExitStack() as stack:
        client: Client = await stack.enter_async_context(connect(address))
        receive = client.socket.recv

        async def counted(*given: object, **named: object) -> object:
            nonlocal got
            text = await receive(*given, **named)  # type: ignore[call-overload]
            got += len(text)
            return text

        client.socket.recv = counted  # type: ignore[method-assign,assignment]
        message: object = await client.hello(token, place)
        while not reached(message, last):
            message = await client.next()
        return (time.monotonic() - began) * 1000, got


def reached(message: object, last: int) -> bool:
    if isinstance(message, messages.Welcome):
        return message.snapshot is not None
    return isinstance(message, ev.Event) and message.durable and message.seq == last


def table(title: str, *columns: str) -> Table:
    made = Table(title=title, title_justify="left")
    for column in columns:
        made.add_column(column, justify="right")
    return made


async def main(viewers: Sequence[int], minutes: float, pace_s: float) -> dict[str, object]:
    """Prints the tables, returns the figures."""
    seen = table(
        "Event to viewer", "viewers", "p50 ms", "p95 ms", "p99 ms", "MB per viewer and hour", "processor s per hour"
    )
    rows = [await live(number, minutes, pace_s) for number in viewers]
    for row in rows:
        seen.add_row(*row)
    back = table("Coming back", "what", "ms", "kB")
    runs = await resume()
    for what, took, size in runs:
        back.add_row(what, f"{took:.1f}", f"{size / 1000:.0f}")
    Console(width=110).print(seen, back)
    return {"live": rows, "resume": runs}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-viewers"]:
        asyncio.run(view_all(sys.argv[2], sys.argv[3], int(sys.argv[4])))
        sys.exit()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="of session, each run")
    parser.add_argument("--pace-ms", type=float, default=20.0, help="real time for half a second of session")
    parser.add_argument("--viewers", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--out", type=Path, help="write the figures here, as JSON")
    given = parser.parse_args()
    figures = asyncio.run(main(given.viewers, given.minutes, given.pace_ms / 1000))
    if given.out:
        given.out.write_text(json.dumps(figures, indent=1) + "\n")
