"""Who comes in: a device by its code or token, and a person by PIN or passkey."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from websockets.asyncio.server import ServerConnection

from scribe.errors import ProtocolError, ScribeError, UnstoredError
from scribe.gateway import messages
from scribe.gateway.answers import refusal
from scribe.gateway.crowd import address_of
from scribe.gateway.devices import Device, enrol, recognise
from scribe.gateway.pairing import PairingError
from scribe.gateway.passkeys import Ceremony
from scribe.gateway.people import Person
from scribe.gateway.presence import PinError
from scribe.gateway.shared import FAULT, NOT_ALLOWED, UNKNOWN, Shared

logger = logging.getLogger(__name__)


class Admission:
    """Of one socket. `dismiss` ends it with a reason."""

    def __init__(
        self, socket: ServerConnection, shared: Shared, ceremony: Ceremony, dismiss: Callable[[str], Awaitable[None]]
    ) -> None:
        self._socket, self._shared, self._ceremony, self._dismiss = socket, shared, ceremony, dismiss

    async def admit(self) -> tuple[Device, messages.Place | None] | None:
        """The device and where it left off; None when it was turned away: 4401 for who is not paired, 1008 for what
        makes no sense and for silence, which says nothing about a token."""
        try:
            async with asyncio.timeout(self._shared.limits.first_message_s):
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
            with self._shared.codes.claimed(first.code):
                token = await enrol(self._shared.devices, first.device)
                await self._socket.send(messages.encode(messages.Paired(token)))
            first = await self._first()
        if not isinstance(first, messages.Hello):
            raise ProtocolError("The first message is `pair` or `hello`.", "See docs/protocol.md.")
        device = await recognise(self._shared.devices, first.token)
        if device is None:
            self._log_refusal("unknown token")
            await self._dismiss("not paired")
            return None
        return device, first.resume

    async def _first(self) -> object:
        received = await self._socket.recv()
        if isinstance(received, bytes):
            raise ProtocolError("The first message is `pair` or `hello`.", "See docs/protocol.md.")
        return messages.parse(received)

    async def identify(self, device: Device) -> Person | None:
        """Returns once somebody is at the device who may use it, at once where the room has no people: None.

        Raises ConnectionClosed when it went, or was sent away for what makes no sense.
        """
        keeper = self._shared.keeper
        people = tuple(await keeper.people())
        here = keeper.presence.who(device.id)
        if not people or here:
            return here
        able = await keeper.with_passkey(self._ceremony)
        await self._socket.send(messages.encode(messages.Locked(self._shared.host.room, people, able)))
        while here is None:
            try:
                here = await self._let_in(device, messages.parse(await self._text()))
            except (PinError, UnstoredError) as error:
                self._log_refusal(error.code)
                await self._socket.send(messages.encode(refusal(error)))
            except ProtocolError as error:
                await self._turn_away(error, NOT_ALLOWED)
        return here

    async def _let_in(self, device: Device, message: object) -> Person | None:
        keeper = self._shared.keeper
        match message:
            case messages.Ping():
                await self._socket.send(messages.encode(messages.Pong()))
            case messages.Leave():
                await self._shared.revoke(device.id)
            case messages.Unlock():
                return await keeper.unlock(device.id, message.person, message.pin)
            case messages.PasskeyAsk():
                options = await keeper.ask_passkey(message.person, self._ceremony)
                await self._socket.send(messages.encode(messages.Passkey(dict(options))))
            case messages.PasskeyUnlock():
                return await keeper.unlock_with(device.id, message.person, message.credential, self._ceremony)
            case _:
                raise ProtocolError("This device is locked.", "Send `unlock`.")
        return None

    async def _text(self) -> str:
        received = await self._socket.recv()
        if isinstance(received, bytes):
            raise ProtocolError("This device is locked.", "Send `unlock`.")
        return received

    async def _turn_away(self, error: ScribeError, code: int) -> None:
        self._log_refusal(error.code)
        await self._socket.send(messages.encode(refusal(error)))
        await self._socket.close(code, error.code)

    def _log_refusal(self, reason: str) -> None:
        """For who watches the log for guessing. The address comes from the socket; nothing that was sent is logged."""
        logger.warning("Refused a client from %s: %s", address_of(self._socket.transport), reason)
