"""The gateway: one port with the tablet's pages, `/healthz` and the live protocol `/live`.

    async with Gateway(settings.gateway, daemon, store, resources.tablet()) as gateway:
        print(gateway.url, gateway.new_pairing_code())

Who watches is told by `audience.py`; what a client may and asks is each `Connection`'s own.
"""

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from scribe.commands import CONSOLE, AnyCommand, OfficeCommand
from scribe.config import GatewaySettings
from scribe.errors import ScribeError, UnstoredError
from scribe.gateway import authority, listening, messages, office, pages, pairing
from scribe.gateway.answers import Answers
from scribe.gateway.apart import NewApart, Witness, unwitnessed
from scribe.gateway.audience import Audience
from scribe.gateway.connection import Connection
from scribe.gateway.crowd import Crowd, counted
from scribe.gateway.devices import Device, Devices, expired
from scribe.gateway.door import door
from scribe.gateway.encryption import Encryption, encryption, renew
from scribe.gateway.host import Host
from scribe.gateway.keeper import Keeper
from scribe.gateway.pairing import LIFE_S, PairingDesk
from scribe.gateway.palette import Group
from scribe.gateway.passkeys import Passkeys
from scribe.gateway.people import People, Person
from scribe.gateway.reception import Reception
from scribe.gateway.shared import Limits, Shared
from scribe.session.machine import HEARD

T = TypeVar("T")

CLOSE_S = 5.0
"""For a client to say goodbye; then its socket is cut."""

OPEN_S = 10.0
"""For encryption and the handshake together, each: whoever dawdles holds a descriptor."""

IDLE_CHECK_S = 5.0
RENEW_EVERY_S = 86_400.0
"""A certificate is renewed a month before its end: a day more or less is nothing."""

logger = logging.getLogger(__name__)
wire = logging.getLogger("scribe.gateway.wire")
wire.setLevel(logging.CRITICAL)  # the library's own messages quote frames, which hold what was said


class Gateway:
    def __init__(
        self,
        settings: GatewaySettings,
        host: Host,
        devices: Devices,
        static_folder: Path,
        *,
        people: People | None = None,
        passkeys: Passkeys | None = None,
        palette: tuple[Group, ...] = (),
        apart: NewApart | None = None,
        witness: Witness = unwitnessed,
        authority_folder: Path | None = None,
        any_port: bool = False,
        code_life_s: float | None = LIFE_S,
        clock: Callable[[], float] = time.monotonic,
        limits: Limits | None = None,
    ) -> None:
        self._settings = settings
        self._authority_folder = authority_folder
        self._encryption: Encryption | None = None
        self._host = host
        self._any_port = any_port
        self._pages = pages.with_data(pages.read_pages(static_folder), palette)
        self._codes = PairingDesk(clock, code_life_s)
        self._answers = Answers(self.carry_out, hush=host.hush)
        self.keeper = Keeper(people, clock, passkeys=passkeys)
        self._shared = Shared(
            host, devices, self._codes, self._answers, limits or Limits(), self.revoke, self.keeper, apart, witness
        )
        self._audience = Audience(host, self._shared.limits.events)
        self._revoked: set[int] = set()
        self._parts = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Listens from now on. Raises GatewayError when that is not possible."""
        self._encryption = secure = encryption(self._settings, self._authority_folder)
        taken = listening.listen(self._settings, any_port=self._any_port)
        port: int = taken.getsockname()[1]
        self.url = listening.url_of(self._settings, port, secure=secure is not None)
        async with contextlib.AsyncExitStack() as parts:
            parts.push_async_callback(self._answers.settle)
            await parts.enter_async_context(self._server(taken, port, secure))
            if secure:
                renewing = asyncio.create_task(self._renew_daily(secure), name="renew certificate")
                parts.callback(renewing.cancel)
            locking = asyncio.create_task(self._lock_idle(), name="lock idle devices")
            parts.callback(locking.cancel)
            parts.callback(self._audience.detach)
            parts.callback(self._host.on_session(self._audience.follow))
            if self._host.current:
                self._audience.attach(self._host.current)
            self._parts = parts.pop_all()
        return self

    def _server(
        self, taken: socket.socket, port: int, secure: Encryption | None
    ) -> contextlib.AbstractAsyncContextManager[Server]:
        names = (self._settings.host, *self._settings.allowed_hosts)
        limits = self._shared.limits
        table = {**self._pages, **trust_pages(secure)}
        reception = Reception(door(names, port, self.url.split(":")[0]), table, self._host.health)
        return serve(
            self._serve_client,
            sock=taken,
            ssl=secure.context if secure else None,
            subprotocols=[Subprotocol(messages.PROTOCOL)],
            process_request=reception.answer,
            process_response=reception.dress,
            server_header=None,
            compression=None,  # a small frame could unpack to a huge one; and words must not leak through their size
            max_size=messages.MAX_MESSAGE,
            open_timeout=OPEN_S,
            close_timeout=CLOSE_S,
            ping_interval=limits.ping_s,
            ping_timeout=limits.pong_s,
            create_connection=counted(Crowd()),
            logger=wire,
        )

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._parts.aclose()

    async def _renew_daily(self, used: Encryption) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY_S)
            try:
                await asyncio.to_thread(renew, self._settings, used)
            except ScribeError as error:  # the one in use still holds for weeks
                logger.error("The certificate could not be renewed: %s", error)

    @property
    def fingerprint(self) -> str:
        """Of the authority or certificate that a tablet trusts; empty without encryption."""
        return self._encryption.fingerprint if self._encryption else ""

    def new_pairing_code(self) -> str:
        """Good once. For the daemon's own console and, by `pairing`, an administrator: who has it may watch."""
        return self._codes.issue()

    async def pairing(self, by: str) -> Mapping[str, Any]:
        """A code for a new tablet, with its picture, for an administrator. StoreError: there is none."""
        await self._shared.witness(by, "pairing code made", None)
        code = self.new_pairing_code()
        picture = pairing.picture(pairing.address(self.url, code, self.fingerprint))
        return {"code": code, "url": self.url, "fingerprint": self.fingerprint, "picture": picture, "life_s": LIFE_S}

    async def devices(self) -> Sequence[Device]:
        """Every device that was ever paired."""
        return await self._shared.devices.devices()

    async def revoke(self, device: int, by: str = CONSOLE) -> None:
        """Its token is dead, and what it has open is closed before this returns. Raises StoreError; one that can't be
        stored now holds all the same until the daemon is started again."""
        await _either_way(self._shared.devices.revoke_device(device, by), partial(self._shut_out, device))

    async def _shut_out(self, device: int) -> None:
        self._revoked.add(device)  # one that is being let in now was looked up before
        self.keeper.presence.leave(device)
        open_now = [c for c in self._audience.everybody if c.device and c.device.id == device]
        await asyncio.gather(*(client.dismiss("revoked") for client in open_now))

    def rest(self) -> None:
        """The room is idle: nothing of a session is kept but what its devices show."""
        self._answers.forget()

    async def carry_out(self, command: AnyCommand, by: str) -> Mapping[str, Any]:
        """For a client or the daemon's own console: what is of the room by itself, all else by the daemon. Raises
        ScribeError."""
        if isinstance(command, OfficeCommand):
            return await office.carry_out(self, command, by)
        return await self._host.do(command, by)

    async def add_person(self, name: str, role: str, pin: str, by: str = CONSOLE) -> Person:
        """From the first one on every device asks for a PIN, those that are open too. Raises UsageError, StoreError."""
        return await _either_way(self.keeper.add(name, role, pin, by), self._lock_nobodies)

    async def _lock_nobodies(self) -> None:
        open_now = [c for c in self._audience.everybody if c.device and c.person is None]
        await asyncio.gather(*(client.lock() for client in open_now))

    async def people(self) -> Sequence[Person]:
        """Those who may use the tablets."""
        return await self.keeper.people()

    async def end_passkeys(self, person: int, by: str) -> None:
        """Then only the PIN lets them in. Raises StoreError."""
        await self.keeper.end_passkeys(person, by)

    async def end_person(self, person: int, by: str = CONSOLE) -> None:
        """They may use no tablet any more, and what they have open is locked before this returns. Raises StoreError."""
        try:
            await self.keeper.end(person, by)
        finally:
            open_now = [c for c in self._audience.everybody if c.person and c.person.id == person]
            await asyncio.gather(*(client.lock() for client in open_now))

    async def _lock_idle(self) -> None:
        """Devices that nobody touched, and those whose pairing is over; while a session is heard there is none."""
        while True:
            await asyncio.sleep(IDLE_CHECK_S)
            state = self._host.current.transcript.state if self._host.current else None
            heard = state is not None and state.state in HEARD
            for client in self._audience.everybody:
                if client.device and not heard and expired(client.device):
                    await client.dismiss("paired too long ago")
                    continue
                if client.person is None or client.device is None:
                    continue
                if heard:
                    self.keeper.presence.hold(client.device.id)
                if self.keeper.presence.who(client.device.id) is None:
                    await client.lock()

    @property
    def clients(self) -> int:
        """Paired clients that watch now."""
        return self._audience.watching

    async def _serve_client(self, connection: ServerConnection) -> None:
        client = Connection(connection, self._shared)
        with contextlib.suppress(ConnectionClosed):
            known = await client.admit()
            if known is None:
                return
            device, place = known
            if device.id in self._revoked:
                await client.dismiss("revoked")
                return
            client.device = device
            self._audience.stand_apart(client)
            try:
                await client.identify(device)
                keep_small(connection, self._shared.limits.send_buffer)
                self._audience.join(client, place)
                await client.converse(device)
            finally:
                self._audience.leave(client)


def trust_pages(secure: Encryption | None) -> dict[str, pages.Page]:
    """What a tablet needs to trust this device: the authority to install, and its fingerprint to compare."""
    own = secure is not None and secure.authority is not None
    told = {"fingerprint": secure.fingerprint if secure else "", "own": own}
    found = {"/trust.json": pages.Page(msgspec.json.encode(told), pages.JSON)}
    if secure and secure.authority:
        found["/authority.crt"] = pages.Page(authority.der(secure.authority), "application/x-x509-ca-cert")
    return found


async def _either_way(change: Awaitable[T], act: Callable[[], Awaitable[None]]) -> T:
    """What the change gave, once it was acted on; also where the disk refused it, as it may have it all the same."""
    try:
        done = await change
    except UnstoredError:
        await act()
        raise
    await act()
    return done


def keep_small(connection: ServerConnection, size: int) -> None:
    """What the kernel holds for a client counts as sent, so let it hold little."""
    raw = connection.transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)
