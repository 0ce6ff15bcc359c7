"""A clock that only computing moves: measure the live pipeline on a busy machine, faster than real time.

The event loop never sleeps: when nothing is ready, its clock jumps to the next timer. A call on a worker runs at once,
and its result arrives when the processor time that it took has passed on that clock.
"""

import asyncio
import selectors
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class _NeverSleeping(selectors.DefaultSelector):
    """Where a selector would wait, the clock moves."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout:
            self.now += timeout
        found: list[Any] = super().select(0)
        return found


class SimulatedLoop(asyncio.SelectorEventLoop):
    """`loop.time()` is simulated seconds."""

    def __init__(self) -> None:
        self._never_sleeping = _NeverSleeping()
        super().__init__(self._never_sleeping)

    def time(self) -> float:
        return self._never_sleeping.now


class SimulatedWorker(Executor):
    """One thread's worth of time; calls run in order. `seconds`: what they took in all."""

    def __init__(self, slower: float = 1.0) -> None:
        """`slower`: factor on every call's cost, for a machine that is not this one."""
        self._slower = slower
        self._free_at = 0.0
        self.seconds = 0.0
        self.calls: list[float] = []

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        loop = asyncio.get_running_loop()
        future: Future[Any] = Future()
        begun = time.process_time()
        try:
            outcome, error = call(*arguments, **named), None
        except Exception as raised:  # handed on, as an executor does
            outcome, error = None, raised
        took = (time.process_time() - begun) * self._slower
        self.seconds += took
        self.calls.append(took)
        self._free_at = max(self._free_at, loop.time()) + took
        loop.call_at(self._free_at, _resolve, future, outcome, error)
        return future


def _resolve(future: "Future[Any]", outcome: Any, error: Exception | None) -> None:
    if error:
        future.set_exception(error)
    else:
        future.set_result(outcome)
