"""What the C library keeps of the memory that a process has freed (glibc; any other does as it likes)."""

import ctypes
import gc

from scribe.room.machine import resident_bytes

ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h (mallopt(3))."""
ARENAS = 1
"""glibc gives nearly every thread a heap of its own, each of which keeps what it once needed: a few threads that load
and run models hold a hundred megabytes of nothing. These threads hardly ever allocate at the same time. One, since
malloc_trim(3) gives back the top of the first heap alone: a second one kept up to thirty megabytes in an idle room."""


def share_arenas() -> None:
    """All threads use one heap. To be called before there are any; MALLOC_ARENA_MAX says the same for a program."""
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit:
        limit(ARENA_MAX, ARENAS)


def give_back() -> int:
    """What was freed goes back to the system (malloc_trim(3)): so many bytes. Blocks for some 50 ms."""
    before = resident_bytes()
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
    return max(0, before - resident_bytes())
