#!/usr/bin/env python3
"""How well questions in plain words are answered from what was said: `scribe/notes/recall.py` on examples/talks.

    scripts/bench/questions.py --models .models [--show]

examples/talks/questions.json holds, for each of eight talks, questions with the utterances that answer them and
questions about what is never spoken of. The floor is chosen on the talks under `fit` and judged on those under `check`.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scribe.notes.reading.encoder import SentenceEncoder  # noqa: E402 - after the path
from scribe.notes.recall import FLOOR, MOST, moments  # noqa: E402

TALKS = ROOT / "examples" / "talks"
WRONG = 1 / 16
"""Of the questions about what was never said, the share that may be answered all the same."""


class Asked(Struct, frozen=True):
    talk: str
    question: str
    gold: frozenset[str]
    """Utterances that answer it; empty: nothing does."""
    scores: tuple[float, ...]
    places: tuple[frozenset[str], ...]

    def right(self, floor: float) -> bool:
        """One of the moments that are shown is the answer."""
        shown = zip(self.scores, self.places, strict=True)
        return any(score >= floor and place & self.gold for score, place in shown)

    def answered(self, floor: float) -> bool:
        return bool(self.scores) and self.scores[0] >= floor


def ask_all(split: dict[str, dict[str, list[Any]]], encoder: SentenceEncoder) -> Iterator[Asked]:
    for talk, questions in split.items():
        told = json.loads((TALKS / "known" / f"{talk}.utterances.json").read_text())
        told = [one for one in told if not one["off_record"]]
        pairs = [*questions["answered"], *([question, []] for question in questions["unanswered"])]
        for question, gold in pairs:
            found = moments(question, [one["text"] for one in told], encoder.encode, floor=-1.0)
            places = tuple(frozenset(one["id"] for one in told[m.first : m.last + 1]) for m in found)
            yield Asked(talk, question, frozenset(gold), tuple(m.score for m in found), places)


def floor_of(asked: Sequence[Asked]) -> float:
    """The lowest, to a hundredth, at which at most WRONG of those without an answer get one."""
    idle = [one for one in asked if not one.gold]
    candidates = (hundredth / 100 for hundredth in range(20, 90))
    return next(floor for floor in candidates if sum(one.answered(floor) for one in idle) <= WRONG * len(idle))


def report(name: str, asked: Sequence[Asked], floor: float) -> None:
    real, idle = [one for one in asked if one.gold], [one for one in asked if not one.gold]
    right, answered = sum(one.right(floor) for one in real), sum(one.answered(floor) for one in real)
    best = sum(one.right(-1.0) for one in real)
    false = sum(one.answered(floor) for one in idle)
    print(
        f"{name}, floor {floor:.2f}: of {len(real)} questions with an answer {answered} get one, {right} the right one"
        f" (without a floor {best}); of {len(idle)} without, {len(idle) - false} are told that nothing was found."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=ROOT / ".models")
    parser.add_argument("--show", action="store_true", help="each question and its score")
    given = parser.parse_args()
    encoder = SentenceEncoder(given.models / "minilm")
    splits = json.loads((TALKS / "questions.json").read_text())
    asked = {name: list(ask_all(split, encoder)) for name, split in splits.items()}
    print(
        f"Up to {MOST} moments of each talk; the floor in use is {FLOOR}, `fit` asks for {floor_of(asked['fit']):.2f}."
    )
    for name, each in asked.items():
        report(name, each, FLOOR)
    for one in (one for each in asked.values() for one in each if given.show):
        print(f"{one.scores[0]:.2f} {'right' if one.right(FLOOR) else '-':5} {one.talk}: {one.question}")


if __name__ == "__main__":
    main()
