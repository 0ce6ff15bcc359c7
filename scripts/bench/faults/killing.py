"""Row 1: a room's daemon is fed a recording and killed; what a tablet had been told must be there, in every round."""

import asyncio
import contextlib
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from scribe import commands
from scribe import events as ev
from scribe.errors import ScribeError
from scribe.gateway import messages
from scribe.gateway.client import Client, connect
from scribe.records.store import Store
from scripts.bench.faults import room
from scripts.bench.faults.row import Child
from scripts.bench.rows import Result
from tests.records import samples

ROOT = Path(__file__).resolve().parents[3]
CHART = ROOT / "tests" / "data" / "opening.chart.json"
MINUTES = 1.0
"""Of the recording: played as fast as it is taken, it is over after some rounds, and its note is a point to be killed
at as well."""
LONGEST_S = 1.5
"""After a tablet was let in, the daemon goes on for up to this before it is killed."""
A_HOME_FULL = 25
"""Kills after which a new home is begun: a look at one that has grown takes longer."""
ANEW = 25
"""One in so many daemons is a new interpreter; the others are forks of this one, which has the program loaded."""
JOT_S = 0.2
"""Between two jottings of the tablet."""

TOLD = re.compile(r"Tablet: (\S+)/ +pairing code: (\S+)")

State = dict[str, dict[int, ev.AnyEvent]]
"""By session and place."""


@dataclass
class Tablet:
    """What one device was told, through all the deaths of its room."""

    token: str = ""
    events: State = field(default_factory=dict)
    jotted: dict[str, set[str]] = field(default_factory=dict)
    """What it wrote, by session, and had an answer to."""
    session: str = ""
    gaps: int = 0
    """Events that came twice, or not after the one before them."""
    _next: int = 1

    @property
    def acknowledged(self) -> int:
        return sum(map(len, self.events.values())) + sum(map(len, self.jotted.values()))

    @property
    def notes(self) -> int:
        told = (event for known in self.events.values() for event in known.values())
        return sum(isinstance(event, ev.Session) and event.state is ev.SessionState.DRAFT for event in told)

    @property
    def place(self) -> tuple[str, int] | None:
        return (self.session, self._next - 1) if self.session else None

    def hear(self, message: ev.AnyEvent | messages.FromServer) -> None:
        if isinstance(message, messages.Welcome) and not message.resumed:
            self.session = message.snapshot.session if message.snapshot else ""
            self._next = message.seq + 1
        elif isinstance(message, ev.Event) and message.durable:
            self.session = message.session
            self.gaps += message.seq != self._next
            self._next = message.seq + 1
            self.events.setdefault(message.session, {})[message.seq] = message


@dataclass
class Count:
    acknowledged: int = 0
    lost: int = 0
    not_whole: int = 0
    gaps: int = 0
    notes: int = 0
    """Sessions that came to their note, through however many kills."""
    starts: list[float] = field(default_factory=list)
    """Seconds from the start of a process whose program is loaded until a tablet was let in."""
    whole_starts: list[float] = field(default_factory=list)
    """The same from the start of a new interpreter."""


def kills(folder: Path, times: int, chance: random.Random) -> Result:
    """`kill -9` at a random moment; the store is verified and compared, and the next start goes on."""
    wav, count = folder / "talk.wav", Count()
    room.write_wav(wav, room.talk(MINUTES))
    room.cues()
    home, tablet = folder / "home", Tablet()
    for number in range(times):
        _round(home, wav, tablet, chance.uniform(0, LONGEST_S), count, anew=number % ANEW == ANEW // 2)
        found, lost = asyncio.run(compared(home, tablet))
        count.not_whole += bool(found)
        count.lost += lost
        if number % A_HOME_FULL == A_HOME_FULL - 1 or number == times - 1:
            count.acknowledged += tablet.acknowledged
            count.gaps += tablet.gaps
            count.notes += tablet.notes
            shutil.rmtree(home)
            tablet = Tablet()
    return {
        "kills": times,
        "acknowledged": count.acknowledged,
        "acknowledged_and_lost": count.lost,
        "twice_or_out_of_order": count.gaps,
        "not_whole": count.not_whole,
        "sessions_to_their_note": count.notes,
        "restart_p50_s": _share(count.starts, 0.5),
        "restart_p99_s": _share(count.starts, 0.99),
        "with_a_new_interpreter": len(count.whole_starts),
        "with_a_new_interpreter_p50_s": _share(count.whole_starts, 0.5),
        "good": not (count.lost or count.not_whole or count.gaps),
    }


def _share(seconds: list[float], share: float) -> float | None:
    return round(sorted(seconds)[int(len(seconds) * share)], 3) if seconds else None


def _round(home: Path, wav: Path, tablet: Tablet, longest_s: float, count: Count, *, anew: bool) -> None:
    """Start, let the tablet in, let it be told things for a while, kill."""
    begun = time.perf_counter()
    with started(home, wav) if anew else Child(lambda: room.run(home, wav, CHART)) as daemon:
        told = told_by(daemon)
        starts = count.whole_starts if anew else count.starts
        asyncio.run(_visit(told, tablet, longest_s, daemon, lambda: starts.append(time.perf_counter() - begun)))


def told_by(daemon: Child) -> re.Match[str]:
    """Where it is and the pairing code, once it says so."""
    told = next((found for line in iter(daemon.line, "") if (found := TOLD.search(line))), None)
    assert told, "the daemon ended before it said where it is"
    return told


def started(home: Path, wav: Path, *more: str, environment: Mapping[str, str] | None = None) -> Child:
    """As `systemd` would: a new interpreter."""
    program = [sys.executable, "-m", "scripts.bench.faults.room", str(home), str(wav), str(CHART), *more]

    def become() -> None:
        os.dup2(sys.stdout.fileno(), 1)
        os.chdir(ROOT)
        os.execve(program[0], program, {**os.environ, **(environment or {})})

    return Child(become)


async def _visit(
    told: re.Match[str], tablet: Tablet, longest_s: float, daemon: Child, let_in: Callable[[], None]
) -> None:
    address = told[1].replace("http", "ws")
    if not tablet.token:
        async with connect(address) as client:
            tablet.token = await client.pair(told[2], "tablet")
    while not await _stay(address, tablet, longest_s, daemon, let_in):
        pass


async def _stay(address: str, tablet: Tablet, longest_s: float, daemon: Child, let_in: Callable[[], None]) -> bool:
    """False: on a machine that is very busy it was sent away before it could say who it is, and comes again."""
    async with connect(address) as client:
        try:
            tablet.hear(await client.hello(tablet.token, tablet.place))
        except ConnectionClosed:
            return False
        let_in()
        listening = asyncio.create_task(_listen(client, tablet))
        jotting = asyncio.create_task(_jot(client, tablet))
        await asyncio.wait({listening}, timeout=longest_s)  # it ends by itself with the daemon
        os.kill(daemon.pid, signal.SIGKILL)
        jotting.cancel()
        await listening  # to the end of what had been sent
    return True


async def _listen(client: Client, tablet: Tablet) -> None:
    with contextlib.suppress(ConnectionClosed):
        while True:
            tablet.hear(await client.next())


async def _jot(client: Client, tablet: Tablet) -> None:
    """The clinician's own hand: each of these is answered only when it is stored."""
    number = 0
    while True:
        await asyncio.sleep(JOT_S)
        number, session = number + 1, tablet.session
        text = f"noted {time.time_ns()} {number}"
        with contextlib.suppress(ScribeError, ConnectionClosed):
            await client.do(commands.Jot(text=text))
            if session and session == tablet.session:
                tablet.jotted.setdefault(session, set()).add(text)


async def compared(home: Path, tablet: Tablet) -> tuple[list[str], int]:
    """What `scribe verify` finds; how many of what the tablet was told are not there as it was told."""
    try:
        async with Store.open(home, samples.SETTINGS) as store:
            lost = 0
            for session, known in tablet.events.items():
                kept = {event.seq: event for event in await store.events(session)}
                lost += sum(kept.get(seq) != event for seq, event in known.items())
                texts = {event.text for event in kept.values() if isinstance(event, ev.Jotting)}
                lost += len(tablet.jotted.get(session, set()) - texts)
            return await store.verify(), lost
    except ScribeError as error:
        return [str(error)], 0
