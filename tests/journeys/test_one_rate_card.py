"""A card that does not have the rate that listening needs: opened at its own, and heard as what was played."""

import asyncio
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scribe.audio.frame import RATE
from tests.audio.one_rate_card import MISSING, environment
from tests.audio.sound_server import SoundServer
from tests.journeys.test_microphone import LIKENESS, PATIENCE_S, likeness, speech

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")

SECONDS = 2

LISTENER = """
import asyncio, sys
import numpy as np
from scribe.audio.microphone import Microphone

async def main(path, count):
    microphone = Microphone()
    frames = []
    async for frame in microphone.frames():
        if not frames:
            print(microphone._rate, flush=True)
        frames.append(frame.samples)
        if len(frames) == count:
            break
    await microphone.close()
    np.save(path, np.concatenate(frames))

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""
"""What a program that hears such a card gets: the rate it opened it at, on stdout, and so many frames."""


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (44_100, 2), (48_000, 1), (48_000, 2)])
async def test_it_is_opened_at_its_own_rate(tmp_path: Path, rate: int, channels: int) -> None:
    heard = tmp_path / "heard.npy"
    with SoundServer(tmp_path, rate, channels) as room:
        found = {**environment(tmp_path, rate, channels), "ALSA_CONFIG_PATH": str(room.alsa_config)}
        count = (SECONDS + 2) * RATE // 512
        child = subprocess.Popen(
            [sys.executable, "-c", LISTENER, heard, str(count)],
            env={**found, "JACK_NO_START_SERVER": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout
        opened = await asyncio.to_thread(child.stdout.readline)
        await asyncio.to_thread(room.play, speech()[: SECONDS * RATE], RATE)
        _, errors = await asyncio.to_thread(child.communicate, None, PATIENCE_S)
    assert errors == "", "a person who listens sees what libraries have to say"
    assert opened.strip() == str(rate)
    assert likeness(np.load(heard), speech()[: SECONDS * RATE]) > LIKENESS
