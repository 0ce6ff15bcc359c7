#!/usr/bin/env python3
"""The daemon on a machine that is too slow for it: what thins out, what grows, what is said, and what is lost.

    scripts/bench/throttled.py CORPUS NAME --score SCORE_LIVE.py [--cores 0.4] [--seconds N] [--out FOLDER]

Plays the recording twice through `scribe play --speed 1`: as the machine is, and with `--cores` of a processor. The
limit is the kernel's (cgroup cpu.max) where a group can be made; else both runs are pinned to one processor, and in the
second one busy loops take the rest of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scripts.bench.live import Row, table
from scripts.bench.recordings import cut
from scripts.bench.session import machine, play, score

CGROUP = Path("/sys/fs/cgroup")
PERIOD_US = 100_000
THREADS = 2
"""Of the daemon's that want a processor at the same time: whoever competes with it meets so many."""


@contextmanager
def limited(cores: float) -> Iterator[tuple[str, Sequence[str]]]:
    """How it is done, and what stands before the command."""
    group = CGROUP / f"scribe-bench-{os.getpid()}"
    if not _has_group(group, cores):
        with competed(cores) as prefix:
            yield f"beside busy loops on one processor, {cores} of it left", prefix
        return
    try:
        enter = f'echo $$ > {group / "cgroup.procs"} && exec "$@"'
        yield f"cgroup, cpu.max {cores}", ("sh", "-c", enter, "sh")
    finally:
        group.rmdir()


def _has_group(group: Path, cores: float) -> bool:
    """Made with that limit. Where the folder is no cgroup file system, the kernel puts nothing into it."""
    try:
        group.mkdir()
    except OSError:
        return False
    limit = group / "cpu.max"
    with suppress(OSError):
        if limit.exists():
            limit.write_text(f"{round(cores * PERIOD_US)} {PERIOD_US}")
            return True
    group.rmdir()
    return False


@contextmanager
def competed(cores: float) -> Iterator[Sequence[str]]:
    """Busy loops beside it; the scheduler gives each thread the same."""
    busy = max(1, round(THREADS * (1 - cores) / cores))
    loop = [*pinned(), sys.executable, "-c", "while True: pass"]
    loops = [subprocess.Popen(loop) for _ in range(busy)]
    try:
        yield pinned()
    finally:
        for each in loops:
            each.kill()
            each.wait()


def pinned() -> tuple[str, ...]:
    """To one of the processors that this process may use."""
    return ("taskset", "-c", str(min(os.sched_getaffinity(0))))


def told(path: Path) -> Row:
    """From the events: how many drafts, the delay's course, the notices."""
    events = [ev.decode(line) for line in path.open("rb")]
    words = [(event.at, word.end) for event in events if isinstance(event, ev.Words) for word in event.words]
    utterances = [event for event in events if isinstance(event, ev.Utterance)]
    drafts = sum(isinstance(event, ev.Draft) for event in events)
    notices = [event.code for event in events if isinstance(event, ev.Notice)]
    return {
        "drafts an utterance": round(drafts / max(1, len(utterances)), 1),
        "longest delay": round(max((at - end for at, end in words), default=0.0), 1),
        "words out of order": sum(a > b for (_, a), (_, b) in pairwise(words)),
        "notices": " ".join(notices) or "none",
    }


def run(corpus: Path, name: str, prefix: Sequence[str], scorer: Path, out: Path) -> Row:
    out.mkdir(parents=True, exist_ok=True)
    played = play(corpus, name, "1", out, prefix)
    events = out / f"{name}.events.jsonl"
    heard = score(scorer.parent, scorer.name, events, corpus / f"{name}.utterances.json")
    figures = ("wer", "confirmed_p50", "confirmed_p95", "draft_p50")
    return {**{f: heard[f] for f in figures}, **told(events), "cores": played["cores"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("name")
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--cores", type=float, default=0.4)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch)
        cut(args.corpus, args.name, args.seconds, corpus)
        out = args.out or corpus / "out"
        scorer = args.score.resolve()
        with limited(args.cores) as (how, prefix):
            slow = run(corpus, args.name, prefix, scorer, out / "throttled")
        free = run(corpus, args.name, pinned() if "loops" in how else (), scorer, out / "free")
    rows = {"as it is": free, how: slow}
    for row in rows.values():
        print(json.dumps(row), file=sys.stderr)
    points = 100 * abs(slow["wer"] - free["wer"])
    print(f"{machine()}; {args.name}.\n\n{table(rows)}\n\nWord error rates differ by {points:.1f} points.")


if __name__ == "__main__":
    main()
