"""A room that writes events into session s1 for as long as it lives, and says after each write how many are stored."""

import asyncio
from pathlib import Path

from scribe import events as ev
from scribe.records.store import Store
from tests.records import samples


def write(home: Path) -> None:
    asyncio.run(_write(home))


async def _write(home: Path) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        seq = await store.last_seq("s1")
        while True:
            said = f"u{seq}"
            log: list[ev.AnyEvent] = [
                *samples.spoken(said, f"sentence {seq}"),
                *samples.resting_on(said, f"sentence {seq}"),
            ]
            if seq % 4 == 0:
                log.append(samples.strike(said))
            await store.append("s1", samples.stamped(log, after=seq))
            seq += len(log)
            print(seq, flush=True)
