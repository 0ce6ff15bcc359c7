#!/usr/bin/env python3
"""How soon a muted, a pulled-out and a put-back microphone are noticed, on a sound server of its own (PulseAudio).

    scripts/bench/microphone.py [--rounds 5]

From the moment the card is taken away or put back until the room tells of it, and until
the first frame is heard.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from scribe.audio.attention import Change
from scribe.audio.frame import RATE
from scribe.audio.microphone import Microphone
from scribe.audio.steady import Steady
from scribe.errors import AudioDeviceError
from tests.audio.sound_server import SoundServer


class Clock:
    """When each change was told last, and when the newest frame was heard."""

    def __init__(self) -> None:
        self.at = dict.fromkeys(Change, 0.0)
        self.frame_at = 0.0

    async def __call__(self, change: Change, _: AudioDeviceError | None) -> None:
        self.at[change] = time.monotonic()

    async def after(self, change: Change, since: float) -> float:
        """Seconds from `since` until it was told."""
        async with asyncio.timeout(20):
            while self.at[change] < since:
                await asyncio.sleep(0.005)
        return self.at[change] - since

    async def frame_after(self, since: float) -> float:
        async with asyncio.timeout(20):
            while self.frame_at < since:
                await asyncio.sleep(0.005)
        return self.frame_at - since


async def hear(source: Steady, clock: Clock) -> None:
    async for _ in source.frames():
        clock.frame_at = time.monotonic()


async def measure(room: SoundServer, rounds: int) -> dict[str, list[float]]:
    clock = Clock()
    source = Steady(lambda start: Microphone(start=start), clock, Microphone())
    hearing = asyncio.create_task(hear(source, clock))
    noise = np.random.default_rng(1).normal(0, 0.05, RATE).astype(np.float32)
    found: dict[str, list[float]] = {"silent": [], "pulled out": [], "put back, heard": []}
    for _ in range(rounds):
        await clock.frame_after(time.monotonic())
        await asyncio.to_thread(room.play, noise, RATE)
        # The server plays out what it holds after the command returns: the last sound is told by the meter's side.
        since = time.monotonic()
        found["silent"].append(await clock.after(Change.SILENT, since))
        since = time.monotonic()
        await asyncio.to_thread(room.unplug)
        found["pulled out"].append(await clock.after(Change.AWAY, since))
        since = time.monotonic()
        await asyncio.to_thread(room.plug)
        await clock.after(Change.BACK, since)
        found["put back, heard"].append(await clock.frame_after(since))
    await source.close()
    await hearing
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, SoundServer(Path(folder)) as room:
        os.environ["ALSA_CONFIG_PATH"] = str(room.alsa_config)
        for what, seconds in asyncio.run(measure(room, rounds)).items():
            print(f"{what:16} median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s, {rounds} times")


main()
