"""One daemon for one SCRIBE_HOME."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from scribe.errors import BusyError, StoreError

LOCK_NAME = "lock"


class HomeLock:
    """`with HomeLock(home):` holds it. The kernel lets go when the process dies, so no lock is ever stale.

    Raises BusyError, which names the holder's process id, when another process holds it.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / LOCK_NAME
        self._file = -1

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Never truncated on opening: that would wipe the holder's id before we know that it is not us.
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(f"{self._path}: {error.strerror}.", "Check SCRIBE_HOME and its permissions.") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self._file, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(self._file)
            raise BusyError(
                f"Another Scribe (process {holder}) works with {self._path.parent}.",
                "Stop it first, or give this one its own SCRIBE_HOME.",
            ) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode("ascii"), 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The file stays: to unlink it could take away one that the next holder has opened but not yet locked.
        os.ftruncate(self._file, 0)
        os.close(self._file)
