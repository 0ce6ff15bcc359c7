"""What leaves for one client, as fast as it reads and no faster."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from scribe.gateway.outbox import Fresh, Outbox

SMALL = 4096
"""Letters of a message that a transport which holds nothing takes without being waited for: it may hold 32 KiB. That
spares a task and a timer for each event and client, most of what a hundred viewers cost."""


class Sender:
    """`fresh` makes the snapshot that a place in the outbox stands for; `stuck` is awaited when nothing is read."""

    def __init__(
        self,
        socket: ServerConnection,
        outbox: Outbox,
        stuck_s: float,
        fresh: Callable[[], str],
        stuck: Callable[[], Awaitable[None]],
    ) -> None:
        self._socket, self._outbox, self._stuck_s = socket, outbox, stuck_s
        self._fresh, self._stuck = fresh, stuck
        self._waiting = asyncio.Event()

    def wake(self) -> None:
        """Something waits in the outbox."""
        self._waiting.set()

    async def run(self) -> None:
        """Until the connection is closed."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self._waiting.wait()
                self._waiting.clear()
                while item := self._outbox.take():
                    if not await self._send(self._fresh() if isinstance(item, Fresh) else item):
                        await self._stuck()
                        return

    async def _send(self, text: str) -> bool:
        """False: the socket took nothing for `stuck_s`. A large snapshot on a slow line may take longer than that."""
        if not self._unsent and len(text) < SMALL:
            await self._socket.send(text)
            return True
        sending = asyncio.ensure_future(self._socket.send(text))
        try:
            await asyncio.sleep(0)  # let it hand over its bytes
            left = self._unsent
            while not (await asyncio.wait([sending], timeout=self._stuck_s))[0]:
                if self._unsent >= left > 0:
                    return False
                left = self._unsent
            await sending
            return True
        finally:
            sending.cancel()

    @property
    def _unsent(self) -> int:
        return self._socket.transport.get_write_buffer_size()
