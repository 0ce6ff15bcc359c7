"""Taking the port, with or without TLS, and what to say when that is not possible."""

import errno
import socket
import ssl

from scribe.config import GatewaySettings
from scribe.errors import GatewayError
from scribe.gateway.door import bracketed, is_loopback

BACKLOG = 128
"""Connections that may wait to be accepted: a clinic's tablets all coming back at once after a power cut."""


def tls(settings: GatewaySettings) -> ssl.SSLContext | None:
    """None for plain text, which is allowed on loopback only. Raises GatewayError."""
    if settings.certificate is None or settings.key is None:
        if settings.certificate or settings.key:
            raise GatewayError("A certificate needs its key, and a key its certificate.", "Set both or neither.")
        if not is_loopback(settings.host):
            raise GatewayError(
                f"{settings.host}: tablets must not be reached without encryption.",
                "Set gateway.certificate and gateway.key, or gateway.host = 127.0.0.1.",
            )
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(settings.certificate, settings.key)
    except (OSError, ssl.SSLError) as error:
        reason = error.strerror or type(error).__name__
        raise GatewayError(
            f"{settings.certificate}: this certificate and key can't be used: {reason}.",
            "Check gateway.certificate and gateway.key: PEM files that belong together.",
        ) from None
    return context


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
    everywhere = settings.host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
    host = settings.allowed_hosts[0] if everywhere and settings.allowed_hosts else bracketed(settings.host)
    return f"{'https' if secure else 'http'}://{host}:{port}"
