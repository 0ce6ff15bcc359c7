"""`scribe serve` as a room's daemon: paired tablets, one of which is its microphone, a whole session and a crash."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from scribe import commands
from scribe import events as ev
from scribe.chart import read_chart
from scribe.gateway.client import Client, RefusedError, connect
from scribe.gateway.messages import Heard, Welcome
from tests.journeys.program import CHART, CLIP, command, environment, scribe

BLOCK = 1600
"""Samples a tablet sends at a time: 0.1 s."""
PATIENCE_S = 180.0


def blocks() -> list[bytes]:
    """The clip as a tablet's microphone would send it."""
    samples, rate = soundfile.read(CLIP, dtype="float32", always_2d=True)
    assert rate % 16_000 == 0
    mono = samples.mean(axis=1)[:: rate // 16_000]
    pcm = (np.clip(mono, -1, 1) * 32767).astype("<i2")
    return [pcm[start : start + BLOCK].tobytes() for start in range(0, len(pcm), BLOCK)]


@asynccontextmanager
async def serving(home: Path, **variables: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A daemon that hears through a tablet, and its WebSocket address."""
    process = await asyncio.create_subprocess_exec(
        *command("serve"),
        env=environment(home, **{"SCRIBE_AUDIO__SOURCE": "tablet", **variables}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        line = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
        assert "is ready" in line, line
        yield process, line.split("is ready: ")[1].split("/ ")[0].replace("http", "ws")
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Its end, or an error; it is not left behind."""
    try:
        await asyncio.wait_for(process.wait(), 60)
    except TimeoutError:
        process.kill()
        raise


async def pairing_code(home: Path) -> str:
    done = await asyncio.to_thread(scribe, home, "pair", "--json")
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["code"])


class Tablet:
    """A client that folds what it is told, and can send sound."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.welcomes: list[Welcome] = []
        self.events: list[ev.AnyEvent] = []
        self.next = 0
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.client:
            if isinstance(message, Heard):
                self.next = message.next
            elif isinstance(message, Welcome):
                self.welcomes.append(message)
            elif isinstance(message, ev.Event):
                self.events.append(message)
            self._news.set()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                self._news.clear()
                await self._news.wait()

    async def speak(self, sound: list[bytes], first: int = 0) -> None:
        """Offer blocks until each has been taken, as a tablet does: in order, again where they were not taken."""
        self.next, last = first, first + len(sound)
        offered = first
        async with asyncio.timeout(PATIENCE_S):
            while self.next < last:
                while offered < min(last, self.next + 20):
                    await self.client.send_sound(offered, sound[offered - first])
                    offered += 1
                before = self.next
                self._news.clear()
                try:
                    await asyncio.wait_for(self._news.wait(), 0.5)
                except TimeoutError:
                    if self.next == before:
                        offered = self.next

    def words(self) -> list[str]:
        return [w.text for e in self.events if isinstance(e, ev.Words) for w in e.words]

    def states(self) -> list[ev.SessionState]:
        return [e.state for e in self.events if isinstance(e, ev.Session)]

    def place(self) -> tuple[str, int]:
        """What it says when it comes back."""
        return self.events[-1].session, max(e.seq for e in self.events)

    def durable(self) -> list[ev.AnyEvent]:
        return [e for e in self.events if not isinstance(e, ev.Draft | ev.Level)]

    async def close(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)


@asynccontextmanager
async def tablet(address: str, token: str, resume: tuple[str, int] | None = None) -> AsyncIterator[Tablet]:
    async with connect(address) as client:
        await client.hello(token, resume)
        made = Tablet(client)
        try:
            yield made
        finally:
            await made.close()


async def paired(home: Path, address: str, name: str) -> str:
    return await paired_by(await pairing_code(home), address, name)


async def paired_by(code: str, address: str, name: str) -> str:
    async with connect(address) as client:
        return await client.pair(code, name)


def start() -> commands.Start:
    chart = read_chart(CHART)
    given = tuple(commands.ConsentGiven(name=p.name, role=p.role, purpose="notes") for p in chart.participants)
    return commands.Start(consents=given, chart=chart)


async def test_a_session_from_consent_to_note_on_two_tablets(tmp_path: Path) -> None:
    sound = blocks()
    async with serving(tmp_path) as (_, address):
        first_token, second_token = await paired(tmp_path, address, "one"), await paired(tmp_path, address, "two")
        async with tablet(address, first_token) as one, tablet(address, second_token) as two:
            unwilling = commands.Start(consents=(), chart=read_chart(CHART))
            with pytest.raises(RefusedError, match="consent"):
                await one.client.do(unwilling)
            await one.client.do(start())
            await one.speak(sound[:300])
            await one.until(lambda: len(one.words()) > 30)
            await two.client.do(commands.Pause())
            await one.speak(sound[300:420], 300)
            await two.client.do(commands.Resume())
            await one.speak(sound[420:], 420)
            await two.client.do(commands.Stop())
            await one.until(lambda: ev.SessionState.DRAFT in one.states())
            await two.until(lambda: ev.SessionState.DRAFT in two.states())
        assert one.states() == ["paused", "live", "ended", "draft"]
        durable = [t.durable() for t in (one, two)]
        assert durable[0] == durable[1]
        first = one.welcomes[-1].seq
        assert [e.seq for e in durable[0]] == list(range(first + 1, first + 1 + len(durable[0])))
        paused_s = 120 * BLOCK / 16_000
        heard = max(w.end for e in durable[0] if isinstance(e, ev.Words) for w in e.words)
        assert heard > 60 - paused_s - 10
        final = [e for e in durable[0] if isinstance(e, ev.Note) and e.final]
        assert len(final) == 1
    (row,) = json.loads(scribe(tmp_path, "sessions", "--json").stdout)
    assert row["state"] == "draft"
    assert scribe(tmp_path, "verify").returncode == 0


async def test_a_tablet_that_was_away_misses_nothing_and_sees_nothing_twice(tmp_path: Path) -> None:
    sound = blocks()
    async with serving(tmp_path) as (_, address):
        token = await paired(tmp_path, address, "microphone")
        away_token = await paired(tmp_path, address, "desk")
        async with tablet(address, token) as here:
            async with tablet(address, away_token) as away:
                await here.client.do(start())
                await here.speak(sound[:150])
                await away.until(lambda: len(away.words()) > 5)
            last = max(e.seq for e in away.events)
            await here.speak(sound[150:450], 150)
            await here.until(lambda: len(here.words()) > 60)
            async with tablet(address, away_token, (away.events[-1].session, last)) as back:
                await here.speak(sound[450:], 450)
                await here.client.do(commands.Stop())
                await here.until(lambda: ev.SessionState.DRAFT in here.states())
                await back.until(lambda: ev.SessionState.DRAFT in back.states())
    assert [*away.words(), *back.words()] == here.words()


async def test_a_killed_daemon_goes_on_with_the_session_when_it_is_started_again(tmp_path: Path) -> None:
    sound = blocks()
    async with serving(tmp_path) as (process, address):
        token = await paired(tmp_path, address, "tablet")
        async with tablet(address, token) as before:
            await before.client.do(start())
            await before.speak(sound[:300])
            await before.until(lambda: len(before.words()) > 30)
            process.kill()
            await process.wait()
    async with serving(tmp_path) as (_, address), tablet(address, token, before.place()) as after:
        await after.until(lambda: bool(after.durable()) or any(w.snapshot for w in after.welcomes))
        await after.speak(sound[300:], 300)
        await after.client.do(commands.Stop())
        await after.until(lambda: ev.SessionState.DRAFT in after.states())
        again = after.welcomes[-1].snapshot if after.welcomes else None
    known = [w.text for u in again.utterances for w in u.words] if again else before.words()
    assert known[: len(before.words())] == before.words()
    sequence = [e.seq for e in after.durable()]
    assert sequence == list(range(sequence[0], sequence[0] + len(sequence)))
    assert len(after.words()) > 30


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_when_it_is_told_to(tmp_path: Path, number: signal.Signals) -> None:
    async with serving(tmp_path) as (process, _):
        process.send_signal(number)
        assert await asyncio.wait_for(process.wait(), 60) == 0


def test_pairing_without_a_daemon_says_how_to_start_one(tmp_path: Path) -> None:
    done = scribe(tmp_path, "pair")
    assert done.returncode in (1, 3)
    assert done.stderr.startswith("scribe: ")
    assert "scribe serve" in done.stderr
    assert sys.executable not in done.stderr
