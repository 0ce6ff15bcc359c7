"""Memory that was freed is the system's again, and threads do not each keep their own."""

import asyncio
import subprocess
import sys

import pytest

from scribe.room import memory

CHURN = """
import sys, threading
from scribe.room.memory import share_arenas
if sys.argv[1] == "few":
    share_arenas()
def work(ready, done):
    held = [bytes(1000) for _ in range(1000)]
    ready.wait(); done.wait()
ready, done = threading.Barrier(17), threading.Event()
threads = [threading.Thread(target=work, args=(ready, done)) for _ in range(16)]
for thread in threads: thread.start()
ready.wait()
print(open("/proc/self/maps").read().count("---p 00000000 00:00 0"))
done.set()
"""
"""Each heap but the first reserves address space that may not be touched yet, and so does each thread's stack; these
reservations are counted."""
THREADS = 16


def reserved(heaps: str) -> int:
    done = subprocess.run([sys.executable, "-c", CHURN, heaps], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_threads_share_a_heap() -> None:
    assert reserved("few") == THREADS < reserved("each its own")


def test_memory_is_given_back_without_harm() -> None:
    assert memory.give_back() >= 0


@pytest.mark.parametrize("busy", [True, False])
async def test_memory_goes_back_while_somebody_is_heard(busy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    trimmed = asyncio.Event()
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def heard() -> bool:
        asked.set()
        return busy

    monkeypatch.setattr(memory, "TRIM_S", 0.0)
    monkeypatch.setattr(memory, "trim", lambda: loop.call_soon_threadsafe(trimmed.set))
    task = asyncio.create_task(memory.keep_trimmed(heard))
    await asyncio.wait_for(asked.wait(), 5)
    if busy:
        await asyncio.wait_for(trimmed.wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert trimmed.is_set() is busy


HELD = """
import ctypes
import pytest

from scribe.room import memory
memory.share_arenas()
ctypes.CDLL(None).mallopt(-3, 1 << 30)  # nothing is mapped by itself
held = [bytearray(100_000) for _ in range(1000)]
last = bytearray(100_000)  # lies above them in the heap
del held
before = memory.resident_bytes()
memory.trim()
print(before - memory.resident_bytes())
"""


def test_memory_below_what_is_in_use_goes_back_too() -> None:
    done = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 50_000_000
