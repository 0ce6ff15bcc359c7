#!/usr/bin/env python3
"""Who speaks when, against the truth: the live tracker on every recording of a corpus, as fast as it goes.

    scripts/bench/diarization.py CORPUS [NAME…] [--models FOLDER] [--out FOLDER]

CORPUS holds NAME.flac and NAME.rttm, and where there are any NAME.chart.json (how many people to expect) and
NAME.actions.json (off-record stretches, which are neither heard nor scored). Diarization error rate of the final labels
and of those first shown, without collar, overlap scored; --out keeps the final turns as RTTM.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import soundfile
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.chart import read_actions, read_chart
from scribe.speech.segmentation import RATE
from scribe.speech.speakers import SpeakerModels, SpeakerTracker
from scribe.speech.turns import Turn

BLOCK = RATE // 2
"""Samples handed over at a time: half a second, as in a live session."""
SHOWN_AFTER = 2.0
"""Seconds after which a turn counts as shown."""
FOREVER = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    people: int
    found: int
    error: float
    confusion: float
    missed: float
    false_alarm: float
    shown: float
    """Error rate of the labels as first shown."""
    load: float
    """Processor seconds per second of sound."""


def off_record(corpus: Path, name: str, seconds: float) -> list[tuple[float, float]]:
    path = corpus / f"{name}.actions.json"
    spans: list[tuple[float, float]] = []
    since: float | None = None
    for action in read_actions(path) if path.exists() else ():
        if action.do == "pause":
            since = action.at
        elif action.do == "resume" and since is not None:
            spans.append((since, action.at))
            since = None
    return [*spans, (since, seconds)] if since is not None else spans


def truth(path: Path) -> Annotation:
    found = Annotation()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        fields = line.split()
        start, length = float(fields[3]), float(fields[4])
        found[Segment(start, start + length), number] = fields[7]
    return found


def annotation(turns: Iterable[Turn]) -> Annotation:
    found = Annotation()
    for number, turn in enumerate(turns):
        found[Segment(turn.start, turn.end), number] = turn.speaker
    return found


def track(tracker: SpeakerTracker, audio: Path, skipped: list[tuple[float, float]]) -> tuple[list[Turn], list[Turn]]:
    """The turns as first shown, and at the end."""
    samples, rate = soundfile.read(audio, dtype="float32")
    assert rate == RATE, f"{audio}: resample it to {RATE} Hz first"
    shown: list[Turn] = []
    for position in range(0, len(samples), BLOCK):
        edge = position / RATE
        if any(start <= edge < end for start, end in skipped):
            tracker.forget()
            continue
        tracker.hear(position, samples[position : position + BLOCK])
        shown += tracker.turns(edge - SHOWN_AFTER, edge + BLOCK / RATE - SHOWN_AFTER)
    shown += tracker.turns(len(samples) / RATE - SHOWN_AFTER, FOREVER)
    return shown, list(tracker.finish())


def measure(corpus: Path, name: str, models: SpeakerModels, out: Path | None) -> Row:
    chart = corpus / f"{name}.chart.json"
    expected = len(read_chart(chart).participants) if chart.exists() else 0
    seconds = soundfile.info(corpus / f"{name}.flac").duration
    skipped = off_record(corpus, name, seconds)
    began = time.process_time()
    shown, final = track(SpeakerTracker(models, expected or None), corpus / f"{name}.flac", skipped)
    spent = time.process_time() - began
    scored = Timeline([Segment(0, seconds)]).extrude(Timeline([Segment(*span) for span in skipped]))
    reference = truth(corpus / f"{name}.rttm")
    metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    parts = metric(reference, annotation(final), uem=scored, detailed=True)
    if out:
        keep(out / f"{name}.rttm", name, final)
    total = parts["total"]
    return Row(
        name,
        len(reference.labels()),
        len({turn.speaker for turn in final}),
        parts["diarization error rate"],
        parts["confusion"] / total,
        parts["missed detection"] / total,
        parts["false alarm"] / total,
        metric(reference, annotation(shown), uem=scored),
        spent / seconds,
    )


def keep(path: Path, name: str, turns: Iterable[Turn]) -> None:
    lines = (f"SPEAKER {name} 1 {t.start:.3f} {t.end - t.start:.3f} <NA> <NA> {t.speaker} <NA> <NA>\n" for t in turns)
    path.write_text("".join(lines), encoding="utf-8")


def table(rows: Iterable[Row]) -> Table:
    built = Table(
        "recording", "people", "found", "DER", "confusion", "missed", "false alarm", "DER first shown", "load"
    )
    for row in rows:
        shares = (row.error, row.confusion, row.missed, row.false_alarm, row.shown)
        percents = (f"{100 * share:.2f} %" for share in shares)
        built.add_row(row.name, str(row.people), str(row.found), *percents, f"{row.load:.3f}")
    return built


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[2] / ".models")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    names = options.names or sorted(path.stem for path in options.corpus.glob("*.rttm"))
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    models = SpeakerModels.load(options.models)
    Console(width=120).print(table([measure(options.corpus, name, models, options.out) for name in names]))


if __name__ == "__main__":
    main()
