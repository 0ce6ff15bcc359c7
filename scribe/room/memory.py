"""What the C library keeps of the memory that a process has freed (glibc; any other does as it likes)."""

import asyncio
import ctypes
import gc
from collections.abc import Callable

from scribe.room.machine import resident_bytes

ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h (mallopt(3))."""
ARENAS = 1
"""glibc gives nearly every thread a heap of its own, each of which keeps what it once needed: a few threads that load
and run models hold a hundred megabytes of nothing. These threads hardly ever allocate at the same time. One, since
malloc_trim(3) gives back the top of no heap but the first: a second one kept up to thirty megabytes in an idle room."""

TRIM_S = 20.0
"""Looks are of ever other lengths, and the heap between their buffers grows: by 80 MiB in 25 minutes, though what was
in use stayed the same. To map large buffers by themselves instead (M_MMAP_THRESHOLD) took a tenth of the processor."""


def share_arenas() -> None:
    """All threads use one heap. To be called before there are any; MALLOC_ARENA_MAX says the same for a program."""
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit:
        limit(ARENA_MAX, ARENAS)


def give_back() -> int:
    """What was freed goes back to the system: so many bytes. Blocks for some 50 ms."""
    before = resident_bytes()
    gc.collect()
    trim()
    return max(0, before - resident_bytes())


def trim() -> None:
    """Whole pages that were freed, wherever they lie, are the system's again (malloc_trim(3)). Takes 4 to 11 ms while
    somebody is heard, in which no other thread can allocate."""
    trimming = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trimming:
        trimming(0)


async def keep_trimmed(busy: Callable[[], bool]) -> None:
    """Until cancelled: while a session is heard, what the models freed goes back to the system."""
    while True:
        await asyncio.sleep(TRIM_S)
        if busy():
            await asyncio.to_thread(trim)
