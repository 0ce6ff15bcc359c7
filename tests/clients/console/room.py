"""The real gateway with a scripted session behind it, for the console to watch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from scribe.config import GatewaySettings
from scribe.gateway.server import Gateway
from tests.gateway.room import TABLET, MemoryDevices
from tests.gateway.scripted import ScriptedHost


@dataclass
class Room:
    host: ScriptedHost
    devices: MemoryDevices
    gateway: Gateway


@asynccontextmanager
async def scripted(
    host: ScriptedHost | None = None, devices: MemoryDevices | None = None, **options: Any
) -> AsyncIterator[Room]:
    host, devices = host or ScriptedHost(), devices or MemoryDevices()
    settings = GatewaySettings(port=options.pop("port", 0))
    async with Gateway(settings, host, devices, TABLET, **options) as gateway:
        yield Room(host, devices, gateway)
