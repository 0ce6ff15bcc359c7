"""libsndfile's MP3 decoder writes its remarks to the program's own stderr: they are kept from whoever reads that."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2

REMARK = re.compile(rb"^(?:Note|Warning|WARNING|Error|ERROR): |^\n?\[[^\]\n]*libmpg123")
"""libmpg123's own: what it skipped, and where in its source it gave up. There is no way to it through libsndfile, which
could tell it to be quiet."""

_one_at_a_time = threading.Lock()


@contextmanager
def hushed() -> Iterator[None]:
    """Remarks of the decoder that are written meanwhile are dropped; what other threads write comes after it."""
    if not hasattr(os, "memfd_create"):  # not Linux: rather a remark too many than a line lost
        yield
        return
    with _one_at_a_time:
        aside = os.memfd_create("stderr")
        try:
            real = os.dup(STDERR)
        except OSError:  # a program without stderr
            os.close(aside)
            yield
            return
        os.dup2(aside, STDERR)
        try:
            yield
        finally:
            os.dup2(real, STDERR)
            _pass_on(aside, real)
            os.close(aside)
            os.close(real)


def _pass_on(aside: int, real: int) -> None:
    size = os.lseek(aside, 0, os.SEEK_END)
    lines = os.pread(aside, size, 0).splitlines(keepends=True)
    kept = b"".join(line for line in lines if line.strip() and not REMARK.match(line))
    if kept:
        os.write(real, kept)
