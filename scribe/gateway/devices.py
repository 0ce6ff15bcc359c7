"""Who a client is: a device that was paired. It holds a random token; the store holds only the token's SHA-256."""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

from scribe.errors import UnstoredError
from scribe.wall_clock import utc_now

TOKEN_BYTES = 32

TOKEN_LIFE = timedelta(days=30)
"""However often it is used: then the tablet is paired again, by somebody at the device (ASVS 7.3.2)."""


class Device(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def created_at(self) -> str: ...
    @property
    def seen_at(self) -> str | None: ...
    @property
    def revoked_at(self) -> str | None: ...


class Devices(Protocol):
    """What the gateway needs of the store. Its methods raise StoreError."""

    async def add_device(self, token_sha256: bytes, name: str, created_at: str) -> Device: ...
    async def device(self, token_sha256: bytes) -> Device | None: ...
    async def touch_device(self, id: int) -> None: ...
    async def devices(self) -> Sequence[Device]: ...
    async def revoke_device(self, id: int, by: str) -> None: ...


async def enrol(devices: Devices, name: str) -> str:
    """A new device's token. Nobody can read it again afterwards."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await devices.add_device(_digest(token), tidy(name), utc_now())
    return token


async def recognise(devices: Devices, token: str) -> Device | None:
    """None: unknown, revoked, or paired too long ago. The look-up is by digest: its time says nothing of the token."""
    device = await devices.device(_digest(token))
    if device is None or expired(device):
        return None
    with suppress(UnstoredError):  # whoever comes to a room whose disk is full is the one who can help
        await devices.touch_device(device.id)
    return device


def paired_until(device: Device) -> datetime:
    return datetime.fromisoformat(device.created_at) + TOKEN_LIFE


def expired(device: Device) -> bool:
    return datetime.fromisoformat(utc_now()) >= paired_until(device)


def told(device: Device) -> dict[str, Any]:
    """JSON-ready, for a list."""
    return {
        "id": device.id,
        "name": device.name,
        "created_at": device.created_at,
        "seen_at": device.seen_at,
        "revoked_at": device.revoked_at,
        "paired_until": paired_until(device).isoformat(),
        "expired": expired(device),
    }


def tidy(name: str) -> str:
    """A name fit for a list and a log line: printable, on one line."""
    return "".join(letter for letter in name if letter.isprintable()).strip() or "tablet"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
