"""Where a room is, however it was written: the page's address, or the socket's."""

import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from scribe.errors import UsageError

SCHEMES = {"ws": "ws", "http": "ws", "wss": "wss", "https": "wss"}


@dataclass(frozen=True, slots=True)
class Address:
    socket: str
    """ws://HOST:PORT or wss://HOST:PORT"""
    origin: str
    """The room's own page, which is who may connect from another machine."""

    @property
    def tls(self) -> ssl.SSLContext | None:
        """The system's trusted certificates; SSL_CERT_FILE names others, as for every program that uses OpenSSL."""
        return ssl.create_default_context() if self.socket.startswith("wss:") else None


def parse(url: str) -> Address:
    """Raises UsageError."""
    try:
        parts = urlsplit(url)
        scheme, authority, _ = SCHEMES.get(parts.scheme), parts.netloc, parts.port
    except ValueError:
        scheme, authority = None, ""
    if scheme is None or not authority or "@" in authority:
        raise UsageError(f"{url!r}: not a room's address.", "Write it as https://HOST:PORT, or ws://127.0.0.1:8443.")
    page = "https" if scheme == "wss" else "http"
    return Address(f"{scheme}://{authority.lower()}", f"{page}://{authority.lower()}")
