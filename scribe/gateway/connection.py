"""One client: lets it in, tells it what happens, carries what it asks. Nobody else waits for it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from scribe.commands import Command
from scribe.errors import ForbiddenError, ProtocolError, ScribeError
from scribe.gateway import apart, messages, snapshot
from scribe.gateway.answers import Answers, refusal
from scribe.gateway.apart import Apart, NewApart, Witness, unwitnessed
from scribe.gateway.crowd import address_of
from scribe.gateway.devices import Device, Devices, enrol, paired_until, recognise
from scribe.gateway.host import Host
from scribe.gateway.keeper import Keeper
from scribe.gateway.outbox import MAX_EVENTS, Flooded, Fresh, Outbox
from scribe.gateway.pairing import PairingDesk, PairingError
from scribe.gateway.passkeys import Ceremony, site_of
from scribe.gateway.people import Person, may, sees_sessions
from scribe.gateway.presence import PinError

NOT_ALLOWED = 1008
FAULT = 1011
TOO_SLOW = 1013
UNKNOWN = 4401
LOCKED = 4403
"""Close codes: policy violation, server fault, try again later (RFC 6455, IANA), and ours for who is not paired and for
a device that asks for a PIN again."""

SMALL = 4096
"""Letters of a message that a transport which holds nothing takes without being waited for: it may hold 32 KiB. That
spares a task and a timer for each event and client, most of what a hundred viewers cost."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, and how often."""

    first_message_s: float = 5.0
    stuck_s: float = 10.0
    """A socket that takes not one byte for this long belongs to nobody who reads."""
    malformed: int = 5
    """Messages that make no sense; the last one ends the connection."""
    pending: int = 32
    """Commands of one client that are not answered yet. A finger can't do that."""
    ping_s: float = 10.0
    pong_s: float = 10.0
    """How often a client is asked whether it is there, and how long it may take to say so: a socket whose other end
    vanished without a word is gone within 20 s."""
    goodbye_s: float = 1.0
    """For one that was shut out to close its end; then it is cut."""
    events: int = MAX_EVENTS
    send_buffer: int = 64 * 1024
    """Bytes the kernel holds for a client: small, so that a stuck one is noticed."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all connections of a gateway have in common."""

    host: Host
    devices: Devices
    desk: PairingDesk
    answers: Answers
    limits: Limits
    revoke: Callable[[int], Awaitable[None]]
    """End a device's pairing and close what it has open."""
    keeper: Keeper
    apart: NewApart | None = None
    """Makes the private side of a connection; None: this gateway has none."""
    witness: Witness = unwitnessed


class Connection:
    def __init__(self, socket: ServerConnection, shared: Shared) -> None:
        self._socket = socket
        self._shared = shared
        self._limits = shared.limits
        self.outbox = Outbox(shared.limits.events)
        self.device: Device | None = None
        """Who it is, once it was admitted."""
        self.person: Person | None = None
        """Who is at it, once they unlocked it; None where the room has no people."""
        self._waiting = asyncio.Event()
        self._pending: set[asyncio.Task[str]] = set()
        self._malformed = 0
        self._dismissed = False
        self._apart: Apart | None = None
        request = socket.request
        self._ceremony = Ceremony(site_of(request.headers.get("Origin") if request else None))

    # -- who is it? ------------------------------------------------------------------------------------------------

    async def admit(self) -> tuple[Device, messages.Place | None] | None:
        """The device and where it left off; None when it was turned away: 4401 for who is not paired, 1008 for what
        makes no sense and for silence, which says nothing about a token."""
        try:
            async with asyncio.timeout(self._limits.first_message_s):
                return await self._introduction()
        except TimeoutError:
            await self._socket.close(NOT_ALLOWED, "nothing was said")
        except ProtocolError as error:
            await self._turn_away(error, NOT_ALLOWED)
        except PairingError as error:
            await self._turn_away(error, UNKNOWN)
        except ScribeError as error:
            await self._turn_away(error, FAULT)
        return None

    async def _introduction(self) -> tuple[Device, messages.Place | None] | None:
        first = await self._first()
        if isinstance(first, messages.Pair):
            self._shared.desk.claim(first.code)
            token = await enrol(self._shared.devices, first.device)
            await self._socket.send(messages.encode(messages.Paired(token)))
            first = await self._first()
        if not isinstance(first, messages.Hello):
            raise ProtocolError("The first message is `pair` or `hello`.", "See docs/protocol.md.")
        device = await recognise(self._shared.devices, first.token)
        if device is None:
            self._log_refusal("unknown token")
            await self.dismiss("not paired")
            return None
        return device, first.resume

    async def _first(self) -> object:
        received = await self._socket.recv()
        if isinstance(received, bytes):
            raise ProtocolError("The first message is `pair` or `hello`.", "See docs/protocol.md.")
        return messages.parse(received)

    async def identify(self, device: Device) -> None:
        """Returns once somebody is at the device who may use it, at once where the room has no people.

        Raises ConnectionClosed when it went, or was sent away for what makes no sense.
        """
        keeper = self._shared.keeper
        people = tuple(await keeper.people())
        self.person = keeper.presence.who(device.id)
        if not people or self.person:
            return
        able = await keeper.with_passkey(self._ceremony)
        await self._socket.send(messages.encode(messages.Locked(self._shared.host.room, people, able)))
        while self.person is None:
            try:
                await self._let_in(device, messages.parse(await self._text()))
            except PinError as error:
                self._log_refusal(error.code)
                await self._socket.send(messages.encode(refusal(error)))
            except ProtocolError as error:
                await self._turn_away(error, NOT_ALLOWED)

    async def _let_in(self, device: Device, message: object) -> None:
        match message:
            case messages.Ping():
                await self._socket.send(messages.encode(messages.Pong()))
            case messages.Leave():
                await self._shared.revoke(device.id)
            case messages.Unlock():
                self.person = await self._shared.keeper.unlock(device.id, message.person, message.pin)
            case messages.PasskeyAsk():
                options = await self._shared.keeper.ask_passkey(message.person, self._ceremony)
                await self._socket.send(messages.encode(messages.Passkey(dict(options))))
            case messages.PasskeyUnlock():
                self.person = await self._shared.keeper.unlock_with(
                    device.id, message.person, message.credential, self._ceremony
                )
            case _:
                raise ProtocolError("This device is locked.", "Send `unlock`.")

    async def _text(self) -> str:
        received = await self._socket.recv()
        if isinstance(received, bytes):
            raise ProtocolError("This device is locked.", "Send `unlock`.")
        return received

    async def lock(self) -> None:
        """Nobody is at it any more."""
        await self.dismiss("locked", LOCKED)

    async def dismiss(self, reason: str, code: int = UNKNOWN) -> None:
        """It may not stay: nothing more of it is carried out, and it may not take its time to go."""
        self._dismissed = True
        try:
            async with asyncio.timeout(self._limits.goodbye_s):
                await self._socket.close(code, reason)
        except TimeoutError:
            self._socket.transport.abort()

    async def _turn_away(self, error: ScribeError, code: int) -> None:
        self._log_refusal(error.code)
        await self._socket.send(messages.encode(refusal(error)))
        await self._socket.close(code, error.code)

    def _log_refusal(self, reason: str) -> None:
        """For who watches the log for guessing. The address comes from the socket; nothing that was sent is logged."""
        logger.warning("Refused a client from %s: %s", address_of(self._socket.transport), reason)

    # -- what it asks ----------------------------------------------------------------------------------------------

    async def converse(self, device: Device) -> None:
        """Until it leaves or is sent away. Raises nothing."""
        sending = asyncio.create_task(self._send_all(), name="send")
        try:
            async for received in self._socket:
                if self._dismissed:
                    break
                await self._take(received, device)
        except Flooded:
            await self._leave(TOO_SLOW, "answers are not read")
        except ConnectionClosed:
            pass
        finally:
            if self._apart:
                self._apart.lock()
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sending

    async def _take(self, received: str | bytes, device: Device) -> None:
        try:
            if isinstance(received, bytes):
                await self._hear(received)
            else:
                await self._obey(messages.parse(received), device)
        except ProtocolError as error:
            await self._complain(error)

    async def _obey(self, message: object, device: Device) -> None:
        match message:
            case messages.Ping():
                if message.touched:
                    self._shared.keeper.presence.touch(device.id)
                self._newest("pong", messages.encode(messages.Pong()))
            case messages.Leave():
                await self._shared.revoke(device.id)
            case messages.Lock():
                self._shared.keeper.presence.leave(device.id)
                await self.lock()
            case (
                messages.PrivateBegin()
                | messages.PrivateUnlock()
                | messages.PrivateLock()
                | messages.PrivateRead()
                | messages.PrivateWrite()
                | messages.PrivateRemove()
            ):
                self._ask_apart(message, device)
            case messages.PasskeyOffer() | messages.PasskeyAdd():
                self._later(self._answer_passkey(message), "passkey")
            case (
                messages.Unlock()
                | messages.PasskeyAsk()
                | messages.PasskeyUnlock()
                | messages.Hello()
                | messages.Pair()
            ):
                raise ProtocolError("This client is known already.", "Send commands.")
            case Command():
                self._ask(message, device)

    def _ask_apart(self, asked: messages.PrivateMessage, device: Device) -> None:
        self._shared.keeper.presence.touch(device.id)
        if self._apart is None and self._shared.apart and apart.may_use(self.person):
            self._apart = self._shared.apart()
        by = self.person.name if self.person else device.name
        self._later(self._answer_apart(asked, by), "private")

    def _later(self, answer: Coroutine[None, None, str], name: str) -> None:
        """What is answered to this connection alone and remembered nowhere."""
        task = asyncio.create_task(answer, name=name)
        self._pending.add(task)
        task.add_done_callback(self._answered)

    async def _answer_passkey(self, asked: messages.PasskeyMessage) -> str:
        keeper = self._shared.keeper
        try:
            if isinstance(asked, messages.PasskeyAdd):
                await keeper.add_passkey(self.person, asked.credential, self._ceremony)
                return messages.acknowledge(asked.id, {})
            return messages.encode(
                messages.Passkey(dict(await keeper.offer_passkey(self.person, self._ceremony)), asked.id)
            )
        except ScribeError as error:
            return messages.encode(refusal(error, asked.id))

    async def _answer_apart(self, asked: messages.PrivateMessage, by: str) -> str:
        """Told to this connection and remembered nowhere. A passphrase takes its time; a pause does not wait for it."""
        try:
            if self._apart is None:
                raise ForbiddenError("You may not do that here.", "Ask a clinician.")
            return messages.encode(await apart.answer(self._apart, asked, partial(self._shared.witness, by)))
        except ScribeError as error:
            return messages.encode(refusal(error, asked.id))

    def _ask(self, command: Command, device: Device) -> None:
        if len(self._pending) >= self._limits.pending:
            busy = messages.Error("busy", "Too many commands at once.", "Wait for an answer.", command.id)
            self._reply(messages.encode(busy))
            return
        if not may(self.person, command):  # type: ignore[arg-type]
            forbidden = messages.Error("forbidden", "You may not do that here.", "Ask a clinician.", command.id)
            self._reply(messages.encode(forbidden))
            return
        self._shared.keeper.presence.touch(device.id)
        task = self._shared.answers.ask(command, device, self.person)  # type: ignore[arg-type]
        self._pending.add(task)
        task.add_done_callback(self._answered)

    def _answered(self, task: "asyncio.Task[str]") -> None:
        self._pending.discard(task)
        if not task.cancelled():
            with contextlib.suppress(Flooded):  # its next message ends the connection
                self._reply(task.result())

    async def _hear(self, block: bytes) -> None:
        number, pcm = messages.parse_sound(block)
        if not sees_sessions(self.person):
            raise ProtocolError("Sound is taken from who may see sessions.", "Unlock as a clinician.")
        try:
            wanted = await self._shared.host.hear(number, pcm)
        except ScribeError as error:
            self._reply(messages.encode(refusal(error)))
        else:
            self._newest("heard", messages.encode(messages.Heard(wanted)))

    async def _complain(self, error: ProtocolError) -> None:
        self._malformed += 1
        if self._malformed >= self._limits.malformed:
            await self._leave(NOT_ALLOWED, error.code)
        else:
            self._reply(messages.encode(refusal(error)))

    def _reply(self, text: str) -> None:
        self.outbox.reply(text)
        self.wake()

    def _newest(self, kind: str, text: str) -> None:
        self.outbox.reply_newest(kind, text)
        self.wake()

    @property
    def paired_until(self) -> str | None:
        return paired_until(self.device).isoformat() if self.device else None

    @property
    def here(self) -> bool:
        """False once it is leaving: nothing more need wait for it."""
        return self._socket.state is State.OPEN

    # -- what it is told -------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Something waits in the outbox."""
        self._waiting.set()

    async def _send_all(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self._waiting.wait()
                self._waiting.clear()
                while item := self.outbox.take():
                    if not await self._send(self._fresh() if isinstance(item, Fresh) else item):
                        await self._leave(TOO_SLOW, "nothing is read")
                        return

    def _fresh(self) -> str:
        host = self._shared.host
        if not sees_sessions(self.person):
            return messages.encode(messages.Welcome(room=host.room, person=self.person, paired_until=self.paired_until))
        log = host.current
        taken = snapshot.take(log.transcript) if log else None
        return messages.encode(
            messages.Welcome(
                room=host.room,
                seq=log.seq if log else 0,
                snapshot=taken,
                goals=host.goals,
                person=self.person,
                paired_until=self.paired_until,
            )
        )

    async def _send(self, text: str) -> bool:
        """False: the socket took nothing for `stuck_s`. A large snapshot on a slow line may take longer than that."""
        if not self._unsent and len(text) < SMALL:
            await self._socket.send(text)
            return True
        sending = asyncio.ensure_future(self._socket.send(text))
        try:
            await asyncio.sleep(0)  # let it hand over its bytes
            left = self._unsent
            while not (await asyncio.wait([sending], timeout=self._limits.stuck_s))[0]:
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

    async def _leave(self, code: int, reason: str) -> None:
        logger.info("A client was sent away: %s", reason)
        await self._socket.close(code, reason)
