#!/usr/bin/env python3
"""What an idle room costs, and how long its models take to come back when consent is given.

    scripts/bench/footprint.py [--idle-s 30] [--rounds 3] [--write docs/operations.md]

A daemon of its own (`scribe serve`, hearing through a tablet) is left alone until its models are put away, and watched;
each round begins a session, ends it, and lets the models be put away again. Memory is what the process alone holds and
shares (resident), with MALLOC_ARENA_MAX=1 as the unit sets it; processor time is the process's own, of one core.
`--write` puts what is told between that page's marks.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import commands
from scribe import events as ev
from scripts.bench.session import replaced
from tests.journeys.test_room import paired, serving, start, tablet

MARKERS = ("<!-- idle -->", "<!-- end of idle -->")
UNLOAD_S, SETTLE_S = 5.0, 8.0
MB = 1e6


def ready(address: str, process: psutil.Process) -> float:
    """Wait until the models are loaded; what the daemon holds then, in MB."""
    url = f"{address.replace('ws', 'http', 1)}/readyz"
    for _ in range(600):
        with suppress(urllib.error.HTTPError), urllib.request.urlopen(url, timeout=5):
            return float(process.memory_info().rss / MB)
        time.sleep(0.1)
    raise TimeoutError("The daemon does not get ready.")


async def put_away(process: psutil.Process, below: float) -> float:
    """Wait until its memory has fallen below that; what it is then, in MB."""
    async with asyncio.timeout(60):
        while process.memory_info().rss / MB > below:
            await asyncio.sleep(0.5)
    await asyncio.sleep(SETTLE_S)
    return float(process.memory_info().rss / MB)


async def session(address: str, token: str) -> float:
    """Seconds from consent until the room hears."""
    async with tablet(address, token) as one:
        began = time.monotonic()
        await one.client.do(start())
        took = time.monotonic() - began
        await one.client.do(commands.Stop())
        await one.until(lambda: ev.SessionState.DRAFT in one.states())
    return took


@dataclass(frozen=True)
class Footprint:
    """MB of memory, seconds, shares of one core."""

    loaded_mb: float
    idle_mb: float
    idle_s: float
    idle_share: float
    hears_after_s: list[float]
    """From consent, each round."""
    later_mb: list[float]
    """Idle after each round."""
    descriptors: int

    def told(self, load: float) -> str:
        """A paragraph; `load`: of the machine, over the last five minutes."""
        taken, later = self.hears_after_s, ", ".join(f"{mb:.0f}" for mb in self.later_mb)
        return (
            f"{self.loaded_mb:.0f} MB with models; idle {self.idle_mb:.0f} MB and {self.idle_share:.2%} of a core over"
            f" {self.idle_s:.0f} s;\nfrom consent to hearing {statistics.median(taken):.2f} s in the middle of"
            f" {len(taken)}, {max(taken):.2f} s the longest;\nidle after each session {later} MB;"
            f" {self.descriptors} descriptors. The load of the machine, of {os.cpu_count()} cores, was {load:.1f}."
        )


async def measured(idle_s: float, rounds: int) -> Footprint:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        alone = {"SCRIBE_SPEECH__UNLOAD_AFTER_S": str(UNLOAD_S), "MALLOC_ARENA_MAX": "1"}
        async with serving(home, **alone) as (daemon, address):
            process = psutil.Process(daemon.pid)
            loaded = await asyncio.to_thread(ready, address, process)
            token = await paired(home, address, "tablet")
            idle = await put_away(process, loaded * 0.7)
            before, since = process.cpu_times(), time.monotonic()
            await asyncio.sleep(idle_s)
            used = sum(process.cpu_times()[:2]) - sum(before[:2])
            share = used / (time.monotonic() - since)
            taken, later = [], []
            for _ in range(rounds):
                taken.append(await session(address, token))
                later.append(await put_away(process, loaded * 0.7))
            return Footprint(loaded, idle, idle_s, share, taken, later, process.num_fds())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--idle-s", type=float, default=30.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path, help="the page with the marks")
    given = parser.parse_args()
    found = asyncio.run(measured(given.idle_s, given.rounds))
    print(told := found.told(os.getloadavg()[1]))
    if given.write:
        given.write.write_text(replaced(given.write.read_text(), MARKERS, told))


if __name__ == "__main__":
    main()
