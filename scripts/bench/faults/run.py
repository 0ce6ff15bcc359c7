#!/usr/bin/env python3
"""The record under attack and accident: kills, cut logs, full disks, flipped bits, forged rows, old copies.

    scripts/bench/faults/run.py [--times N] [--seed 6] [ROW ...]

Prints one JSON line for each row of the table in docs/security.md; exit code 1 when one is not as promised. Without
`--times` each row has its full count. Nothing of this machine is touched but a temporary folder.
"""

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from scripts.bench import rows
from scripts.bench.faults import (
    at_rest,
    drafting,
    filling,
    killing,
    pausing,
    tampering,
    turning,
    upgrading,
    watching,
    writing,
)
from scripts.bench.faults.row import Run
from scripts.bench.rows import Row

ROWS: tuple[Row[Run], ...] = (
    Row("1", "a room is killed: what its tablet was told is there", 1000, killing.kills),
    Row("1 store", "a writer is killed: what it had acknowledged is there", 1000, writing.kills),
    Row("1 draft", "a room is killed at each write of its note: the report is that note's", 20, drafting.drafts),
    Row("2", "a cut or torn write-ahead log", 1000, writing.cut_logs),
    Row("3", "the disk of a room is full: told, nothing lost, goes on", 20, filling.full),
    Row("3 read-only", "the disk of a room turns read-only: told, nothing lost, goes on", 10, turning.read_only),
    Row("3 pause", "the disk is full and too much is asked: a pause turns the microphone off", 5, pausing.pauses),
    Row("3 store", "the disk is full at page n", 200, writing.full),
    Row("4", "tampering", 1000, tampering.tampering),
    Row("5", "nothing readable at rest", 1, at_rest.canary),
    Row("6", "destroyed is destroyed", 50, at_rest.shredded),
    Row("7", "one instance", 100, watching.instances),
    Row("18", "the audit is complete", 1, watching.audited),
    Row("23", "upgrades", 1000, upgrading.upgrades),
)


def main() -> int:
    told = rows.told(ROWS, rows.parser_of(__doc__, seed=6).parse_args(), in_a_folder)
    return 0 if all(one["good"] for one in told) else 1


def in_a_folder(run: Run, times: int, chance: random.Random) -> rows.Result:
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), times, chance)


if __name__ == "__main__":
    sys.exit(main())
