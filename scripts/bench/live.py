#!/usr/bin/env python3
"""Play recordings with truth through the listener and print one table of what a person would have seen.

    scripts/bench/live.py CORPUS [NAME…] --score SCORE_LIVE.py [--speed 1|max|simulate] [--seconds N] [--out FOLDER]

CORPUS holds NAME.flac, NAME.utterances.json, NAME.json, and where there are any NAME.chart.json and NAME.actions.json.
`simulate` runs as fast as the processor allows on a clock that each call's processor time moves.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.recording import Recording
from scribe.chart import Action, Chart, read_actions, read_chart
from scribe.config import Settings, load
from scribe.speech.listener import Listener
from scribe.speech.models import SpeechModels
from scribe.speech.vocabulary import terms
from scripts.bench import corpus
from scripts.bench.simulation import SimulatedLoop, SimulatedWorker

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One recording of the corpus."""

    corpus: Path
    name: str
    seconds: float

    @property
    def chart(self) -> Chart:
        path = self.corpus / f"{self.name}.chart.json"
        return read_chart(path) if path.exists() else Chart()

    @property
    def actions(self) -> Sequence[Action]:
        path = self.corpus / f"{self.name}.actions.json"
        return read_actions(path) if path.exists() else ()

    @property
    def truth(self) -> list[Row]:
        """What was said, up to the last turn that ends within `seconds`."""
        turns: list[Row] = json.loads((self.corpus / f"{self.name}.utterances.json").read_text())
        return [turn for turn in turns if turn["end"] <= self.seconds]

    async def frames(self) -> list[Frame]:
        """Of a part, no more than its truth tells: words after it would count as made up."""
        recording = Recording(self.corpus / f"{self.name}.flac", speed="max")
        end = self.truth[-1]["end"] if self.seconds < float("inf") else self.seconds
        return [frame async for frame in recording.frames() if frame.end <= end]


async def play(case: Case, listener: Listener, frames: Sequence[Frame], *, paced: bool) -> None:
    """Frames when they would have been heard, and off the record where the clinician said so."""
    touches = [action for action in case.actions if action.do in ("pause", "resume")]
    loop = asyncio.get_running_loop()
    began, off_record = loop.time(), False
    for frame in frames:
        while touches and touches[0].at < frame.end:
            off_record = touches.pop(0).do == "pause"
            if off_record:
                await listener.pause()
        if paced:
            await asyncio.sleep(max(0.0, began + frame.end - loop.time()))
        while not paced and listener.lag > 8.0:
            await asyncio.sleep(0.01)
        if not off_record:
            await listener.hear(frame)
    await listener.finish()


async def run(case: Case, models: SpeechModels, settings: Settings, speed: str, out: Path) -> Row:
    """One recording: its events written, its cost measured."""
    frames = await case.frames()
    loop = asyncio.get_running_loop()
    workers = (SimulatedWorker(), SimulatedWorker()) if speed == "simulate" else None
    zero = loop.time()
    with (out / f"{case.name}.jsonl").open("wb") as file:
        number = 0

        async def emit(event: ev.AnyEvent) -> None:
            nonlocal number
            number += type(event).durable
            file.write(ev.encode(ev.stamp(event, seq=number, at=loop.time() - zero, session="bench")) + b"\n")

        listener = Listener(
            models, settings.speech, case.chart.participants, emit, vocabulary=terms(case.chart), workers=workers
        )
        began = time.process_time()
        await play(case, listener, frames, paced=speed != "max")
        took = time.process_time() - began
    audio = len(frames) * FRAME / RATE
    row = {"cores": round(took / audio, 2), "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    if workers:
        row["whisper_pass_s"] = round(workers[0].seconds / max(1, len(workers[0].calls)), 3)
        row["side_share"] = round(workers[1].seconds / audio, 2)
    return row


def score(case: Case, out: Path, scorer: Path) -> Row:
    """What the scorer says of the events, on the part of the truth that was played."""
    (out / f"{case.name}.utterances.json").write_text(json.dumps(case.truth))
    (out / f"{case.name}.json").write_text((case.corpus / f"{case.name}.json").read_text())
    command = [
        sys.executable,
        str(scorer),
        str(out / f"{case.name}.jsonl"),
        str(out / f"{case.name}.utterances.json"),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    with suppress(json.JSONDecodeError):
        found: Row = json.loads(done.stdout)
        return found
    return {"error": done.stderr.strip().splitlines()[-1] if done.stderr else "no score"}


def table(rows: dict[str, Row]) -> str:
    """Markdown: a column for each recording."""
    figures = list(dict.fromkeys(figure for row in rows.values() for figure in row))
    lines = ["| figure | " + " | ".join(rows) + " |", "|---" * (len(rows) + 1) + "|"]
    for figure in figures:
        lines.append(f"| {figure} | " + " | ".join(str(row.get(figure, "")) for row in rows.values()) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = corpus.parser_of(__doc__)
    parser.add_argument("--speed", choices=("1", "max", "simulate"), default="1")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    settings = load()
    names = corpus.names_of(args)
    with tempfile.TemporaryDirectory() as scratch:
        out = args.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        models = SpeechModels.load(settings)
        rows = {}
        for name in names:
            case = Case(args.corpus, name, args.seconds)
            with asyncio.Runner(loop_factory=SimulatedLoop if args.speed == "simulate" else None) as runner:
                row = runner.run(run(case, models, settings, args.speed, out))
            rows[name] = {**score(case, out, args.score), **row}
            print(name, json.dumps(rows[name]), file=sys.stderr)
    print(table(rows))


if __name__ == "__main__":
    main()
