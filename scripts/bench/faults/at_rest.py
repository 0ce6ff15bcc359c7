"""Rows 5 and 6: nothing can be read on the disk, and what was destroyed stays destroyed."""

import asyncio
import contextlib
import random
from pathlib import Path

from scribe import commands
from scribe.errors import ScribeError
from scribe.records import backup, epochs
from scribe.records.keys import unwrap
from scripts.bench.rows import Result
from tests.records import samples
from tests.session.test_desk import S, at_work, drafted

CANARY = "the heron stood in the tall reeds"


def canary(folder: Path, times: int, chance: random.Random) -> Result:
    """A sentence that was said, noted, signed and backed up, looked for in every byte."""
    home = folder / "canary"
    asyncio.run(_spoken(home))
    places = [path for path in home.rglob("*") if path.is_file()]
    hits = sum(CANARY.encode() in path.read_bytes() for path in places)
    return {"files": len(places), "hits": hits, "good": not hits and len(places) >= 3}


async def _spoken(home: Path) -> None:
    async with at_work(home) as (desk, store):
        await samples.begin(store, "said")
        await samples.add(store, *samples.spoken("u1", CANARY), *samples.resting_on("u1", CANARY), session="said")
        await desk.do(commands.Add(session=S, section="plan", text=CANARY), "bench")
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "bench")
        await store.new_recovery_code()
        await asyncio.to_thread(backup.write, home, store.keys, home / "backup")


def shredded(folder: Path, times: int, chance: random.Random) -> Result:
    """Copies of database and log before each signature, then the master key and what is left of the keys' file."""
    home = folder / "shred"
    copied = asyncio.run(_shredded(home, times))
    keys, opened = samples.keys(home), 0
    left = [keys.wrapping, *(epochs.key_of(home, keys, epoch) for epoch in epochs._read(home).epochs)]
    for session, wrapped in copied:
        for key in left:
            with contextlib.suppress(ScribeError):
                unwrap(key, wrapped, session.encode())
                opened += 1
    return {
        "sessions": times,
        "copied_keys": len(copied),
        "opened": opened,
        "good": not opened and len(copied) >= times,
    }


async def _shredded(home: Path, times: int) -> list[tuple[str, bytes]]:
    copied = []
    async with at_work(home) as (desk, store):
        for number in range(times):
            id = f"x{number}"
            await drafted(store, home, id)
            rows = samples.rows(home, f"SELECT id, wrapped_key FROM sessions WHERE id = '{id}'")
            copied += [(session, bytes(wrapped)) for session, wrapped in rows]
            await desk.do(commands.Sign(session=id, name="Dr. B", credentials="PhD"), "bench")
    return copied
