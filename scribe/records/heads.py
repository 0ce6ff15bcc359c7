"""Where the audit's head goes so that cut-off rows are seen: the service's log, and a file on another disk."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from scribe.errors import StoreError
from scribe.records.audit import Head, parse_head

log = logging.getLogger("scribe.audit")


class Heads:
    """`store.on_head(Heads(path))`. `path`: None: the log alone. Never raises: a head that could not be kept is told
    in the log, and the record goes on."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._warned = False

    def __call__(self, head: Head) -> None:
        log.info("audit head %s", head)
        if self._path is None:
            return
        try:
            with self._path.open("a", encoding="ascii") as file:
                file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {head}\n")
            self._warned = False
        except OSError as error:
            log.log(logging.DEBUG if self._warned else logging.WARNING, "audit heads are not kept: %s", error.strerror)
            self._warned = True


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
