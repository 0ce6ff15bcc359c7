"""Memory that was freed is the system's again, and threads do not each keep their own."""

import subprocess
import sys

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
