"""What the C library has handed out: what a library keeps shows here, what is only free between pieces does not."""

import ctypes
import gc

FIELDS = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")


class _Info(ctypes.Structure):
    """struct mallinfo2 of malloc.h."""

    _fields_ = [(name, ctypes.c_size_t) for name in FIELDS]


def bytes_in_use() -> int:
    gc.collect()
    asked = ctypes.CDLL(None).mallinfo2
    asked.restype = _Info
    info = asked()
    return int(info.uordblks + info.hblkhd)
