"""Row 3: on a full disk a tablet has asked for more than may wait, and then presses Pause: nothing more is heard."""

import asyncio
import contextlib
import random
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from scribe import commands
from scribe import events as ev
from scribe.errors import ScribeError
from scribe.gateway.client import Client, connect
from scribe.gateway.shared import Limits
from scripts.bench.faults import filling, killing, room
from scripts.bench.faults.killing import Tablet
from scripts.bench.rows import Result

PENDING = Limits().pending
JOTTINGS = PENDING + 8
WATCHED_S = 3.0
"""After the pause was pressed."""


@dataclass
class Count:
    paused: int = 0
    """Rooms that were told to pause and said so when there was room."""
    stored: int = 0
    refused: int = 0
    """Of the jottings: answered when there was room, and `busy` at once."""
    heard_on_s: list[float] = field(default_factory=list)
    """From the press to the last level that was told."""


def pauses(folder: Path, times: int, chance: random.Random) -> Result:
    wav, count = folder / "talk.wav", Count()
    room.write_wav(wav, room.talk(killing.MINUTES))
    room.cues()
    for number in range(times):
        home = folder / f"home{number}"
        home.mkdir(mode=0o700)
        with filling.playing(home, wav) as daemon:
            told = killing.told_by(daemon)
            limited = filling.limited(daemon.pid, home)
            before_s = chance.uniform(*filling.BEFORE_S)
            asyncio.run(_visit(told[1].replace("http", "ws"), told[2], limited, before_s, count))
        shutil.rmtree(home)
    longest_s = max(count.heard_on_s)
    return {
        "paused": count.paused,
        "waited_and_were_stored": count.stored,
        "told_to_wait": count.refused,
        "heard_on_after_the_press_at_most_s": round(longest_s, 3),
        "good": count.paused == times and count.stored == times * PENDING and longest_s < 1,
    }


async def _visit(
    address: str, code: str, full: contextlib.AbstractContextManager[None], before_s: float, count: Count
) -> None:
    async with connect(address) as client:
        tablet, seen, levels = Tablet(token=await client.pair(code, "tablet")), filling.Seen(), [0.0]
        tablet.hear(await client.hello(tablet.token))
        listening = asyncio.create_task(_listen(client, tablet, seen, levels))
        await seen.until(lambda: len(tablet.events.get(tablet.session, ())) > 3)
        await asyncio.sleep(before_s)
        with full:
            jottings = [asyncio.create_task(client.do(commands.Jot(text=f"{n}"))) for n in range(JOTTINGS)]
            await seen.until(lambda: seen.saving is False)
            pressed = time.perf_counter()
            pause = asyncio.create_task(client.do(commands.Pause()))
            await asyncio.sleep(WATCHED_S)
        count.heard_on_s.append(max(0.0, levels[-1] - pressed))
        async with asyncio.timeout(filling.PATIENCE_S):
            answers = await asyncio.gather(*jottings, pause, return_exceptions=True)
        listening.cancel()
    *jotted, paused = [not isinstance(answer, ScribeError) for answer in answers]
    count.paused += paused
    count.stored += sum(jotted)
    count.refused += len(jotted) - sum(jotted)


async def _listen(client: Client, tablet: Tablet, seen: filling.Seen, levels: list[float]) -> None:
    while True:
        message = await client.next()
        if isinstance(message, ev.Saving):
            seen.saving = message.good
        elif isinstance(message, ev.Level):
            levels.append(time.perf_counter())
        tablet.hear(message)
