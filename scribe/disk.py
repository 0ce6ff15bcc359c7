"""Whether what the disk said it has written can be believed."""

import errno
import os
from pathlib import Path

GONE = (errno.EROFS, errno.EIO)
"""Any other answer, such as no room or a file system without nameless files, says nothing of what was written."""


def vouch(folder: Path) -> None:
    """To be asked of its folder after a file was synced. OSError where the file system has gone read-only.

    An ext4 that finds an error answers the sync that is under way with success although its journal is aborted and the
    data never gets to the disk (Linux 6.18, one time in three; `scripts/bench/chaos`). No change begins from then on,
    so a change that needs no sync tells: a file without a name. It costs microseconds.
    """
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    except OSError as error:
        if error.errno in GONE:
            raise
