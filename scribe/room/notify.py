"""What a service tells systemd, by datagram: sd_notify(3). Without systemd it tells nobody."""

import logging
import os
import socket
from typing import Self

log = logging.getLogger(__name__)

MICROSECONDS = 1_000_000


class Notifier:
    """A datagram that can't be sent is left out: to wait for a busy supervisor would stall the room."""

    def __init__(self, address: str | None, watchdog_s: float | None = None) -> None:
        self._address = address
        self.watchdog_s = watchdog_s
        """Seconds without `alive` after which systemd ends this process; None where it does not watch."""

    @classmethod
    def from_environment(cls) -> Self:
        """As systemd set it for this very process: a child that inherited the variables is not watched."""
        pid, span = os.environ.get("WATCHDOG_PID"), os.environ.get("WATCHDOG_USEC", "")
        watched = span.isdigit() and int(span) > 0 and pid in (None, str(os.getpid()))
        return cls(os.environ.get("NOTIFY_SOCKET"), int(span) / MICROSECONDS if watched else None)

    def ready(self, status: str) -> None:
        """Clients can connect from now on."""
        self._send(f"READY=1\nSTATUS={status}")

    def status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self._send(f"STATUS={text}")

    def alive(self) -> None:
        self._send("WATCHDOG=1")

    def stopping(self, status: str) -> None:
        self._send(f"STOPPING=1\nSTATUS={status}")

    def extend(self, seconds: float) -> None:
        """Starting or stopping may take that much longer from now on, past what the unit allows."""
        self._send(f"EXTEND_TIMEOUT_USEC={int(seconds * MICROSECONDS)}")

    def _send(self, message: str) -> None:
        if not self._address:
            return
        # A leading @ stands for the zero byte of Linux's abstract namespace.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as supervisor:
                supervisor.setblocking(False)
                supervisor.sendto(message.encode(), address)
        except OSError as error:
            log.debug("systemd can't be told: %s", error.strerror)
