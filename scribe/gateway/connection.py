"""One client: lets it in, tells it what happens, carries what it asks. Nobody else waits for it."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from functools import partial

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed, InvalidState
from websockets.protocol import State

from scribe.commands import Command
from scribe.errors import ForbiddenError, ProtocolError, ScribeError
from scribe.gateway import apart, messages, snapshot
from scribe.gateway.admission import Admission
from scribe.gateway.answers import OFF_RECORD, refusal
from scribe.gateway.apart import Apart
from scribe.gateway.devices import Device, paired_until
from scribe.gateway.outbox import Flooded, Outbox
from scribe.gateway.passkeys import Ceremony, site_of
from scribe.gateway.people import Person, may, sees_sessions
from scribe.gateway.sending import Sender
from scribe.gateway.shared import LOCKED, NOT_ALLOWED, TOO_SLOW, UNKNOWN, Shared

logger = logging.getLogger(__name__)


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
        self._pending: set[asyncio.Task[str]] = set()
        self._malformed = 0
        self._dismissed = False
        self._apart: Apart | None = None
        request = socket.request
        self._ceremony = Ceremony(site_of(request.headers.get("Origin") if request else None))
        self._admission = Admission(socket, shared, self._ceremony, self.dismiss)
        self._sender = Sender(socket, self.outbox, shared.limits.stuck_s, self._fresh, self._read_nothing)

    # -- who is it? ------------------------------------------------------------------------------------------------

    async def admit(self) -> tuple[Device, messages.Place | None] | None:
        """The device and where it left off; None when it was turned away."""
        return await self._admission.admit()

    async def identify(self, device: Device) -> None:
        """Returns once somebody is at it who may use it. Raises ConnectionClosed when it went, or was sent away."""
        self.person = await self._admission.identify(device)

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

    # -- what it asks ----------------------------------------------------------------------------------------------

    async def converse(self, device: Device) -> None:
        """Until it leaves or is sent away. Raises nothing."""
        sending = asyncio.create_task(self._sender.run(), name="send")
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
        if len(self._pending) >= self._most_pending(command):
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

    def _most_pending(self, command: Command) -> int:
        """Where even those that go off the record are refused, earlier ones have turned the microphone off and wait."""
        reserve = self._limits.off_record if isinstance(command, OFF_RECORD) else 0
        return self._limits.pending + reserve

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
        self._sender.wake()

    def _fresh(self) -> str:
        host = self._shared.host
        if not sees_sessions(self.person):
            return messages.encode(messages.Welcome(room=host.room, person=self.person, paired_until=self.paired_until))
        log = host.current
        taken = snapshot.take(log.transcript, self.person.name if self.person else "") if log else None
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

    async def _read_nothing(self) -> None:
        """The library's own close waits, for as long as it takes, behind what is not read, and behind a ping that is
        not: this one is put behind the bytes that wait, is given the time to be read, and then the socket is cut."""
        reason = "nothing is read"
        logger.info("A client was sent away: %s", reason)
        self._dismissed = True
        with contextlib.suppress(InvalidState):  # it went by itself
            self._socket.protocol.send_close(TOO_SLOW, reason)
        self._socket.send_data()
        try:
            async with asyncio.timeout(self._limits.farewell_s):
                await self._socket.wait_closed()
        except TimeoutError:
            self._socket.transport.abort()

    async def _leave(self, code: int, reason: str) -> None:
        logger.info("A client was sent away: %s", reason)
        await self._socket.close(code, reason)
