#!/usr/bin/env python3
"""What a second hearing would have changed in sessions that were heard: word error rate before and after, by reason.

    scripts/bench/second_look.py CORPUS EVENTS-FOLDER [NAME…] [--model FOLDER] [--change-at N] [--unclear-from N]

CORPUS holds NAME.flac, NAME.utterances.json and NAME.chart.json; EVENTS-FOLDER what `scribe play --events` wrote of
them as NAME.events.jsonl. Every utterance is heard again; each reason is then scored by itself.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import jiwer
import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scribe.audio.frame import RATE
from scribe.chart import read_chart
from scribe.config import load
from scribe.models import installed
from scribe.session.rehearing import said_before
from scribe.session.transcript import Said, Transcript
from scribe.speech import doubt
from scribe.speech.critical import NAME, Critical
from scribe.speech.disagreement import CHANGE_AT, Verdict
from scribe.speech.doubt import LONGEST_S, MARGIN_S
from scribe.speech.second_look import UNCLEAR_FROM, SecondLook
from scribe.speech.vocabulary import names, prompt, terms
from scribe.speech.whisper import Whisper
from scripts.bench.words import plain_words

ALL, USED = "every utterance", "any reason"
"""A second hearing of everything; and of what the daemon would hear again."""


@dataclass
class Tally:
    """Of one reason."""

    heard: int = 0
    seconds: float = 0.0
    changes: dict[str, ev.Revision] = field(default_factory=dict)
    unclear: int = 0


def session(path: Path) -> Transcript:
    transcript = Transcript()
    for line in path.open("rb"):
        transcript.apply(ev.decode(line))
    return transcript


def reasons_of(said: Said, others: list[ev.Utterance], critical: Critical, before: str) -> list[str]:
    assert said.complete
    kinds = {kind for kind in critical.kinds([word.text for word in said.words]) if kind}
    wanted = [*sorted({*kinds, NAME, doubt.NUMBER}), doubt.LOW, doubt.OVERLAP]
    held = [
        each
        for each in wanted
        if doubt.reason(said.complete, said.words, others, critical, frozenset([each]), before) == each
    ]
    return [ALL, *([USED] if held else ()), *held]


def hear_again(
    look: SecondLook, critical: Critical, transcript: Transcript, sound: NDArray[np.float32]
) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    complete = [said.complete for said in transcript.said.values() if said.complete]
    for said in [one for one in transcript.said.values() if one.complete]:
        before = said_before(said, transcript)
        first, last = said.words[0].start - MARGIN_S, said.words[-1].end + MARGIN_S
        if last - first > LONGEST_S:
            continue
        near = [one for one in complete if one.id != said.id and one.start < last and one.end > first]
        begun = time.process_time()
        part = sound[max(0, round(first * RATE)) : round(last * RATE)]
        reheard = look.hear(said.words, part, max(0.0, first), before)
        took = time.process_time() - begun
        for each in reheard.judged:
            d = each.where
            print(
                said.id, round(each.gain, 2), each.kind, each.verdict,
                "|", " ".join(word.text for word in said.words[d.first : d.last]), file=sys.stderr,
            )  # fmt: skip
        for place in reheard.named:
            print(said.id, "named", place.name, file=sys.stderr)
        for number in reheard.numbered:
            print(said.id, round(number.gain, 2), "or", number.other, number.verdict, file=sys.stderr)
        for reason in reasons_of(said, near, critical, before):
            tally = tallies.setdefault(reason, Tally())
            tally.heard += 1
            tally.seconds += took
            verdicts = [*(each.verdict for each in reheard.judged), *(each.verdict for each in reheard.numbered)]
            tally.unclear += verdicts.count(Verdict.UNCLEAR)
            if reheard.named or Verdict.CHANGE in verdicts:
                tally.changes[said.id] = ev.Revision(utterance=said.id, words=reheard.words, reason=reason)
    return tallies


def errors(reference: list[str], transcript: Transcript, changes: dict[str, ev.Revision]) -> float:
    words = [
        (word.end, plain)
        for said in transcript.said.values()
        for word in (changes[said.id].words if said.id in changes else said.words)
        for plain in plain_words(word.text)
    ]
    heard = [plain for _, plain in sorted(words, key=lambda pair: pair[0])]
    return float(jiwer.process_words(" ".join(reference), " ".join(heard)).wer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--change-at", type=float, default=CHANGE_AT)
    parser.add_argument("--unclear-from", type=float, default=UNCLEAR_FROM)
    args = parser.parse_args()
    settings = load()
    whisper = Whisper(args.model or installed.whisper_folder(settings), settings.speech.language)
    print("| session | reason | heard again | WER before | WER after | changed | unclear | processor s |")
    print("|---|---|---|---|---|---|---|---|")
    for name in args.names or sorted(path.name.split(".")[0] for path in args.events.glob("*.events.jsonl")):
        chart = read_chart(args.corpus / f"{name}.chart.json")
        critical = Critical(names(chart))
        look = SecondLook(
            whisper, critical, prompt(terms(chart)), change_at=args.change_at, unclear_from=args.unclear_from
        )
        transcript = session(args.events / f"{name}.events.jsonl")
        sound = soundfile.read(args.corpus / f"{name}.flac", dtype="float32")[0]
        turns = json.loads((args.corpus / f"{name}.utterances.json").read_text())
        spoken = sorted((turn for turn in turns if not turn["off_record"]), key=lambda turn: turn["start"])
        reference = [word for turn in spoken for word in plain_words(turn["text"])]
        before = errors(reference, transcript, {})
        for reason, tally in hear_again(look, critical, transcript, sound).items():
            after = errors(reference, transcript, tally.changes)
            print(
                f"| {name} | {reason} | {tally.heard} | {100 * before:.2f} | {100 * after:.2f} | {len(tally.changes)} "
                f"| {tally.unclear} | {tally.seconds:.0f} |", flush=True
            )  # fmt: skip


if __name__ == "__main__":
    main()
