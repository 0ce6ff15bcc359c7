"""Hearing that is three times slower than the room speaks, as on a machine that has too much to do."""

import asyncio
import random
from pathlib import Path

import numpy as np

from scribe.audio.backlog import MOST_FRAMES, RELOAD_FRAMES, Backlog
from scribe.audio.frame import FRAME, FRAME_S, Frame
from scribe.audio.journal import Journal
from scripts.bench.chaos.fault import Outcome

KEY = bytes(range(32))
SLOWER = 3
PCM_STEPS = 30_000
FLUSH_FRAMES = MOST_FRAMES // 4


async def slow_hearing(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """A round is a second of sound. What waits longer than a minute lies in the encrypted journal alone; memory stays
    bounded, and every frame is heard once, in order, as it was spoken."""
    journal = Journal.create(folder / "sound", KEY)
    backlog = Backlog(journal)
    count, most_held = round(rounds / FRAME_S), 0
    heard: list[Frame] = []
    try:
        for number in range(count):
            frame = Frame(number * FRAME, level(number, chance.random() < 0.5))
            journal.append(frame)
            backlog.put(frame)
            if number % SLOWER == 0:
                heard.append(await taken(backlog))
            if number % FLUSH_FRAMES == 0:  # a hundred times as fast as a room, the writer would be ten minutes behind
                await asyncio.to_thread(journal.flush)
            most_held = max(most_held, in_memory(backlog))
        waiting = backlog.seconds
        backlog.close()
        while frame_again := await backlog.get():
            heard.append(frame_again)
            most_held = max(most_held, in_memory(backlog))
    finally:
        journal.close()
    wrong = sum(not same(frame, number) for number, frame in enumerate(heard))
    over = most_held > MOST_FRAMES + RELOAD_FRAMES + 1
    told = f"{count} frames, {waiting:.0f} s late at the end, at most {most_held * FRAME_S:.0f} s of sound in memory"
    return Outcome(abs(count - len(heard)) + wrong + over, told)


async def taken(backlog: Backlog) -> Frame:
    async with asyncio.timeout(10):
        frame = await backlog.get()
    assert frame is not None
    return frame


def in_memory(backlog: Backlog) -> int:
    return len(backlog._recent) + len(backlog._reloaded)


def level(number: int, negative: bool) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """A frame that tells which one it is, whichever its sign."""
    value = (number % PCM_STEPS + 1) / 32767
    return np.full(FRAME, -value if negative else value, np.float32)


def same(frame: Frame, number: int) -> bool:
    """At its place, and with the sound that was put there (the journal keeps 16 bits)."""
    there = round(float(abs(frame.samples[0])) * 32767)
    return frame.position == number * FRAME and abs(there - (number % PCM_STEPS + 1)) <= 1
