#!/usr/bin/env python3
"""Every fault that a clinic can do to a room, seeded; each prints what was lost. Exit code 1 when anything was.

    scripts/bench/chaos/run.py [--length ci|night] [--seed 20261125] [--only NAME]

The CI length takes less than a minute, the nightly one hours. The same seed is the same chance.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from scripts.bench.chaos import clinic, clock, disk, input, network, read_only
from scripts.bench.chaos.fault import Fault

SEED = 20261125

FAULTS = (
    Fault("1", "store killed", 3, 1000, disk.killed_store),
    Fault("1", "journal killed", 2, 1000, disk.killed_journal),
    Fault("1", "store frozen", 3, 200, disk.frozen_store),
    Fault("2", "power cut", 5, 1000, disk.power_cut),
    Fault("3", "full disk", 1, 20, disk.full_disk),
    Fault("3", "slow disk", 2, 200, disk.slow_disk),
    Fault("3", "read-only disk", 10, 100, read_only.read_only_disk),
    Fault("8, 9", "hundred clients", 100, 2000, network.crowd),
    Fault("10", "fuzzed frames", 5000, 1_000_000, input.frames),
    Fault("10", "fuzzed audio", 40, 20_000, input.audio),
    Fault("10", "fuzzed settings", 60, 20_000, input.settings),
    Fault("11", "cut connections", 20, 500, network.cut_connections),
    Fault("11", "rooms and database", 4, 200, clinic.rooms_and_database),
    Fault("12", "clock jumps", 20, 2000, clock.clock_jumps),
    Fault("14", "broker lost", 2, 100, network.broker),
)


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", choices=("ci", "night"), default="ci")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", help="one fault, by its name")
    given = parser.parse_args()
    lost = 0
    for fault in FAULTS:
        if given.only in (None, fault.name):
            lost += await one(fault, given.length, given.seed)
    return 1 if lost else 0


async def one(fault: Fault, length: str, seed: int) -> int:
    rounds = fault.ci if length == "ci" else fault.night
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
    return outcome.lost


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
