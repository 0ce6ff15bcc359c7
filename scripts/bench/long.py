#!/usr/bin/env python3
"""A long session, a recording looped: the daemon's memory, and the delay of its words minute by minute.

    scripts/bench/long.py CORPUS NAME [--minutes 90] [--picture docs/images/long.svg]

Played through `scribe play --speed 1`. Growth is from minute 20 on (from a quarter of a shorter run): by then every
model and cache is warm.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scripts.bench.curve import svg
from scripts.bench.recordings import looped
from scripts.bench.session import ROOT, machine

SAMPLE_S = 5.0
WARM_MINUTES = 20.0
ENDS_MINUTES = 10.0
"""The first and the last of them are compared."""

Points = list[tuple[float, float]]


def resident_mib(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def play(corpus: Path, name: str, events: Path) -> Points:
    """Minute and MiB, every few seconds."""
    command = [
        sys.executable, "-m", "scribe", "play", str(corpus / f"{name}.flac"),
        "--chart", str(corpus / f"{name}.chart.json"), "--events", str(events), "--note", str(corpus / "note.json"),
    ]  # fmt: skip
    memory: Points = []
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SCRIBE_HOME": home, "SCRIBE_GATEWAY__PORT": "0"}
        environment.setdefault("SCRIBE_MODELS", str(ROOT / ".models"))
        began = time.monotonic()
        daemon = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        while daemon.poll() is None:
            memory.append(((time.monotonic() - began) / 60, resident_mib(daemon.pid)))
            time.sleep(SAMPLE_S)
    if daemon.returncode:
        sys.exit(f"{name}: exit {daemon.returncode}")
    return memory


def delays(path: Path) -> dict[int, list[float]]:
    """Of the confirmed words, seconds, by the minute in which they were said."""
    found: dict[int, list[float]] = {}
    for event in map(ev.decode, path.open("rb")):
        if isinstance(event, ev.Words):
            for word in event.words:
                found.setdefault(int(word.end // 60), []).append(event.at - word.end)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    return quantiles(values, n=100)[round(100 * share) - 1] if len(values) > 1 else (values or [0.0])[0]


def summary(memory: Points, late: dict[int, list[float]], minutes: float) -> Iterator[str]:
    warm = min(WARM_MINUTES, minutes / 4)
    early = [mib for minute, mib in memory if warm <= minute < warm + max(1.0, minutes / 20)]
    last = [mib for minute, mib in memory if minute >= minutes - max(1.0, minutes / 20) and minute <= minutes]
    growth = 100 * (median(last) / median(early) - 1)
    yield f"| memory, most | {max(mib for _, mib in memory):.0f} MiB |"
    grown = f"{median(early):.0f} to {median(last):.0f} MiB: {growth:+.1f} %"
    yield f"| memory, from minute {warm:.0f} to the end | {grown} |"
    span = min(ENDS_MINUTES, minutes / 3)
    for what, chosen in (
        ("first", [m for m in late if m < span]),
        ("last", [m for m in late if m >= minutes - span - 1]),
    ):
        values = [delay for minute in chosen for delay in late[minute]]
        shown = f"{median(values):.2f} / {percentile(values, 0.95):.2f} s"
        yield f"| delay in the {what} {span:.0f} minutes, p50 / p95 | {shown} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("name")
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--picture", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        minutes = looped(args.corpus, args.name, 60 * args.minutes, folder) / 60
        memory = play(folder, args.name, folder / "events.jsonl")
        late = delays(folder / "events.jsonl")
    print(f"{machine()}; {args.name} for {minutes:.0f} minutes.\n\n| | |\n|---|---|")
    print("\n".join(summary(memory, late, minutes)))
    if args.picture:
        shown = svg("Memory, MiB", "minutes", {"resident": memory})
        args.picture.write_text(shown)
        halves = {
            "p95": [(minute + 0.5, percentile(late[minute], 0.95)) for minute in sorted(late)],
            "p50": [(minute + 0.5, median(late[minute])) for minute in sorted(late)],
        }
        delay_picture = args.picture.with_name(f"{args.picture.stem}-delay.svg")
        delay_picture.write_text(svg("From a spoken word to its confirmation, seconds", "minutes", halves))


if __name__ == "__main__":
    main()
