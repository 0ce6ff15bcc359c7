#!/usr/bin/env python3
"""Two channels made of mock sessions, with the far voice's echo in the near one: how often the right side is told.

    scripts/bench/sides.py CORPUS [NAME…] [--wav FOLDER]

CORPUS holds NAME.flac, NAME.utterances.json and NAME.json. The near channel is the therapist's turns, the far one all
others', each with the quiet of the recording where nobody speaks; then echoes of several loudnesses and delays. Counted
are the seconds in which one person speaks. --wav keeps the channels with an echo of -20 dB, for `scribe play`.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.audio.frame import FRAME, RATE, Sides
from scribe.audio.sides import Sorter

ECHOES = ((None, 0.0), (-30.0, 0.1), (-20.0, 0.05), (-20.0, 0.25), (-10.0, 0.1), (-6.0, 0.1))
"""Decibels, and seconds of delay."""
KEPT = (-20.0, 0.05)
HUSH = 3e-4
"""Of full scale: the noise of a channel in which nobody speaks."""

Channel = NDArray[np.float32]
Mask = NDArray[np.bool_]


def channels(sound: Channel, turns: list[dict[str, Any]], therapists: set[str]) -> tuple[Channel, Channel]:
    """Where both speak, both channels have the mixture: they can't be taken apart."""
    noise = np.random.default_rng(0)
    near, far = (noise.normal(0, HUSH, len(sound)).astype(np.float32) for _ in range(2))
    for turn in turns:
        part = slice(round(turn["start"] * RATE), round(turn["end"] * RATE))
        (near if turn["by"] in therapists else far)[part] = sound[part]
    return near, far


def echoed(near: Channel, far: Channel, decibels: float | None, late_s: float) -> Channel:
    if decibels is None:
        return near
    late = round(late_s * RATE)
    heard = near.copy()
    heard[late:] += far[: len(far) - late] * np.float32(10 ** (decibels / 20))
    return heard


def told(near: Channel, far: Channel) -> list[Sides]:
    sorter = Sorter()
    whole = len(near) // FRAME * FRAME
    frames = zip(near[:whole].reshape(-1, FRAME), far[:whole].reshape(-1, FRAME), strict=True)
    return [sorter.sort(one, other)[1] for one, other in frames]


def truth(
    turns: list[dict[str, Any]], therapists: set[str], frames: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    near, far = np.zeros(frames, bool), np.zeros(frames, bool)
    for turn in turns:
        side = near if turn["by"] in therapists else far
        side[int(turn["start"] * RATE / FRAME) : int(turn["end"] * RATE / FRAME)] = True
    return near, far


def shares(sides: list[Sides], near: Mask, far: Mask) -> tuple[float, float, float]:
    """Of the frames in which one speaks: told rightly, told of the other or of both, told of nobody."""
    alone = near ^ far
    heard_near, heard_far = np.array([one.near for one in sides]), np.array([one.far for one in sides])
    right = (heard_near == near) & (heard_far == far) & alone
    nobody = ~heard_near & ~heard_far & alone
    count = float(alone.sum())
    return right.sum() / count, (alone & ~right & ~nobody).sum() / count, nobody.sum() / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--wav", type=Path)
    args = parser.parse_args()
    print("| session | echo | right | other side too | nobody |")
    print("|---|---|---|---|---|")
    for name in args.names or sorted(path.stem for path in args.corpus.glob("*.flac")):
        sound = soundfile.read(args.corpus / f"{name}.flac", dtype="float32")[0]
        turns = [t for t in json.loads((args.corpus / f"{name}.utterances.json").read_text()) if not t["off_record"]]
        script = json.loads((args.corpus / f"{name}.json").read_text())
        therapists = {who for who, one in script["speakers"].items() if one["role"] == "therapist"}
        near, far = channels(sound, turns, therapists)
        for decibels, late_s in ECHOES:
            heard = echoed(near, far, decibels, late_s)
            sides = told(heard, far)
            right, other, nobody = shares(sides, *truth(turns, therapists, len(sides)))
            echo = "none" if decibels is None else f"{decibels:.0f} dB after {1000 * late_s:.0f} ms"
            print(f"| {name} | {echo} | {100 * right:.1f} % | {100 * other:.1f} % | {100 * nobody:.1f} % |", flush=True)
            if args.wav and (decibels, late_s) == KEPT:
                args.wav.mkdir(parents=True, exist_ok=True)
                soundfile.write(args.wav / f"{name}.wav", np.stack((heard, far), axis=1), RATE)


if __name__ == "__main__":
    main()
