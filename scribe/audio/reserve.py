"""Room kept beside the journal, so that sound can be erased on a full disk, and erased for good. Blocking.

    reserve   allocated and empty: where a segment is written anew
    struck    the file that was replaced, until it is overwritten with zeros; then it is the next reserve

The process may die at any point: a segment has its old contents or its new ones, and what was replaced still has a
name, under which the next start overwrites it.
"""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

RESERVE = 2 * 1024 * 1024
"""Bytes: more than a minute of sound takes even when every chunk holds a single frame (2 010 836)."""


class Reserve:
    """Raises OSError where the disk does; whatever was under way can then be asked for again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "reserve"
        self._struck = folder / "struck"

    def allocate(self) -> None:
        """Take the room, if the disk has it. Without it an erasure takes what is free when its time comes."""
        with contextlib.suppress(OSError):
            file = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.posix_fallocate(file, 0, RESERVE)
            finally:
                os.close(file)

    def replace(self, path: Path, data: bytes) -> None:
        """Put `data` in the place of the file at `path`; the next `wipe` overwrites that. OSError: no change."""
        self._fill(data)
        os.link(path, self._struck)
        self._file.replace(path)

    def wipe(self, live: Iterable[Path]) -> None:
        """Overwrite what was replaced, unless it is still one of the files in use, `live`."""
        if not self._struck.exists():
            return
        if any(self._struck.samefile(path) for path in live):
            self._struck.unlink()  # it was given its second name and not replaced
            return
        # Before anything is overwritten: a power cut must not bring it back under its old name.
        sync_folder(self._folder)
        file = os.open(self._struck, os.O_WRONLY)
        try:
            write_all(file, bytes(os.fstat(file).st_size), 0)
            os.fsync(file)
        finally:
            os.close(file)
        self._struck.replace(self._file)
        self.allocate()

    def release(self) -> None:
        """Give the room back."""
        self._file.unlink(missing_ok=True)

    def _fill(self, data: bytes) -> None:
        file = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            # All of it, so that nothing which an interrupted erasure left there is freed as it was.
            write_all(file, data.ljust(os.fstat(file).st_size, b"\0"), 0)
            os.fsync(file)
            os.ftruncate(file, len(data))
            os.fsync(file)
        finally:
            os.close(file)


def write_all(file: int, data: bytes, offset: int) -> None:
    view = memoryview(data)
    while view:
        count = os.pwrite(file, view, offset)
        view, offset = view[count:], offset + count


def sync_folder(folder: Path) -> None:
    """So that names, too, survive a power cut."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
