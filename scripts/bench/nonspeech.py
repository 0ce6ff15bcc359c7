#!/usr/bin/env python3
"""Ten minutes of sound in which nobody speaks, through the whole listener: how many words does it make up?

    scripts/bench/nonspeech.py [--minutes 10] [--seed 1]

Made here from noise and tones: silence, breathing, typing, a fan, music, knocks and a ringing telephone, as loud as
they are in a room. Runs as fast as the processor allows. Prints a line for each kind; exit code 1 where there was a
word.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.config import load
from scribe.speech.listener import Listener
from scribe.speech.models import SpeechModels
from scripts.bench.simulation import SimulatedLoop, SimulatedWorker

Sound = NDArray[np.float32]
LOUDNESS = {"silence": -90, "breathing": -42, "typing": -38, "fan": -40, "music": -30, "knocks": -30, "telephone": -32}
"""dBFS of each, over the seconds in which it sounds; conversation is near -26."""
CHORDS = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6), (196.0, 233.1, 293.7))


def silence(seconds: int, _random: np.random.Generator) -> Sound:
    return np.zeros(seconds * RATE, np.float32)


def breathing(seconds: int, random: np.random.Generator) -> Sound:
    """In and out, some fifteen times a minute: noise of two colours that swells and falls."""
    time = np.arange(seconds * RATE) / RATE
    phase = 2 * np.pi * np.cumsum(0.25 + 0.02 * np.sin(2 * np.pi * time / 23)) / RATE
    inward = _band(_noise(seconds, random), 500, 2500) * np.clip(np.sin(phase), 0, None) ** 2
    outward = _band(_noise(seconds, random), 200, 1200) * np.clip(-np.sin(phase), 0, None) ** 2
    return np.asarray(inward + outward, np.float32)


def typing(seconds: int, random: np.random.Generator) -> Sound:
    return _strikes(seconds, random, a_second=5.0, low=1500, high=6000, decay_s=0.012)


def knocks(seconds: int, random: np.random.Generator) -> Sound:
    """On wood: doors, chairs, cups."""
    return _strikes(seconds, random, a_second=0.5, low=80, high=600, decay_s=0.06)


def fan(seconds: int, random: np.random.Generator) -> Sound:
    time = np.arange(seconds * RATE) / RATE
    hum = sum(np.sin(2 * np.pi * 100 * n * time) / n for n in range(1, 6))
    return np.asarray(_band(_noise(seconds, random), 60, 900) + 0.3 * hum, np.float32)


def music(seconds: int, random: np.random.Generator) -> Sound:
    """Chords of plucked strings with a melody above them."""
    found = np.zeros(seconds * RATE, np.float32)
    for beat in range(2 * seconds):
        chord = CHORDS[beat // 8 % len(CHORDS)]
        for note in (*chord, random.choice(chord) * 2):
            _add(found, beat * RATE // 2, _pluck(float(note)))
    return found


def telephone(seconds: int, _random: np.random.Generator) -> Sound:
    time = np.arange(seconds * RATE) / RATE
    rings = (time % 6 < 2) * (np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time))
    return np.asarray(rings, np.float32)


KINDS: tuple[Callable[[int, np.random.Generator], Sound], ...] = (
    silence, breathing, typing, fan, music, knocks, telephone,
)  # fmt: skip


def _noise(seconds: int, random: np.random.Generator) -> Sound:
    return random.normal(0, 1, seconds * RATE).astype(np.float32)


def _band(sound: Sound, low: float, high: float) -> Sound:
    sections = signal.butter(2, (low, high), "bandpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(sections, sound), np.float32)


def _strikes(
    seconds: int, random: np.random.Generator, *, a_second: float, low: float, high: float, decay_s: float
) -> Sound:
    found = np.zeros(seconds * RATE, np.float32)
    length = np.arange(int(8 * decay_s * RATE)) / RATE
    at = 0.0
    while (at := at + random.exponential(1 / a_second)) < seconds:
        struck = _band(random.normal(0, 1, len(length)).astype(np.float32), low, high) * np.exp(-length / decay_s)
        _add(found, int(at * RATE), np.asarray(struck * random.uniform(0.4, 1), np.float32))
    return found


def _pluck(frequency: float) -> Sound:
    time = np.arange(RATE) / RATE
    tone = sum(np.sin(2 * np.pi * frequency * n * time) * np.exp(-3 * n * time) / n for n in range(1, 8))
    return np.asarray(tone, np.float32)


def _add(sound: Sound, at: int, what: Sound) -> None:
    what = what[: len(sound) - at]
    sound[at : at + len(what)] += what


def made(kind: Callable[[int, np.random.Generator], Sound], seconds: int, seed: int) -> Sound:
    """At its loudness, over the floor of a quiet room."""
    random = np.random.default_rng(seed)
    sound = kind(seconds, random)
    loud = np.sqrt(np.mean(sound[np.abs(sound) > 1e-4] ** 2)) if sound.any() else 1.0
    floor = _noise(seconds, random) * 10 ** (-70 / 20)
    mixed: Sound = np.clip(sound * 10 ** (LOUDNESS[kind.__name__] / 20) / loud + floor, -1, 1).astype(np.float32)
    return mixed


def frames(sound: Sound) -> Iterator[Frame]:
    for first in range(0, len(sound) - FRAME + 1, FRAME):
        yield Frame(first, sound[first : first + FRAME])


async def words_in(sound: Sound, models: SpeechModels) -> list[str]:
    """What the listener says was said."""
    said: list[str] = []

    async def emit(event: ev.AnyEvent) -> None:
        if isinstance(event, ev.Words):
            said.extend(word.text for word in event.words)

    workers = SimulatedWorker(), SimulatedWorker()
    listener = Listener(models, load().speech, (), emit, workers=workers)
    for frame in frames(sound):
        await listener.hear(frame)
        while listener.lag > 2.0:
            await asyncio.sleep(0.05)
    await listener.finish()
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    models = SpeechModels.load(load())
    seconds = int(given.minutes * 60 / len(KINDS))
    total = 0
    for kind in KINDS:
        with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
            said = runner.run(words_in(made(kind, seconds, given.seed), models))
        total += len(said)
        print(f"{kind.__name__:10} {seconds:4} s  {len(said)} words  {' '.join(said)}")
    print(f"{total} words in {seconds * len(KINDS) / 60:.1f} minutes of sound in which nobody speaks")
    sys.exit(total > 0)


if __name__ == "__main__":
    main()
