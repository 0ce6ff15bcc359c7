"""Faults of the machine under the store and the journal: killed, frozen, out of disk, slow."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from scribe.audio.frame import FRAME, Frame
from scribe.audio.journal import Journal
from scribe.records.store import STORE_NAME
from scripts.bench.chaos.fault import Outcome
from scripts.bench.faults.row import Child
from tests.records.test_crash import CRAMPED, WRITER, begin, killed_after, look

ROOT = Path(__file__).resolve().parents[3]
KEY = bytes(range(32))
LONGEST_S = 0.15
FROZEN_S = 0.2

A_HOME = 100
"""Kills of one store or journal; then comes a new one. Each is read from its beginning after every kill."""

MOST_SOUND_LOST = 16_000
"""Samples: what design.md allows a crash to take, one second."""


def started(program: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program, folder], stdout=subprocess.PIPE, text=True, cwd=ROOT)


async def killed_store(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    lost = damaged = acknowledged = total = 0
    for number in range(rounds):
        home = folder / str(number // A_HOME)
        if number % A_HOME == 0:
            total, acknowledged = total + acknowledged, 0
            await begin(home)
        # An interpreter of its own: a fork beside the threads of a store that was just closed may never go on.
        acknowledged = await asyncio.to_thread(killed_after, home, chance.uniform(0, LONGEST_S))
        events, findings = await look(home)
        lost += max(0, acknowledged - len(events))
        damaged += bool(findings)
    return Outcome(lost + damaged, f"{total + acknowledged} events acknowledged, {damaged} stores damaged")


async def frozen_store(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """Stopped (SIGSTOP) and let go on; killed at last."""
    await begin(folder)
    child = started(WRITER, folder)
    try:
        assert child.stdout
        child.stdout.readline()
        for _ in range(rounds):
            child.send_signal(signal.SIGSTOP)
            await asyncio.sleep(FROZEN_S)
            child.send_signal(signal.SIGCONT)
            await asyncio.sleep(chance.uniform(0, LONGEST_S))
    finally:
        child.kill()
        rest, _ = child.communicate()
    acknowledged = int((rest.splitlines() or ["1"])[-1])
    events, findings = await look(folder)
    return Outcome(max(0, acknowledged - len(events)) + len(findings), f"{acknowledged} events acknowledged")


async def power_cut(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """A copy of the store whose write-ahead log lost a tail that the disk had not written: it must open whole."""
    await begin(folder)
    child = started(WRITER, folder)
    assert child.stdout
    for _ in range(20):
        child.stdout.readline()
    child.kill()
    child.communicate()
    damaged = 0
    for number in range(rounds):
        copy = folder.parent / f"copy{number}"
        shutil.copytree(folder, copy)
        log = copy / f"{STORE_NAME}-wal"
        size = log.stat().st_size
        os.truncate(log, chance.randrange(size + 1))
        events, findings = await look(copy)
        whole = [event.seq for event in events] == list(range(1, len(events) + 1))
        damaged += bool(findings) or not whole
        shutil.rmtree(copy)
    return Outcome(damaged, f"{rounds} logs cut, {damaged} opened damaged")


async def full_disk(folder: Path, _: random.Random, rounds: int) -> Outcome:
    """The kernel refuses to write; later it writes again. The same process, no restart."""
    lost = acknowledged = 0
    for number in range(rounds):
        home = folder / str(number)
        await begin(home)
        command = [sys.executable, "-c", CRAMPED, str(home)]
        done = await asyncio.to_thread(
            subprocess.run, command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
        )
        events, findings = await look(home)
        acknowledged = int((done.stdout.splitlines() or ["0"])[-1])
        lost += abs(acknowledged - len(events)) + len(findings) + done.returncode
    return Outcome(lost, f"refused, told, and {acknowledged} events there after space came back")


async def killed_journal(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    worst = over = 0
    for number in range(rounds):
        sound = folder / f"sound{number // A_HOME}"
        if number % A_HOME == 0:
            Journal.create(sound, KEY).close()
        with Child(partial(hear, sound)) as child:
            first = child.line()
            await asyncio.sleep(0.3 + chance.uniform(0, 0.7))
            appended = int([first, *child.kill()][-1])
        journal = Journal.open(sound, KEY)
        missing = appended - journal.end
        readable = sum(1 for _ in journal.read()) * FRAME
        journal.close()
        # Sixteen times as fast as a room: what half a second of the clock takes is sixteen times as many samples.
        worst = max(worst, missing)
        over += missing > 16 * MOST_SOUND_LOST or readable == 0
    return Outcome(over, f"at most {worst / 16 / 16_000:.2f} s of a room's sound not yet on the disk")


def hear(sound: Path) -> None:
    """A room that is heard sixteen times as fast as it speaks, until it is killed; says up to where it was taken."""
    journal = Journal.open(sound, KEY)
    position = -(-journal.end // FRAME) * FRAME
    while True:
        journal.append(Frame(position, np.full(FRAME, 0.1, np.float32)))
        position += FRAME
        print(position, flush=True)
        time.sleep(0.002)


async def slow_disk(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """Each sync takes up to half a second: capture never waits, and nothing is lost."""
    journal = Journal.create(folder / "sound", KEY)
    real, slept = os.fsync, 0.0

    def slow(file: int) -> None:
        nonlocal slept
        pause = chance.uniform(0.1, 0.5)
        slept += pause
        time.sleep(pause)
        real(file)

    longest = 0.0
    os.fsync = slow  # type: ignore[assignment]
    try:
        for number in range(rounds * 40):
            began = time.perf_counter()
            journal.append(Frame(number * FRAME, np.full(FRAME, 0.1, np.float32)))
            longest = max(longest, time.perf_counter() - began)
            await asyncio.sleep(0.005)
        journal.close()
    finally:
        os.fsync = real
    again = Journal.open(folder / "sound", KEY)
    kept = sum(1 for _ in again.read())
    again.close()
    return Outcome(rounds * 40 - kept, f"{kept} frames kept; the slowest append took {longest * 1000:.1f} ms")
