#!/usr/bin/env python3
"""What one look of Whisper takes, whole or as it is taken of an open utterance, and what is heard of whole turns.

    scripts/bench/look.py CORPUS [NAME…] --models FOLDER [--every N] [--write docs/benchmarks.md]

Every N-th turn of the sessions is decoded whole, for the word error rate (needs jiwer); then its last five seconds from
four known words on, for the time: once as they are (`whole`), once after a look a little earlier whose words are
expected (`grown`), as nearly all looks at an open utterance are. Milliseconds.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.audio.frame import RATE
from scribe.speech.decoding import Decoder
from scribe.speech.heard import Decoded, HeardWord
from scribe.speech.hypothesis import ANCHOR_WORDS, LONGEST_S
from scribe.speech.pace import LEAST_S
from scribe.speech.whisper import Whisper
from scribe.speech.whisper_graphs import WhisperGraphs
from scripts.bench.session import machine, replaced
from scripts.bench.words import plain_words

AROUND_S = 0.2
"""Sound before and after a turn."""
LONGEST_TURN_S = 28.0
"""What the encoder hears at most."""

MARKERS = ("<!-- looks -->", "<!-- end of looks -->")

SILENCE = np.zeros(RATE, np.float32)

Sound = NDArray[np.float32]


def turns(corpus: Path, names: Sequence[str], every: int) -> Iterator[tuple[Sound, str]]:
    for name in names:
        sound = soundfile.read(corpus / f"{name}.flac", dtype="float32")[0]
        for turn in json.loads((corpus / f"{name}.utterances.json").read_text())[::every]:
            first, last = turn["start"] - AROUND_S, turn["end"] + AROUND_S
            if last - first < LONGEST_TURN_S:
                yield sound[max(0, int(first * RATE)) : int(last * RATE)], turn["text"]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds."""

    wall: float
    processor: float


def looks(whisper: Decoder, sound: Sound, words: Sequence[HeardWord]) -> tuple[Took, Took] | None:
    """A whole look at the end of a turn, and one after a look before; None where there is too little to look at."""
    start = max(0.0, len(sound) / RATE - LONGEST_S)
    inside = [word for word in words if word.start >= start]
    if len(inside) <= ANCHOR_WORDS:
        return None
    end, seen_from = sound[int(start * RATE) :], inside[0].start - start
    prefix = _tokens(inside[:ANCHOR_WORDS])
    whisper.decode(SILENCE)  # nothing of the turn is known any more
    whole = timed(lambda: whisper.decode(end, prefix, (), seen_from))
    before = whisper.decode(end[: -int(LEAST_S * RATE)], prefix, (), seen_from)
    grown = timed(lambda: whisper.decode(end, prefix, (), seen_from, guess=_tokens(before.words)))
    return whole, grown


def timed(look: Callable[[], Decoded]) -> Took:
    wall, processor = time.perf_counter(), time.process_time()
    look()
    return Took(time.perf_counter() - wall, time.process_time() - processor)


def _tokens(words: Sequence[HeardWord]) -> tuple[int, ...]:
    return tuple(token for word in words for token in word.tokens)


def measured(whisper: Decoder, heard: Sequence[tuple[Sound, str]]) -> dict[str, float]:
    said, found, taken = [], [], []
    for sound, text in heard:
        words = whisper.decode(sound).words
        said.append(" ".join(plain_words(text)))
        found.append(" ".join(plain_words(" ".join(word.text for word in words))))
        look = looks(whisper, sound, words)
        taken += [look] if look else []
    kept = [(one, other) for one, other in zip(said, found, strict=True) if one]
    row = {
        "wer": round(jiwer.wer([one for one, _ in kept], [other for _, other in kept]), 4),
        "turns": float(len(kept)),
    }
    for name, times in zip(("whole", "grown"), zip(*taken, strict=True), strict=True):
        wall = [1000 * one.wall for one in times]
        row[f"{name}, p50"] = round(statistics.median(wall))
        row[f"{name}, p95"] = round(statistics.quantiles(wall, n=20)[-1])
        row[f"{name}, processor p50"] = round(1000 * statistics.median(one.processor for one in times))
    return row


def table(found: dict[str, dict[str, float]]) -> str:
    columns = list(next(iter(found.values())))
    head = [f"| library | {' | '.join(columns)} |", f"|{'---|' * (len(columns) + 1)}"]
    return "\n".join(
        [*head, *(f"| {name} | {' | '.join(f'{one:g}' for one in row.values())} |" for name, row in found.items())]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--models", type=Path, required=True, help="the folder of installed models")
    parser.add_argument("--every", type=int, default=3)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    names = given.name or sorted(path.stem for path in given.corpus.glob("*.flac"))
    heard, folder = list(turns(given.corpus, names, given.every)), given.models / "whisper-base"
    found = {
        "ONNX graphs": measured(WhisperGraphs(folder, "en"), heard),
        "CTranslate2": measured(Whisper(folder, "en"), heard),
    }
    shown = table(found)
    print(shown)
    if given.write:
        page = given.write.read_text()
        given.write.write_text(replaced(page, MARKERS, f"{machine()}.\n\n{shown}"))


if __name__ == "__main__":
    main()
