"""How an installation shows itself: bars on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

Advance = Callable[[int], None]
"""Called with the bytes done so far."""


class Progress(Protocol):
    def step(self, what: str, total: int | None = None) -> AbstractContextManager[Advance]:
        """One piece of work; `total` in bytes where it is known."""
        ...


class PlainProgress:
    """A line when a step begins and its time when it ends."""

    def __init__(self, write: Callable[[str], None] = print) -> None:
        self._write = write

    @contextmanager
    def step(self, what: str, total: int | None = None) -> Iterator[Advance]:
        began = time.monotonic()
        self._write(f"{what} ({total / 1e6:.0f} MB)" if total else what)
        yield lambda done: None
        self._write(f"  done in {time.monotonic() - began:.1f} s")


class BarProgress:
    """A bar for each step; a moving one where the total is not known."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, what: str, total: int | None = None) -> Iterator[Advance]:
        size = DownloadColumn() if total else TaskProgressColumn()
        # Narrow enough for the longest package name on 80 columns.
        columns = [TextColumn("{task.description:<42}"), BarColumn(bar_width=10), size, TimeElapsedColumn()]
        with Bars(*columns, console=self._console) as bars:
            task = bars.add_task(what, total=total)
            yield lambda done: bars.update(task, completed=done)
            bars.update(task, total=total or 1, completed=total or 1)


def progress_for(console: Console) -> Progress:
    """What suits this output."""
    return BarProgress(console) if console.is_terminal else PlainProgress(lambda line: print(line, flush=True))
