#!/usr/bin/env python3
"""What one look of Whisper takes, by either library, and what each hears of whole turns (needs jiwer).

    scripts/bench/look.py CORPUS [NAME…] --models FOLDER [--every N]

Every N-th turn of the sessions is decoded whole, for the word error rate; then its last five seconds from four known
words on, as a look at an open utterance is, for the time. `wall` and `processor` are milliseconds.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import jiwer
import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.audio.frame import RATE
from scribe.speech.heard import HeardWord
from scribe.speech.hypothesis import ANCHOR_WORDS, LONGEST_S
from scribe.speech.transcriber import Decoder
from scribe.speech.whisper import Whisper
from scribe.speech.whisper_graphs import WhisperGraphs
from scripts.bench.words import plain_words

AROUND_S = 0.2
"""Sound before and after a turn."""
LONGEST_TURN_S = 28.0
"""What the encoder hears at most."""

Sound = NDArray[np.float32]


def turns(corpus: Path, names: Sequence[str], every: int) -> Iterator[tuple[Sound, str]]:
    for name in names:
        sound = soundfile.read(corpus / f"{name}.flac", dtype="float32")[0]
        for turn in json.loads((corpus / f"{name}.utterances.json").read_text())[::every]:
            first, last = turn["start"] - AROUND_S, turn["end"] + AROUND_S
            if last - first < LONGEST_TURN_S:
                yield sound[max(0, int(first * RATE)) : int(last * RATE)], turn["text"]


def anchored(whisper: Decoder, sound: Sound, words: Sequence[HeardWord]) -> tuple[float, float] | None:
    """(wall, processor) seconds of a look at the end of a turn; None where there is too little to look at."""
    start = max(0.0, len(sound) / RATE - LONGEST_S)
    inside = [word for word in words if word.start >= start]
    if len(inside) <= ANCHOR_WORDS:
        return None
    prefix = [token for word in inside[:ANCHOR_WORDS] for token in word.tokens]
    wall, processor = time.perf_counter(), time.process_time()
    whisper.decode(sound[int(start * RATE) :], tuple(prefix), (), inside[0].start - start)
    return time.perf_counter() - wall, time.process_time() - processor


def measured(whisper: Decoder, heard: Sequence[tuple[Sound, str]]) -> dict[str, float]:
    said, found, looks = [], [], []
    for sound, text in heard:
        words = whisper.decode(sound).words
        said.append(" ".join(plain_words(text)))
        found.append(" ".join(plain_words(" ".join(word.text for word in words))))
        look = anchored(whisper, sound, words)
        looks += [look] if look else []
    kept = [(one, other) for one, other in zip(said, found, strict=True) if one]
    wall, processor = ([1000 * look[part] for look in looks] for part in (0, 1))
    return {
        "wer": round(jiwer.wer([one for one, _ in kept], [other for _, other in kept]), 4),
        "turns": len(kept),
        "wall p50": round(statistics.median(wall)),
        "wall p95": round(statistics.quantiles(wall, n=20)[-1]),
        "processor p50": round(statistics.median(processor)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--models", type=Path, required=True, help="the folder of installed models")
    parser.add_argument("--every", type=int, default=3)
    given = parser.parse_args()
    names = given.name or sorted(path.stem for path in given.corpus.glob("*.flac"))
    heard, folder = list(turns(given.corpus, names, given.every)), given.models / "whisper-base"
    found = {
        "ONNX graphs": measured(WhisperGraphs(folder, "en"), heard),
        "CTranslate2": measured(Whisper(folder, "en"), heard),
    }
    columns = list(next(iter(found.values())))
    print(f"| library | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}")
    for name, row in found.items():
        print(f"| {name} | {' | '.join(str(row[column]) for column in columns)} |")


if __name__ == "__main__":
    main()
