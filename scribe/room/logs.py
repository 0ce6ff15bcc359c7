"""Logs for the journal: one datagram a record with fields to search by, and not a word of what was said.

    journalctl -u scribe SCRIBE_CODE=microphone-lost

The native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL) where standard error leads to the journal, else plain lines.
"""

import asyncio
import logging
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from scribe import events as ev

log = logging.getLogger(__name__)

JOURNAL = "/run/systemd/journal/socket"

PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6), (logging.DEBUG, 7))
"""Python's level -> syslog's (RFC 5424 6.2.1)."""

FIELD = "scribe_code"
"""Attribute of a record (`extra=`) that becomes the field SCRIBE_CODE: a stable code, never a text."""


class JournalHandler(logging.Handler):
    """Tracebacks are left out: their lines quote values. The exception's type and place stay."""

    def __init__(self, address: str = JOURNAL) -> None:
        super().__init__()
        self._address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        self._socket.setblocking(False)

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # the journal is busy or gone: a log must never hold up a session
            self._socket.sendto(datagram(record), self._address)

    def close(self) -> None:
        self._socket.close()
        super().close()


def datagram(record: logging.LogRecord) -> bytes:
    fields = {
        "MESSAGE": record.getMessage() + failure(record),
        "PRIORITY": str(priority(record.levelno)),
        "SYSLOG_IDENTIFIER": "scribe",
        "LOGGER": record.name,
        "CODE_FILE": Path(record.pathname).name,
        "CODE_LINE": str(record.lineno),
        "CODE_FUNC": record.funcName or "",
    }
    code = getattr(record, FIELD, None)
    if code:
        fields["SCRIBE_CODE"] = str(code)
    # One line each: a line break would begin a field of somebody else's making.
    return "".join(f"{name}={' '.join(value.split())}\n" for name, value in fields.items()).encode()


def failure(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return f": {type(error).__name__}" if error else ""


def priority(level: int) -> int:
    return next((number for least, number in PRIORITIES if level >= least), 7)


class PlainFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"{record.levelname.lower()}: {' '.join(record.getMessage().split())}{failure(record)}"


def set_up() -> None:
    """For the daemon. Libraries are heard from warnings on: at lower levels some of them quote what they carry."""
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(handler())
    root.setLevel(logging.WARNING)
    logging.getLogger("scribe").setLevel(logging.INFO)


def unawaited(_: asyncio.AbstractEventLoop, about: Mapping[str, Any]) -> None:
    """An event loop's handler for what failed while nobody waited for it. asyncio's own quotes the error, the arguments
    and the traceback."""
    task = about.get("task") or about.get("future")
    name = task.get_name() if isinstance(task, asyncio.Task) else "a callback"
    error = about.get("exception")
    log.error("%s failed and nobody waited for it: %s", name, type(error).__name__ if error else "no error is known")


def handler() -> logging.Handler:
    if os.environ.get("JOURNAL_STREAM") and Path(JOURNAL).is_socket():
        return JournalHandler()
    plain = logging.StreamHandler(sys.stderr)
    plain.setFormatter(PlainFormatter())
    return plain


def chronicle(event: ev.AnyEvent) -> None:
    """What a session's events leave in the log: states and codes, never a text, name or id."""
    match event:
        case ev.Session():
            log.info("session is %s", event.state.value, extra={FIELD: f"session-{event.state.value}"})
        case ev.Notice():
            level = logging.INFO if event.level is ev.NoticeLevel.INFO else logging.WARNING
            log.log(level, "notice %s", event.code, extra={FIELD: event.code})
        case _:
            pass
