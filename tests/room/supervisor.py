"""A supervisor's side of sd_notify(3): a real datagram socket."""

import asyncio
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE_S = 60.0


class Supervisor:
    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self.told: list[str] = []

    def __enter__(self) -> Self:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.setblocking(False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def read(self) -> list[str]:
        """Assignments that have come since the last look."""
        new: list[str] = []
        while True:
            try:
                new += self._socket.recv(4096).decode().splitlines()
            except BlockingIOError:
                self.told += new
                return new

    async def until(self, assignment: str) -> None:
        """Wait until one that begins like this was told."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE_S):
            while not any(line.startswith(assignment) for line in self.told):
                message = await loop.sock_recv(self._socket, 4096)
                self.told += message.decode().splitlines()

    def forget(self) -> None:
        self.read()
        self.told.clear()
