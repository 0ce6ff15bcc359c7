"""Where the audit's head goes so that cut-off rows are seen: the service's log, and a file on another disk."""

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

from scribe.errors import StoreError
from scribe.records.audit import Head, parse_head

log = logging.getLogger("scribe.audit")


CLOSE_S = 2.0
"""How long the end of a room waits for that disk."""


class Heads:
    """`store.on_head(Heads(path))`, and `close` at the end. `path`: None: the log alone. Never raises and never waits:
    another disk may be one of the network, and hang. A head that could not be kept is told in the log, and the record
    goes on; of those that come while the disk is slow the newest is kept, which stands for all before it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._warned = False
        self._lock = threading.Lock()
        self._newest: str | None = None
        self._writing: threading.Thread | None = None

    def __call__(self, head: Head) -> None:
        log.info("audit head %s", head)
        if self._path is None:
            return
        with self._lock:
            self._newest = f"{datetime.now(UTC).isoformat(timespec='seconds')} {head}\n"
            if self._writing is None:
                self._writing = threading.Thread(target=self._write, args=(self._path,), name="heads", daemon=True)
                self._writing.start()

    def close(self) -> None:
        """What was told is kept, unless the disk hangs."""
        writing = self._writing
        if writing:
            writing.join(CLOSE_S)

    def _write(self, path: Path) -> None:
        while (line := self._next()) is not None:
            try:
                with path.open("a", encoding="ascii") as file:
                    file.write(line)
                self._warned = False
            except OSError as error:
                level = logging.DEBUG if self._warned else logging.WARNING
                log.log(level, "audit heads are not kept: %s", error.strerror)
                self._warned = True

    def _next(self) -> str | None:
        with self._lock:
            line, self._newest = self._newest, None
            if line is None:
                self._writing = None
            return line


def last(path: Path) -> Head | None:
    """The newest head in the file; None: none was ever kept. StoreError for a file that is none of ours."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        return parse_head(lines[-1].split()[1]) if lines else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}.", "Check records.audit_heads.") from None
    except (ValueError, IndexError):
        raise StoreError(f"{path}: its last line is no audit head.", "Check records.audit_heads.") from None
