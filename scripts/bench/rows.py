"""Rows of the table in docs/security.md as they are run: chosen, seeded, timed, told in one JSON line each."""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Result = dict[str, Any]
"""Counts, and `good`."""

Run = TypeVar("Run")


@dataclass(frozen=True, slots=True)
class Row(Generic[Run]):
    number: str
    """In the table of docs/security.md."""
    name: str
    times: int
    """How often, or how many minutes, when nobody says otherwise."""
    run: Run


def parser_of(doc: str | None, seed: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, help="how often, for every row")
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("row", nargs="*", help="numbers of the rows to run; all of them without one")
    return parser


def told(
    rows: Sequence[Row[Run]], given: argparse.Namespace, call: Callable[[Run, int, random.Random], Result]
) -> list[Result]:
    """The rows that were asked for, each printed when it is done. The same seed is the same chance, whichever are
    run."""
    return [_one(row, given, call) for row in rows if not given.row or row.number in given.row]


def _one(row: Row[Run], given: argparse.Namespace, call: Callable[[Run, int, random.Random], Result]) -> Result:
    times, begun = given.times or row.times, time.perf_counter()
    result = call(row.run, times, random.Random(f"{given.seed} {row.number}"))
    took = round(time.perf_counter() - begun, 1)
    one = {"row": row.number, "what": row.name, "times": times, **result, "took_s": took, "seed": given.seed}
    print(json.dumps(one), flush=True)
    return one
