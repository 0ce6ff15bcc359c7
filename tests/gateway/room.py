"""A room without a microphone behind the gateway: a real session log, a host that notes what it is asked."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scribe import commands
from scribe import events as ev
from scribe.chart import Goal
from scribe.config import GatewaySettings
from scribe.errors import StateError, StoreError
from scribe.gateway.client import Client, connect
from scribe.gateway.server import Gateway
from scribe.gateway.shared import Limits
from scribe.session.log import SessionLog

TABLET = Path(__file__).parents[2] / "clients" / "tablet"


async def forget(events: Sequence[ev.AnyEvent]) -> None:
    """A store that keeps nothing."""


@dataclass(frozen=True)
class PairedDevice:
    id: int
    name: str
    created_at: str = "2026-03-12T14:00:00Z"
    seen_at: str | None = None
    revoked_at: str | None = None


@dataclass
class MemoryDevices:
    known: dict[bytes, PairedDevice] = field(default_factory=dict)

    async def add_device(self, token_sha256: bytes, name: str, created_at: str) -> PairedDevice:
        await asyncio.sleep(0)
        self.known[token_sha256] = PairedDevice(len(self.known) + 1, name, created_at)
        return self.known[token_sha256]

    async def device(self, token_sha256: bytes) -> PairedDevice | None:
        await asyncio.sleep(0)
        found = self.known.get(token_sha256)
        return None if found is None or found.revoked_at else found

    async def touch_device(self, id: int) -> None:
        await asyncio.sleep(0)
        found = {device.id: digest for digest, device in self.known.items()}
        if id in found:
            now = datetime.now(UTC).isoformat()
            self.known[found[id]] = replace(self.known[found[id]], seen_at=now)

    async def devices(self) -> list[PairedDevice]:
        await asyncio.sleep(0)
        return list(self.known.values())

    async def revoke_device(self, id: int, by: str) -> None:
        await asyncio.sleep(0)
        found = {device.id: digest for digest, device in self.known.items()}
        if id not in found:
            raise StoreError(f"There is no device {id}.", "`scribe devices` lists them.")
        self.known[found[id]] = replace(self.known[found[id]], revoked_at="2026-03-12T15:00:00Z")


class FakeHost:
    """Implements `gateway.host.Host`. `begin` makes a session; `do` records; a `jot` of `fault` is a bug."""

    room = "room 2"
    goals: tuple[Goal, ...] = ()

    def __init__(self) -> None:
        self.current: SessionLog | None = None
        self.done: list[tuple[commands.AnyCommand, str]] = []
        self.sound: dict[int, bytes] = {}
        self.hushed = 0
        self.slowly = asyncio.Event()
        self.slowly.set()
        self._callbacks: list[Callable[[SessionLog], None]] = []
        self._numbers = itertools.count(1)

    def begin(self) -> SessionLog:
        self.current = SessionLog(f"session-{next(self._numbers)}", forget, lambda: 1.0)
        for callback in self._callbacks:
            callback(self.current)
        return self.current

    def on_session(self, callback: Callable[[SessionLog], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    async def do(self, command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        await self.slowly.wait()
        self.done.append((command, by))
        if isinstance(command, commands.Jot) and command.text == "fault":
            raise ZeroDivisionError("what was said")
        if isinstance(command, commands.Resume):
            raise StateError("The session is live: it can't resume now.", "Possible now: pause, stop.")
        return {"state": ev.SessionState.PAUSED}

    def hush(self, session: str) -> None:
        self.hushed += 1

    async def hear(self, number: int, pcm: bytes) -> int:
        self.sound[number] = pcm
        return number + 1

    def health(self) -> Mapping[str, Any]:
        return {"ok": True}


@dataclass
class Room:
    gateway: Gateway
    host: FakeHost
    devices: MemoryDevices

    @property
    def address(self) -> str:
        return self.gateway.url.replace("http", "ws")

    @property
    def port(self) -> int:
        return int(self.gateway.url.rpartition(":")[2])

    async def token(self, name: str = "tablet") -> str:
        async with connect(self.address) as client:
            return await client.pair(self.gateway.new_pairing_code(), name)

    @asynccontextmanager
    async def visitor(self, token: str | None = None, resume: tuple[str, int] | None = None) -> AsyncIterator[Client]:
        """A paired client that has been welcomed."""
        token = token or await self.token()
        async with connect(self.address) as client:
            await client.hello(token, resume)
            yield client


@asynccontextmanager
async def room(**options: Any) -> AsyncIterator[Room]:
    host, devices = FakeHost(), MemoryDevices()
    settings = options.pop("settings", GatewaySettings(port=0))
    async with Gateway(settings, host, devices, options.pop("pages", TABLET), **options) as gateway:
        yield Room(gateway, host, devices)


def quick(**changes: Any) -> Limits:
    """Limits that a test can wait for."""
    return Limits(**{"first_message_s": 0.2, "stuck_s": 0.3, **changes})


def notice(text: str) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.INFO, code="test", text=text)


async def notices(client: Client, last: str) -> list[str]:
    """The texts of the notices that come, up to and with `last`."""
    texts: list[str] = []
    while not texts or texts[-1] != last:
        message = await asyncio.wait_for(client.next(), 10)
        if isinstance(message, ev.Notice):
            texts.append(message.text)
    return texts
