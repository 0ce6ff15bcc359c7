"""One connection to the room that comes back by itself, goes on where it was, and loses no command."""

import asyncio
import contextlib
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from websockets.exceptions import ConnectionClosed

from clients.console.address import Address
from clients.console.screen import Gap, Link, Screen
from scribe import commands
from scribe import events as ev
from scribe.errors import FailedError, GatewayError
from scribe.gateway import messages
from scribe.gateway.client import Client, Message, connect
from scribe.gateway.shared import UNKNOWN

FIRST_RETRY_S, LAST_RETRY_S = 0.5, 15.0
PING_S, PONG_S = 5.0, 7.0
"""A dead network is noticed within twelve seconds."""
ANSWER_S = 10.0
"""For a welcome; a daemon that takes longer hangs."""
ASKED_S = 15.0
"""A command that could not be delivered for so long is given up: the person has done something else meanwhile."""

DONE: dict[type[commands.Command], str] = {
    commands.Pause: "Off the record.",
    commands.Resume: "Heard again.",
    commands.Mark: "Marked.",
    commands.Strike: "The last minute is struck.",
    commands.Stop: "The session is over.",
}


class UnpairedError(GatewayError):
    """The room does not know this console, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "This console is not paired with the room.", "Get a code there: scribe pair. Then --code CODE."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    command: commands.AnyCommand
    until: float


class Watcher:
    """`told` is called with an answer for the person, or with nothing when the screen changed."""

    def __init__(
        self,
        address: Address,
        token: str,
        screen: Screen,
        told: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        unlock: tuple[int, str] | None = None,
    ) -> None:
        self._address = address
        self._token = token
        self._screen = screen
        self._unlock = unlock
        self._told = told
        self._clock = clock
        self._client: Client | None = None
        self._asked: dict[str, Asked] = {}
        self._retry_s = FIRST_RETRY_S
        self._been_there = False

    async def run(self) -> None:
        """Until cancelled. Raises UnpairedError, and GatewayError when nobody answered the first time."""
        while True:
            try:
                await self._visit()
            except Gap:
                self._screen.forget()
            except UnpairedError:
                raise
            except FailedError:  # nobody there, or it could not look up the token just now
                if not self._been_there:
                    raise
            except TimeoutError:
                if not self._been_there:
                    raise GatewayError(f"{self._address.socket}: no answer.", "Is scribe well there?") from None
            self._screen.link = Link.LOST
            self._told("")
            await asyncio.sleep(self._pause())

    def _pause(self) -> float:
        """Longer each time, and not the same for every viewer of a clinic."""
        pause = self._retry_s * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing
        self._retry_s = min(self._retry_s * 2, LAST_RETRY_S)
        return pause

    async def _visit(self) -> None:
        address = self._address
        async with connect(
            address.socket, origin=address.origin, tls=address.tls, ping_interval=PING_S, ping_timeout=PONG_S
        ) as client:
            try:
                with contextlib.suppress(ConnectionClosed):
                    await self._stay(client)
            finally:
                self._client = None
            if client.socket.close_code == UNKNOWN:
                raise UnpairedError

    async def _stay(self, client: Client) -> None:
        async with asyncio.timeout(ANSWER_S):
            welcome = await client.hello(self._token, self._screen.place, self._unlock)
        self._been_there, self._retry_s, self._client = True, FIRST_RETRY_S, client
        self._take(welcome)
        for id in tuple(self._asked):
            await self._send(id)
        async for message in client:
            self._take(message)

    def _take(self, message: Message) -> None:
        match message:
            case messages.Welcome():
                self._screen.welcome(message, self._clock())
                self._told("")
            case messages.Ack():
                asked = self._asked.pop(message.id, None)
                self._told(DONE.get(type(asked.command), "Done.") if asked else "")
            case messages.Error():
                self._asked.pop(message.id, None)
                self._told(f"{message.text} {message.hint}".strip())
            case ev.Event():
                self._screen.event(message, self._clock())
                self._told("")

    # -- what the person asks --------------------------------------------------------------------------------------

    async def ask(self, command: commands.AnyCommand) -> None:
        """Sent now, or as soon as the connection is back; its id makes sure that it is done once. It is meant
        for the session that is shown now, and never for the next one."""
        if isinstance(command, commands.Meant):
            command = msgspec.structs.replace(command, session=self._screen.transcript.session)
        id = secrets.token_hex(8)
        self._asked[id] = Asked(command, self._clock() + ASKED_S)
        await self._send(id)

    async def _send(self, id: str) -> None:
        if self._client is None:
            return
        command = msgspec.structs.replace(self._asked[id].command, id=id)
        with contextlib.suppress(ConnectionClosed):  # it is asked again on the next connection
            await self._client.send(msgspec.to_builtins(command))

    def give_up_late(self) -> None:
        """Call now and then: commands that could not be delivered in time are dropped, and the person is told."""
        late = [id for id, asked in self._asked.items() if self._clock() >= asked.until]
        for id in late:
            name = type(self._asked.pop(id).command).__name__.lower()
            self._told(f"No answer from the room to: {name}. Look at the tablet.")
