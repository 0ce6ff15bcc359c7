"""Taking the port, and what to say when that is not possible."""

import errno
import socket

from scribe.config import GatewaySettings
from scribe.errors import GatewayError
from scribe.gateway.door import bracketed
from scribe.gateway.encryption import EVERYWHERE

BACKLOG = 128
"""Connections that may wait to be accepted: a clinic's tablets all coming back at once after a power cut."""


def listen(settings: GatewaySettings, *, any_port: bool) -> socket.socket:
    """A listening socket. `any_port`: take a free one when the wanted one is in use. Raises GatewayError."""
    try:
        return _bind(settings.host, settings.port)
    except OSError as error:
        if any_port and error.errno == errno.EADDRINUSE:
            return _bind(settings.host, 0)
        raise _explain(settings, error) from None


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    taken = socket.socket(family, kind, protocol)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a restart need not wait for old connections
        taken.bind(address)
        taken.listen(BACKLOG)
        taken.setblocking(False)
    except OSError:
        taken.close()
        raise
    return taken


def _explain(settings: GatewaySettings, error: OSError) -> GatewayError:
    if error.errno == errno.EADDRINUSE:
        return GatewayError(
            f"Port {settings.port} is in use.",
            "Stop the program that uses it, or choose another with gateway.port (SCRIBE_GATEWAY__PORT).",
        )
    return GatewayError(
        f"{settings.host}: can't listen here: {error.strerror}.", "Check gateway.host and gateway.port."
    )


def url_of(settings: GatewaySettings, port: int, *, secure: bool) -> str:
    """What to type into a tablet. A device that listens everywhere goes by its first allowed name."""
    everywhere = settings.host in EVERYWHERE
    host = settings.allowed_hosts[0] if everywhere and settings.allowed_hosts else bracketed(settings.host)
    return f"{'https' if secure else 'http'}://{host}:{port}"
