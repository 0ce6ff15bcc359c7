"""A `scribe.v1` client for programs: the console, tests, a clinic's own scripts.

async with connect("ws://127.0.0.1:8443") as client:
    token = await client.pair("7KQ2-M9XD", "front desk")
    await client.hello(token)
    async for message in client:
        ...
"""

import asyncio
import itertools
import logging
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from ssl import SSLContext
from typing import Any, TypeVar, get_args

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

from scribe import events as ev
from scribe.commands import Add, Addendum, AnyCommand, Jot
from scribe.errors import FailedError, GatewayError
from scribe.gateway import messages
from scribe.gateway.people import Person
from scribe.gateway.reception import LIVE

MAX_SNAPSHOT = 32 * 1024 * 1024
"""Bytes: a whole day of talk, word by word."""

OPEN_S = 10.0

Message = ev.AnyEvent | messages.FromServer

Adding = TypeVar("Adding", Jot, Add, Addendum)

_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
TYPES = frozenset(str(kind.__struct_config__.tag) for kind in get_args(Message))


class _Type(msgspec.Struct):
    type: str


_type = msgspec.json.Decoder(_Type)

wire = logging.getLogger("scribe.gateway.client.wire")
wire.setLevel(logging.CRITICAL)  # the library's own messages quote frames, which hold what was said


class RefusedError(FailedError):
    """The daemon said no; its own code is in `reason`."""

    code = "refused"

    def __init__(self, answer: messages.Error) -> None:
        super().__init__(answer.text, answer.hint)
        self.reason = answer.code


class LockedError(FailedError):
    """The room has people, and asks who is there."""

    code = "locked"

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__("This room asks who you are.", "Give your number in `scribe people list`: --person NUMBER.")
        self.people = people


class Client:
    """One connection. Iterate it for what happens; answers to `do` are handed to its caller as well."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        # A device's ids are remembered beyond a connection: two connections must not use the same ones.
        self._names = (f"{secrets.token_hex(4)}-{number}" for number in itertools.count(1))
        self._asked: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def pair(self, code: str, device: str = "console") -> str:
        """The token to keep. Raises RefusedError."""
        await self.send({"type": "pair", "code": code, "device": device})
        answer = await self.next()
        if not isinstance(answer, messages.Paired):
            raise unexpected(answer)
        return answer.token

    async def hello(
        self, token: str, resume: tuple[str, int] | None = None, unlock: tuple[int, str] | None = None
    ) -> messages.Welcome:
        """`resume` is the session and the `seq` of the last durable event that was folded in; `unlock` is who is there
        (number, PIN), where the room has people. Raises RefusedError, and LockedError where none was given."""
        place = {"resume": {"session": resume[0], "seq": resume[1]}} if resume else {}
        await self.send({"type": "hello", "token": token, **place})
        answer = await self.next()
        if isinstance(answer, messages.Locked):
            if unlock is None:
                raise LockedError(answer.people)
            await self.send({"type": "unlock", "person": unlock[0], "pin": unlock[1]})
            answer = await self.next()
        if not isinstance(answer, messages.Welcome):
            raise unexpected(answer)
        return answer

    async def do(self, command: AnyCommand) -> dict[str, Any]:
        """Send a command and wait for its `ack`, which somebody must be reading for (iterate the client). Raises
        RefusedError, and GatewayError where the connection is lost before: then nobody knows whether it was done, and
        what adds something is asked again as `keyed` made it."""
        id = command.id or next(self._names)
        waiting = self._asked.setdefault(id, asyncio.get_running_loop().create_future())
        await self.send(msgspec.to_builtins(msgspec.structs.replace(command, id=id)))
        return await waiting

    async def send(self, message: Mapping[str, Any]) -> None:
        await self.socket.send(msgspec.json.encode(message).decode())

    async def send_sound(self, number: int, pcm: bytes) -> None:
        await self.socket.send(number.to_bytes(messages.BLOCK_NUMBER, "big") + pcm)

    async def next(self) -> Message:
        """The next message of a type that this version knows. Raises websockets' ConnectionClosed, or GatewayError
        when the daemon says what can't be understood."""
        while True:
            try:
                text = await self.socket.recv(decode=False)
            except ConnectionClosed:
                self._give_up()
                raise
            message = understood(text)
            if message is None:
                continue
            if isinstance(message, messages.Ack | messages.Error):
                self._hand_over(message, text)
            return message

    def _hand_over(self, answer: messages.Ack | messages.Error, text: bytes) -> None:
        waiting = self._asked.pop(answer.id, None)
        if waiting is None or waiting.done():
            return
        if isinstance(answer, messages.Error):
            waiting.set_exception(RefusedError(answer))
        else:
            waiting.set_result(msgspec.json.decode(text))

    def _give_up(self) -> None:
        """Nobody will answer any more: whoever waits may ask again with the same id on the next connection."""
        for waiting in self._asked.values():
            if not waiting.done():
                waiting.set_exception(GatewayError("The connection was lost.", "Ask again."))
        self._asked.clear()

    async def __aiter__(self) -> AsyncIterator[Message]:
        """Ends when the connection does."""
        try:
            while True:
                yield await self.next()
        except ConnectionClosed:
            return


@asynccontextmanager
async def connect(
    url: str, *, origin: str | None = None, tls: SSLContext | None = None, **options: Any
) -> AsyncIterator[Client]:
    """`url` is ws://HOST:PORT or wss://HOST:PORT. Raises GatewayError when nobody answers there."""
    try:
        socket = await open_socket(
            url.rstrip("/") + LIVE,
            origin=Origin(origin) if origin else None,
            ssl=tls,
            subprotocols=[Subprotocol(messages.PROTOCOL)],
            compression=None,
            max_size=MAX_SNAPSHOT,
            open_timeout=OPEN_S,
            proxy=None,
            logger=wire,
            **options,
        )
    except (OSError, TimeoutError, WebSocketException) as error:
        raise GatewayError(f"{url}: no room answers here ({type(error).__name__}).", "Is scribe running?") from None
    async with socket:
        yield Client(socket)


def keyed(command: Adding) -> Adding:
    """With a key of its own: what it adds is there once, however often it is asked for, over whichever connection."""
    return msgspec.structs.replace(command, key=secrets.token_hex(12))


def understood(text: bytes) -> Message | None:
    """None for a type that a later version brought: it is ignored, as unknown fields are. Raises GatewayError."""
    try:
        return _decoder.decode(text)
    except msgspec.MsgspecError:
        pass
    try:
        if _type.decode(text).type not in TYPES:
            return None
    except msgspec.MsgspecError:
        pass
    raise GatewayError("The daemon said something that can't be understood.", "Are both of the same version?")


def unexpected(answer: Message) -> FailedError:
    if isinstance(answer, messages.Error):
        return RefusedError(answer)
    return GatewayError("The daemon answered something else.", "Are both of the same version?")
