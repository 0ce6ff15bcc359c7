#!/usr/bin/env python3
"""Play mock sessions through the whole program as a user would, score them, and print one table.

    scripts/bench/session.py CORPUS [NAME…] --score FOLDER [--speed 1|max] [--out FOLDER] [--write docs/benchmarks.md]

CORPUS holds NAME.flac, NAME.chart.json, NAME.actions.json and the truth beside them; FOLDER the scorers score_live.py
and score_note.py. Each session gets a SCRIBE_HOME of its own. `cores` is processor time over the recording's length.
`wer` is of the words as they were confirmed, `wer_final` of the words as they stood when the note was written, second
hearings included. `--write` replaces the table between the markers in that file.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.bench import corpus
from scripts.bench.final_words import as_they_stand

ROOT = Path(__file__).resolve().parents[2]
LIVE = [
    "wer",
    "wer_final",
    "confirmed_p50",
    "confirmed_p95",
    "draft_p50",
    "der",
    "role_error",
    "who_error",
    "who_error_first",
    "speakers",
]
NOTE = ["facts", "cited", "numbers", "leaks", "statements"]
DAEMON = ["cores", "peak_mib", "stop_to_note_s"]
MARKERS = ("<!-- sessions -->", "<!-- end of sessions -->")

Row = dict[str, Any]


def play(corpus: Path, name: str, speed: str, out: Path, prefix: Sequence[str] = ()) -> Row:
    """The command of the README on one session; its processor share, memory and files. `prefix` stands before it."""
    recording, events, note = corpus / f"{name}.flac", out / f"{name}.events.jsonl", out / f"{name}.note.json"
    command = [
        *prefix, sys.executable, "-m", "scribe", "play", str(recording), "--speed", speed,
        "--chart", str(corpus / f"{name}.chart.json"), "--actions", str(corpus / f"{name}.actions.json"),
        "--events", str(events), "--note", str(note),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SCRIBE_HOME": home, "SCRIBE_GATEWAY__PORT": "0"}
        environment.setdefault("SCRIBE_MODELS", str(ROOT / ".models"))
        begun, said = time.monotonic(), Path(home, "stderr")
        with (
            said.open("wb") as errors,
            subprocess.Popen(command, env=environment, cwd=ROOT, stdout=errors, stderr=errors) as process,
        ):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            sys.exit(f"{name}: exit {process.returncode}: {said.read_text().strip()}")
    heard = soundfile.info(str(recording)).duration
    return {
        "seconds": round(heard, 1),
        "took_s": round(time.monotonic() - begun, 1),
        "cores": round((used.ru_utime + used.ru_stime) / heard, 2),
        "peak_mib": used.ru_maxrss // 1024,
        "stop_to_note_s": json.loads(note.read_text())["timing"]["stop_to_note_s"],
        "notices": sorted({e["code"] for e in map(json.loads, events.open()) if e["type"] == "notice"}),
    }


def score(folder: Path, script: str, *files: Path) -> Row:
    command = [sys.executable, str(folder / script), *map(str, files), "--json"]
    result: Row = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    return result


def measure(corpus: Path, name: str, scorers: Path, speed: str, out: Path) -> Row:
    played = play(corpus, name, speed, out)
    events, note = out / f"{name}.events.jsonl", out / f"{name}.note.json"
    truth = corpus / f"{name}.utterances.json"
    live = score(scorers, "score_live.py", events, truth)
    stand = as_they_stand(events, out / f"{name}.final.jsonl")
    live["wer_final"] = score(scorers, "score_live.py", stand, truth)["wer"]
    written = score(scorers, "score_note.py", note, events, corpus / f"{name}.json")
    return {"session": name, **live, **{key: written[key] for key in NOTE}, **played}


def table(rows: list[Row]) -> str:
    columns = ["session", *LIVE, *NOTE, *DAEMON]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(row[column]) for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def machine() -> str:
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {cpu.group(1) if cpu else platform.machine()}, Python {platform.python_version()}"


def replaced(page: str, markers: tuple[str, str], text: str) -> str:
    """The page with `text` between its markers."""
    begin, end = markers
    head, rest = page.split(begin)
    return f"{head}{begin}\n{text}\n{end}{rest.split(end)[1]}"


def rows_in(page: str, markers: tuple[str, str]) -> list[str]:
    """Of the table between the markers, without its head."""
    table = page.split(markers[0])[1].split(markers[1], maxsplit=1)[0]
    return [line for line in table.partition("|---")[2].splitlines() if line.startswith("| ")]


def main() -> None:
    parser = corpus.parser_of(__doc__)
    parser.add_argument("--speed", choices=["1", "max"], default="1")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    out = given.out or Path(tempfile.mkdtemp(prefix="scribe-bench-"))
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in corpus.names_of(given):
        rows.append(measure(given.corpus.resolve(), name, given.score.resolve(), given.speed, out.resolve()))
        print(json.dumps(rows[-1]), flush=True)
    text = f"{machine()}; recordings played at speed {given.speed}.\n\n{table(rows)}"
    print(text)
    if given.write:
        given.write.write_text(replaced(given.write.read_text(), MARKERS, text))


if __name__ == "__main__":
    main()
