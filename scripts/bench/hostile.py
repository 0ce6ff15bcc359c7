#!/usr/bin/env python3
"""Malformed and hostile messages against the real gateway: what came back, and that memory did not grow.

scripts/bench/hostile.py [--messages 100000] [--seed 1]
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil
from rich.console import Console
from rich.table import Table

from tests.gateway.hostile import bombard
from tests.gateway.room import room

CLIENTS = 20
"""At once."""


async def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--messages", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    here = psutil.Process()
    async with room() as at:
        token = await at.token()
        await bombard(at.address, token, 1000, given.seed)  # whatever is made once is made now
        before, began = here.memory_info().rss, time.monotonic()
        share = given.messages // CLIENTS
        each = [bombard(at.address, token, share, given.seed + number) for number in range(CLIENTS)]
        told = sum(await asyncio.gather(*each), start=Counter[str]())
        grown = (here.memory_info().rss - before) / 2**20
        table = Table("answer", "times", title=f"{given.messages} messages in {time.monotonic() - began:.0f} s")
        for answer, times in told.most_common():
            table.add_row(answer, str(times))
        table.add_row("memory grown", f"{grown:.1f} MiB")
        Console().print(table)


if __name__ == "__main__":
    asyncio.run(main())
