"""A thread of its own for a stage that takes its time."""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

LESS_URGENT = 10
"""Nice value: a live look gets nine tenths of a core that both ask for. With the least urgent one of all, 19, a busy
machine let a short piece of work lie for minutes, and with it whoever waited for its end."""


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
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_URGENT)
