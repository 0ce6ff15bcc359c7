"""What every row of the table gives back, and the process that is killed for it."""

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

from scribe.errors import ScribeError
from scribe.records.store import Store
from scripts.bench.rows import Result
from tests.records import samples

Run = Callable[[Path, int, random.Random], Result]
"""An empty folder, how often, and the seeded chance."""


class Child:
    """`work` in a process of its own, forked: what it prints is read line by line, and it can be killed at any moment.

    A fork takes milliseconds where a new interpreter takes a second, which is what a thousand kills are made of. Fork
    only while no store is open.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(reading)
            sys.stdout = os.fdopen(writing, "w")  # whatever was there may be somebody's who captures it
            _be(work)
        os.close(writing)
        self.said = os.fdopen(reading)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def line(self) -> str:
        return self.said.readline().strip()

    def kill(self) -> list[str]:
        """What it had still said."""
        if self.said.closed:
            return []
        os.kill(self.pid, signal.SIGKILL)
        return self.ended()[1]

    def ended(self) -> tuple[int, list[str]]:
        """Wait for its end: exit status (minus the signal that ended it), and the rest of what it said."""
        with self.said:
            rest = [line.strip() for line in self.said]
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), rest


def _be(work: Callable[[], None]) -> None:
    status = 1
    try:
        work()
        status = 0
    except SystemExit as left:
        status = int(left.code or 0)
    finally:
        os._exit(status)


async def verified(home: Path) -> list[str]:
    """What `scribe verify` finds, or why the store does not open."""
    try:
        async with Store.open(home, samples.SETTINGS) as store:
            return await store.verify()
    except ScribeError as error:
        return [str(error)]


async def looked_at(home: Path) -> tuple[list[str], int]:
    """What is wrong, and how many events of session s1 are kept."""
    async with Store.open(home, samples.SETTINGS) as store:
        kept = await store.last_seq("s1") if await store.sessions() else 0
        return await store.verify(), kept
