#!/usr/bin/env python3
"""Every fault that a clinic can do to a room, seeded; each prints what was lost. Exit code 1 when anything was.

    scripts/bench/chaos/run.py [--length ci|night] [--seed 20261125] [--only NAME] [--rounds N]
                               [--write docs/reliability.md]

The CI length takes a minute or two, the nightly one about an hour. The same seed is the same chance. `--write` puts
each outcome into its cell of that page's table as soon as it is known.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from scripts.bench.chaos import page
from scripts.bench.chaos.fault import Fault
from scripts.bench.chaos.faults import FAULTS

SEED = 20261125


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", choices=("ci", "night"), default="ci")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", help="one fault, by its name")
    parser.add_argument("--rounds", type=int, help="fewer than the length has; the page says so")
    parser.add_argument("--write", type=Path, help="the page with the table")
    given = parser.parse_args()
    chosen = [fault for fault in FAULTS if given.only in (None, fault.name)]
    if not chosen:
        parser.error(f"no fault is called {given.only!r}; there are {', '.join(fault.name for fault in FAULTS)}")
    lost = 0
    for fault in chosen:
        ran = await one(fault, given.length, given.rounds or fault.rounds(given.length), given.seed)
        lost += ran.outcome.lost
        if given.write:
            page.write(given.write, FAULTS, ran)
    return 1 if lost else 0


async def one(fault: Fault, length: str, rounds: int, seed: int) -> page.Ran:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        outcome = await fault.run(home, random.Random(f"{seed} {fault.name}"), rounds)
    took = time.monotonic() - began
    mark = "ok" if outcome.lost == 0 else "!!"
    print(
        f"{mark}  row {fault.row:5} {fault.name:16} {rounds:7} rounds  lost {outcome.lost}  {outcome.told}"
        f"  (seed {seed}, {took:.1f} s)",
        flush=True,
    )
    return page.Ran(fault, length, rounds, seed, outcome)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
