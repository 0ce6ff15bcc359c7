#!/usr/bin/env python3
"""Whoever is at the other end of the gateway: stuck readers, a crowd, cut connections, foreign pages, guessed codes.

    scripts/bench/wire/run.py [--times N] [--seed 7] [ROW ...]

Prints one JSON line for each row of the table in docs/security.md; exit code 1 when one is not as promised. Without
`--times` each row has its full count (rows 8 and 9: minutes). Everything stays on this machine's loopback.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from scripts.bench.wire import cuts, readers, strangers

Result = dict[str, Any]
"""Counts, and `good`."""


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    """In the table of docs/security.md."""
    name: str
    times: int
    """How often, or how many minutes, when nobody says otherwise."""
    run: Callable[[int, random.Random], Coroutine[Any, Any, Result]]


ROWS = (
    Row("8", "a reader that is stuck", 10, readers.stuck),
    Row("9", "a hundred clients that come and go", 30, readers.crowd),
    Row("11", "cut connections", 500, cuts.cut),
    Row("15", "foreign pages", 1, strangers.doors),
    Row("16", "guessed codes", 10_000, strangers.guesses),
    Row("17", "revoked devices", 50, strangers.revoked),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, help="how often, for every row")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("row", nargs="*", help="numbers of the rows to run; all of them without one")
    given = parser.parse_args()
    chosen = [row for row in ROWS if not given.row or row.number in given.row]
    good = [one(row, given.times or row.times, given.seed) for row in chosen]
    return 0 if all(good) else 1


def one(row: Row, times: int, seed: int) -> bool:
    """The same seed is the same chance, whichever rows are run."""
    begun = time.perf_counter()
    result = asyncio.run(row.run(times, random.Random(f"{seed} {row.number}")))
    took = round(time.perf_counter() - begun, 1)
    told = {"row": row.number, "what": row.name, "times": times, **result, "took_s": took, "seed": seed}
    print(json.dumps(told), flush=True)
    return bool(result["good"])


if __name__ == "__main__":
    sys.exit(main())
