#!/usr/bin/env python3
"""Number words and short answers of sessions that were heard: right, wrong, missing, unclear.

    scripts/bench/heard_numbers.py CORPUS EVENTS-FOLDER [NAME…] [--list]

CORPUS holds NAME.utterances.json; EVENTS-FOLDER what `scribe play --events` wrote as NAME.events.jsonl, or live.py as
NAME.jsonl. `wrong`: another word stands in its place; `made up`: a number where none was said. A short answer is a turn
of four words at most: `said` where all its words stand in its time, `own` where none of them is under another person.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scribe.number_words import ONES, ORDINALS, POWERS, TENS
from scribe.session.transcript import Transcript
from scripts.bench.notes import STAGE
from scripts.bench.words import plain_words

NUMBERS = {*ONES, *TENS, *POWERS, *ORDINALS, "twentieth", "thirtieth", "half", "twice"} - {"one", "first", "second"}
"""Those left out are said of much else."""
SHORT = 4
NEAR_S = 0.15
"""A word's time is no more exact."""
COLUMNS = ("right", "wrong", "missing", "unclear", "made up", "short", "said", "own")

Turn = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    start: float
    end: float
    unclear: bool
    speaker: str


def heard(log: Path) -> list[Heard]:
    """Words as they are believed in the end, in order of time."""
    transcript = Transcript()
    for line in log.open("rb"):
        transcript.apply(ev.decode(line))
    words = [
        Heard(plain, word.start, word.end, word.unclear, said.speaker)
        for said in transcript.said.values()
        for word in said.words
        for plain in plain_words(word.text)
    ]
    return sorted(words, key=lambda word: word.end)


def numbers(turns: Sequence[Turn], words: Sequence[Heard]) -> Iterator[tuple[str, str, str, float]]:
    """Each number word with what became of it: what was said, what was heard, when."""
    spoken = [(plain, turn["start"]) for turn in turns for plain in plain_words(STAGE.sub("", turn["text"]))]
    out = jiwer.process_words(" ".join(plain for plain, _ in spoken), " ".join(word.text for word in words))
    for chunk in out.alignments[0]:
        truths = [*spoken[chunk.ref_start_idx : chunk.ref_end_idx]]
        founds = [*words[chunk.hyp_start_idx : chunk.hyp_end_idx]]
        for at in range(max(len(truths), len(founds))):
            true, when = truths[at] if at < len(truths) else ("", founds[at].start)
            found = founds[at] if at < len(founds) else None
            became = _became(true, found)
            if became:
                yield became, true, found.text if found else "", when


def _became(true: str, found: Heard | None) -> str | None:
    if found and found.unclear:
        return "unclear" if true in NUMBERS else None
    if true in NUMBERS:
        return "missing" if found is None else "right" if found.text == true else "wrong"
    return "made up" if found and found.text in NUMBERS else None


def answers(turns: Sequence[Turn], words: Sequence[Heard]) -> Iterator[tuple[Turn, bool, bool]]:
    """Each short turn: whether it was heard, and under its own person."""
    people = _people(turns, words)
    for turn in turns:
        wanted = plain_words(STAGE.sub("", turn["text"]))
        if not 1 <= len(wanted) <= SHORT:
            continue
        near = [w for w in words if w.end > turn["start"] - NEAR_S and w.start < turn["end"] + NEAR_S and not w.unclear]
        said = all(plain in [word.text for word in near] for plain in wanted)
        own = said and all(people.get(word.speaker) == turn["by"] for word in near if word.text in wanted)
        yield turn, said, own


def _people(turns: Sequence[Turn], words: Sequence[Heard]) -> dict[str, str]:
    """Of each label who speaks most of its words."""
    shares: dict[str, Counter[str]] = {}
    for word in words:
        for turn in turns:
            if turn["start"] <= (word.start + word.end) / 2 <= turn["end"]:
                shares.setdefault(word.speaker, Counter())[turn["by"]] += 1
    return {label: share.most_common(1)[0][0] for label, share in shares.items()}


def count(turns: Sequence[Turn], words: Sequence[Heard], *, listed: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for became, true, instead, when in numbers(turns, words):
        found[became] += 1
        if listed and became != "right":
            print(f"{when:8.2f} {became}: {true!r} {instead!r}", file=sys.stderr)
    for turn, said, own in answers(turns, words):
        found.update(short=1, said=said, own=own)
        if listed and not own:
            print(f"{turn['start']:8.2f} {'whose' if said else 'lost'}: {turn['text']!r}", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--list", action="store_true", help="each that is not right, on stderr")
    args = parser.parse_args()
    logs = {path.name.split(".")[0]: path for path in sorted(args.events.glob("*.jsonl"))}
    print("| session | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|", sep="\n")
    total: Counter[str] = Counter()
    for name in args.names or logs:
        told = json.loads((args.corpus / f"{name}.utterances.json").read_text())
        turns = sorted((turn for turn in told if not turn["off_record"]), key=lambda turn: float(turn["start"]))
        found = count(turns, heard(logs[name]), listed=args.list)
        total += found
        print(f"| {name} | " + " | ".join(str(found[column]) for column in COLUMNS) + " |")
    print("| all | " + " | ".join(str(total[column]) for column in COLUMNS) + " |")


if __name__ == "__main__":
    main()
