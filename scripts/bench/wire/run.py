#!/usr/bin/env python3
"""Whoever is at the other end of the gateway: stuck readers, a crowd, cut connections, foreign pages, guessed codes.

    scripts/bench/wire/run.py [--times N] [--seed 7] [--write docs/security.md] [ROW ...]

Prints one JSON line for each row of the table in docs/security.md; exit code 1 when one is not as promised. Without
`--times` each row has its full count (rows 8 and 9: minutes). `--write` puts the rows that were run between the markers
in that file. Everything stays on this machine's loopback.
"""

import asyncio
import random
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from scripts.bench import rows
from scripts.bench.rows import Result, Row
from scripts.bench.session import replaced
from scripts.bench.wire import cuts, readers, strangers

MARKERS = ("<!-- wire -->", "<!-- end of wire -->")

Run = Callable[[int, random.Random], Coroutine[Any, Any, Result]]
"""How often, or how many minutes, and the seeded chance."""

ROWS: tuple[Row[Run], ...] = (
    Row("8", "a reader that is stuck", 10, readers.stuck),
    Row("9", "a hundred clients that come and go", 30, readers.crowd),
    Row("11", "cut connections", 500, cuts.cut),
    Row("15", "foreign pages", 1, strangers.doors),
    Row("16", "guessed codes", 10_000, strangers.guesses),
    Row("17", "revoked devices", 50, strangers.revoked),
)


def main() -> int:
    parser = rows.parser_of(__doc__, seed=7)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    told = rows.told(ROWS, given, lambda run, times, chance: asyncio.run(run(times, chance)))
    if given.write:
        given.write.write_text(written(given.write.read_text(), told))
    return 0 if all(one["good"] for one in told) else 1


def written(page: str, told: list[Result]) -> str:
    """The page with these rows between its markers, and there still the ones that were not run."""
    inside = page.split(MARKERS[0])[1].split(MARKERS[1], maxsplit=1)[0]
    lines = {line.split("|")[1].strip(): line for line in inside.splitlines() if line.startswith("| ")}
    lines |= {f"row {one['row']}": line_of(one) for one in told}
    head = ["| row | what | times | figures | as promised |", "|---|---|---|---|---|"]
    order = [f"row {row.number}" for row in ROWS]
    return replaced(page, MARKERS, "\n".join([*head, *(lines[name] for name in order if name in lines)]))


def line_of(told: Result) -> str:
    apart = ("row", "what", "times", "good", "seed")
    figures = "; ".join(f"{key} {value}" for key, value in told.items() if key not in apart)
    good = "yes" if told["good"] else "no"
    return f"| row {told['row']} | {told['what']} | {told['times']} | {figures.replace('_', ' ')} | {good} |"


if __name__ == "__main__":
    sys.exit(main())
