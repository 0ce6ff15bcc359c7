"""A disk that fails at a chosen moment, or is full, beneath whatever writes to it through `os`."""

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest

CALLS = ("open", "pwrite", "fsync", "ftruncate", "link", "replace", "unlink")


class Died(BaseException):
    """The process is gone: nothing may catch it, and nothing more is written."""


class FaultyDisk:
    """Fails the call numbered `at` (from 0), once; a failing write leaves half of its bytes behind."""

    def __init__(self, patch: pytest.MonkeyPatch, error: BaseException) -> None:
        self.at: int | None = None
        self.calls = 0
        self._error = error
        for name in CALLS:
            patch.setattr(os, name, self._watched(name, getattr(os, name)))
        # What is asked of the disk matters here and not the disk: a hundred runs of it would take minutes.
        patch.setattr(os, "fsync", self._watched("fsync", lambda _: None))

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **named: Any) -> Any:
            now, self.calls = self.calls, self.calls + 1
            if now == self.at:
                if name == "pwrite":
                    call(args[0], args[1][: len(args[1]) // 2], args[2])
                raise self._error
            return call(*args, **named)

        return watched


def fill(patch: pytest.MonkeyPatch) -> None:
    """No block is free: what is written must fit into what its file has already."""
    pwrite = os.pwrite

    def full(file: int, data: bytes, offset: int) -> int:
        if offset + len(data) > os.fstat(file).st_blocks * 512:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return pwrite(file, data, offset)

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr(os, "pwrite", full)
    patch.setattr(os, "posix_fallocate", no_room)


def refuse_nameless(patch: pytest.MonkeyPatch, why: int) -> None:
    """As an ext4 that went read-only (EROFS): every sync is answered well, and no change begins."""
    opened = os.open

    def refuse(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(why, os.strerror(why))
        return opened(path, flags, *rest, **named)

    patch.setattr(os, "open", refuse)
