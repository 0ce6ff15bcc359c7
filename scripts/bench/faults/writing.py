"""Rows 1 to 3: the process is killed, the power goes, the disk is full, while events are written."""

import asyncio
import random
import resource
import shutil
import signal
import time
from pathlib import Path

from scribe.errors import ScribeError
from scribe.records.store import STORE_NAME, Store
from scripts.bench.faults.row import Child, looked_at
from scripts.bench.rows import Result
from tests.records import samples

LONGEST_S = 0.02
"""After its last line a writer goes on for up to this before it is killed: a few transactions."""

WAL_FRAME = 4096 + 24
"""A page in the write-ahead log with its header (sqlite.org/fileformat2.html#the_write_ahead_log)."""

A_DATABASE_FULL = 50
"""Kills after which a new database is begun: one that has grown makes every later look longer."""


async def _talk(home: Path) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        if not await store.sessions():
            await samples.begin(store)
        said = await store.last_seq("s1")
        while True:
            said += 1
            words = samples.spoken(f"u{said}", f"words of {said}")[0]
            await store.append("s1", samples.stamped([words], after=said - 1))
            print(said, flush=True)


def kills(folder: Path, times: int, chance: random.Random) -> Result:
    """`kill -9` at a random moment of a process that writes; what it had acknowledged must be there."""
    home, lost, broken, acknowledged, starts = folder / "kills", 0, 0, 0, []
    for number in range(times):
        with Child(lambda: asyncio.run(_talk(home))) as writer:
            said = [writer.line() for _ in range(chance.randrange(1, 40))]
            time.sleep(chance.uniform(0, LONGEST_S))
            last = int([*said, *writer.kill()][-1])
        begun = time.perf_counter()
        found, kept = asyncio.run(looked_at(home))
        starts.append(time.perf_counter() - begun)
        lost += max(0, last - kept)
        acknowledged += len(said)
        broken += bool(found)
        if number % A_DATABASE_FULL == A_DATABASE_FULL - 1:
            shutil.rmtree(home)
    starts.sort()
    return {
        "kills": times,
        "acknowledged_at_least": acknowledged,
        "acknowledged_and_lost": lost,
        "not_whole": broken,
        "open_and_verify_p99_s": round(starts[int(len(starts) * 0.99)], 3),
        "good": not (lost or broken),
    }


def cut_logs(folder: Path, times: int, chance: random.Random) -> Result:
    """A power cut leaves any prefix of the write-ahead log, and pages that were not synced hold anything."""
    home, copy = folder / "power", folder / "copy"
    asyncio.run(_with_log(home, copy))
    wal = (copy / f"{STORE_NAME}-wal").read_bytes()
    whole = (copy / STORE_NAME).read_bytes()
    corrupt, fewest = 0, 10**9
    for number in range(times):
        torn = bytearray(wal[: chance.randrange(len(wal))])
        if number % 2 and len(torn) > WAL_FRAME:
            for _ in range(16):
                torn[chance.randrange(len(torn) - WAL_FRAME, len(torn))] ^= 1 << chance.randrange(8)
        (copy / STORE_NAME).write_bytes(whole)
        (copy / f"{STORE_NAME}-wal").write_bytes(torn)
        (copy / f"{STORE_NAME}-shm").unlink(missing_ok=True)
        found, kept = asyncio.run(looked_at(copy))
        corrupt += bool(found)
        fewest = min(fewest, kept)
    return {"logs": times, "not_whole": corrupt, "fewest_events_kept": fewest, "good": not corrupt}


async def _with_log(home: Path, copy: Path) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        await samples.begin(store)
        for number in range(40):
            await samples.add(store, *samples.spoken(f"u{number}", f"sentence {number}"))
        shutil.copytree(home, copy)


async def _begun(home: Path) -> None:
    async with samples.with_session(home):
        pass


async def _cramped(home: Path, pages: int) -> None:
    """Writes until the kernel refuses, has room again, and goes on: one process, no restart."""
    async with Store.open(home, samples.SETTINGS) as store:
        seq = await store.last_seq("s1")
        written = (home / f"{STORE_NAME}-wal").stat().st_size
        _allow(written + pages * WAL_FRAME)
        try:
            while True:
                log = samples.stamped(samples.spoken(f"u{seq}", "some words " * 40), after=seq)
                await store.append("s1", log)
                seq += len(log)
        except ScribeError:
            print("refused", flush=True)
        _allow(resource.RLIM_INFINITY)
        await store.append("s1", log)
        print(seq + len(log), flush=True)


def _allow(bytes: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes, resource.RLIM_INFINITY))


def full(folder: Path, times: int, chance: random.Random) -> Result:
    """The kernel refuses page n of the write-ahead log (RLIMIT_FSIZE), for n = 1 to `times`; then there is room."""
    begun, refused, crashed, lost, broken = folder / "begun", 0, 0, 0, 0
    asyncio.run(_begun(begun))
    for number in range(1, times + 1):
        home = folder / "full"
        shutil.copytree(begun, home)
        status, said = Child(lambda at=number, home=home: asyncio.run(_cramped(home, at))).ended()  # type: ignore[misc]
        found, kept = asyncio.run(looked_at(home))
        refused += said[:1] == ["refused"]
        crashed += status != 0
        lost += abs(kept - int(said[-1])) if not status else 0
        broken += bool(found)
        shutil.rmtree(home)
    return {
        "full_at_page": f"1-{times}",
        "refused_and_told": refused,
        "crashed": crashed,
        "acknowledged_and_lost": lost,
        "not_whole": broken,
        "good": refused == times and not (crashed or lost or broken),
    }
