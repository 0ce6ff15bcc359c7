"""A thread of its own for a stage that takes its time."""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

LEAST_URGENT = 19
"""Nice value: a live look gets the processor whenever it asks for it."""


class Worker:
    """Calls one after the other, awaited on the event loop: `await worker(call, argument)`."""

    def __init__(self, name: str, executor: Executor | None = None) -> None:
        """`executor`: somebody else's thread, which stays when this is closed."""
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix=name)
        self._owned = executor is None

    async def __call__(self, call: Callable[..., T], *arguments: object, **named: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: call(*arguments, **named))

    def close(self) -> None:
        if self._owned:
            self._executor.shutdown(wait=False)


def give_way() -> None:
    """Initializer of a thread whose work is less urgent than everybody else's. Linux keeps it for each thread."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST_URGENT)
