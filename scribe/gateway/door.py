"""Who may knock: the Host and Origin headers of a request. Pure.

A page of another site can make a browser connect here (cross-site WebSocket hijacking), and a name of another site
can be made to point here (DNS rebinding). So the Host must be one of ours, always, and a browser's Origin must be the
very page this gateway serves. A missing Origin means that no browser asks: only a program on this device may.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from websockets.datastructures import Headers

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Door:
    """`authorities` are the exact Host headers, `scheme` what a page of ours begins with: http or https."""

    authorities: frozenset[str]
    scheme: str

    def refuse(self, headers: Headers, peer: str, *, live: bool) -> HTTPStatus | None:
        """The status to answer with, or None to let it in. `peer` is the address the socket comes from; headers that
        a proxy adds are not believed."""
        hosts, origins = headers.get_all("Host"), headers.get_all("Origin")
        if len(hosts) != 1 or hosts[0] not in self.authorities:
            return HTTPStatus.MISDIRECTED_REQUEST
        if origins:
            return None if origins == [f"{self.scheme}://{hosts[0]}"] else HTTPStatus.FORBIDDEN
        return HTTPStatus.FORBIDDEN if live and not is_loopback(peer) else None


def door(names: Iterable[str], port: int, scheme: str) -> Door:
    """`names` with or without a port; without one this gateway's port is meant."""
    default = {"http": 80, "https": 443}[scheme]
    authorities = set()
    for name in (*LOOPBACK_NAMES, *names):
        bare = bracketed(name.lower())
        authorities.add(bare if has_port(bare) else f"{bare}:{port}")
        if port == default:
            authorities.add(bare)
    return Door(frozenset(authorities), scheme)


def is_loopback(address: str) -> bool:
    """Of a host name or address as written in settings or given by a socket."""
    if address == "localhost":
        return True
    try:
        ip = ipaddress.ip_address(address.strip("[]").split("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_loopback)


def bracketed(name: str) -> str:
    """An IPv6 address as a URL writes it."""
    try:
        return f"[{name}]" if ipaddress.ip_address(name).version == 6 else name
    except ValueError:
        return name


def has_port(name: str) -> bool:
    return name.rpartition(":")[2].isdigit() and not name.endswith("]")
