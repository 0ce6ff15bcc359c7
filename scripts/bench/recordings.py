"""Recordings with truth, made shorter or longer than they are."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from scribe.audio.frame import RATE

PAUSE_S = 2.0
"""Silence between two rounds of a looped recording."""

Turn = dict[str, Any]


def cut(corpus: Path, name: str, seconds: float, folder: Path) -> float:
    """NAME up to the last turn that ends within `seconds`, into `folder`. Returns its length."""
    turns = [turn for turn in _turns(corpus, name) if turn["end"] <= seconds]
    end = turns[-1]["end"]
    samples, rate = soundfile.read(corpus / f"{name}.flac", stop=round(end * RATE))
    assert rate == RATE
    _write(corpus, name, folder, samples, turns)
    return float(end)


def looped(corpus: Path, name: str, seconds: float, folder: Path) -> float:
    """NAME again and again until it lasts `seconds`, into `folder`. Returns its length."""
    once, rate = soundfile.read(corpus / f"{name}.flac")
    assert rate == RATE
    once = np.concatenate((once, np.zeros(round(PAUSE_S * RATE))))
    length, turns = len(once) / RATE, _turns(corpus, name)
    rounds = max(1, round(seconds / length))
    shifted = [
        {**turn, "start": turn["start"] + number * length, "end": turn["end"] + number * length}
        for number in range(rounds)
        for turn in turns
    ]
    _write(corpus, name, folder, np.tile(once, rounds), shifted)
    return rounds * length


def _turns(corpus: Path, name: str) -> list[Turn]:
    turns: list[Turn] = json.loads((corpus / f"{name}.utterances.json").read_text())
    return turns


def _write(corpus: Path, name: str, folder: Path, samples: Any, turns: list[Turn]) -> None:
    """Nothing is touched meanwhile: what the clinician does is about the recording as it was."""
    soundfile.write(folder / f"{name}.flac", samples, RATE)
    (folder / f"{name}.utterances.json").write_text(json.dumps(turns))
    (folder / f"{name}.actions.json").write_text("[]")
    for other in (f"{name}.json", f"{name}.chart.json"):
        shutil.copy(corpus / other, folder / other)
