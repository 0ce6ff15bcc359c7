"""Libraries that write remarks to the program's own stderr, and can't be told not to: kept from whoever reads that."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2

MP3_DECODER = re.compile(rb"^(?:Note|Warning|WARNING|Error|ERROR): |^\[[^\]\n]*libmpg123")
"""libmpg123's, which libsndfile gives no way to: what it skipped, and where in its source it gave up."""

SOUND_CARDS = re.compile(
    rb"^Expression '.* failed in '|^ALSA lib |^(?:Cannot|attempt to) connect to server |^[Jj]ack(?: server|Shm)"
)
"""PortAudio's and those of what it looks for cards with. What they come to is an error of ours."""

_one_at_a_time = threading.Lock()


@contextmanager
def hushed(remarks: re.Pattern[bytes]) -> Iterator[None]:
    """Lines like these that are written meanwhile are dropped; what other threads write comes after it."""
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
            _pass_on(aside, real, remarks)
            os.close(aside)
            os.close(real)


def _pass_on(aside: int, real: int, remarks: re.Pattern[bytes]) -> None:
    size = os.lseek(aside, 0, os.SEEK_END)
    lines = os.pread(aside, size, 0).splitlines(keepends=True)
    kept = b"".join(line for line in lines if line.strip() and not remarks.match(line))
    if kept:
        os.write(real, kept)
