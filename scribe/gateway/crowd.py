"""How many sockets may be open at once. Each one holds a file descriptor, and the journal and the store need theirs."""

import asyncio
from collections import Counter
from typing import cast

from websockets.asyncio.server import ServerConnection

from scribe.gateway.door import is_loopback

MAX_SOCKETS = 400
"""At any stage, also before a word was said. A process has 1,024 descriptors by default."""

MAX_PER_ADDRESS = 64
"""One tablet needs eight at most: six for the page's files, one live, one that was just lost."""


class Crowd:
    """Counts sockets, all and by address. A proxy on this device brings everybody from loopback, which has no share."""

    def __init__(self, most: int = MAX_SOCKETS, per_address: int = MAX_PER_ADDRESS) -> None:
        self._most = most
        self._per_address = per_address
        self._here: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._here.total()

    def enter(self, address: str) -> bool:
        """False: too many are here already."""
        crowded = self._here[address] >= self._per_address and not is_loopback(address)
        if crowded or len(self) >= self._most:
            return False
        self._here[address] += 1
        return True

    def leave(self, address: str) -> None:
        self._here[address] -= 1
        if self._here[address] <= 0:
            del self._here[address]


def counted(crowd: Crowd) -> type[ServerConnection]:
    """A connection that is cut at once, without an answer, when the crowd is too large."""

    class Counted(ServerConnection):
        _address: str | None = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            address = address_of(transport)
            if crowd.enter(address):
                self._address = address
            else:
                cast(asyncio.Transport, transport).abort()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._address is not None:
                crowd.leave(self._address)

    return Counted


def address_of(transport: asyncio.BaseTransport) -> str:
    """Of the peer; empty once it is gone."""
    name = transport.get_extra_info("peername")
    return str(name[0]) if name else ""
