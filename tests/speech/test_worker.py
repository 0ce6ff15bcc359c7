"""Calls on a thread of its own, one after the other."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scribe.speech.worker import Worker


async def test_calls_are_made_in_order_on_one_thread() -> None:
    worker = Worker("test")
    made: list[tuple[int, str]] = []

    def call(number: int, *, named: str) -> int:
        made.append((number, threading.current_thread().name))
        return number

    assert await asyncio.gather(*(worker(call, n, named="x") for n in range(5))) == list(range(5))
    assert [number for number, _ in made] == list(range(5))
    assert {name for _, name in made} == {"test_0"}
    worker.close()


async def test_what_a_call_raises_is_raised_where_it_is_awaited() -> None:
    worker = Worker("test")
    with pytest.raises(ZeroDivisionError):
        await worker(lambda: 1 // 0)
    worker.close()


async def test_somebody_elses_thread_stays() -> None:
    with ThreadPoolExecutor(1) as executor:
        Worker("test", executor).close()
        assert executor.submit(lambda: 1).result() == 1
