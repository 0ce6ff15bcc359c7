"""SCRIBE_HOME/control.sock: how another command of the same user talks to the running daemon.

One line of JSON each way. Only the daemon's own user can open the socket, so it is the place where a pairing code may
be asked for; on the network only an administrator may, who gave a PIN.
"""

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import msgspec

from scribe.commands import CONSOLE, AnyCommand
from scribe.errors import GatewayError, ProtocolError, ScribeError
from scribe.gateway import messages
from scribe.gateway.devices import Device, told
from scribe.gateway.people import Person

NAME = "control.sock"
MAX_LINE = 64 * 1024
"""Bytes asked; an addendum may be as long as on the network."""
MAX_ANSWER = 32 * 1024 * 1024
"""Bytes answered: a whole day of talk, or a note as a document."""
HINT = 'Send {"do": "pair"}, "status", "devices", "people", or {"do": "revoke", "device": 1}.'
ANSWER_S = 5.0
"""The daemon answers from memory; longer means that it hangs."""
DESK_S = 60.0
"""A document is made, or a session's sound is destroyed."""


class Console(Protocol):
    """What the gateway offers to its own console."""

    url: str

    @property
    def clients(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    def new_pairing_code(self) -> str: ...
    async def devices(self) -> Sequence[Device]: ...
    async def revoke(self, device: int) -> None: ...
    async def carry_out(self, command: AnyCommand, by: str) -> Mapping[str, Any]: ...
    async def people(self) -> Sequence[Person]: ...
    async def add_person(self, name: str, role: str, pin: str) -> Person: ...
    async def end_person(self, person: int) -> None: ...


class ControlSocket:
    """`async with ControlSocket(home, gateway)`: answers until it is left. The caller holds the lock on `home`."""

    def __init__(self, home: Path, console: Console) -> None:
        self._home = home
        self._console = console

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_unix_server(self._serve, sock=_listen(self._home), limit=MAX_LINE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()
        (self._home / NAME).unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(ANSWER_S):
                asked = await reader.readline()
            async with asyncio.timeout(DESK_S):
                answer = await self._answer(asked)
                writer.write(msgspec.json.encode(answer) + b"\n")
                await writer.drain()
        except (TimeoutError, ValueError, ConnectionError):
            pass  # it left, said nothing, or said more than a line holds: nobody is there to be told
        finally:
            writer.close()

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            return await self._do(json.loads(line))
        except (ValueError, RecursionError):
            return _refusal(ProtocolError("Not a request.", HINT))
        except ScribeError as error:
            return _refusal(error)

    async def _do(self, request: object) -> dict[str, Any]:
        match request:
            case {"do": "pair"}:
                return {
                    "code": self._console.new_pairing_code(),
                    "url": self._console.url,
                    "fingerprint": self._console.fingerprint,
                }
            case {"do": "status"}:
                return {"url": self._console.url, "clients": self._console.clients}
            case {"do": "devices"}:
                return {"devices": [told(device) for device in await self._console.devices()]}
            case {"do": "revoke", "device": int(device)}:
                await self._console.revoke(device)
                return {"revoked": device}
            case {"do": "desk", "command": dict(command)}:
                return dict(await self._console.carry_out(messages.parse_command(command), CONSOLE))
            case {"do": "people"}:
                return {"people": [_person(person) for person in await self._console.people()]}
            case {"do": "add-person", "name": str(name), "role": str(role), "pin": str(pin)}:
                return {"added": _person(await self._console.add_person(name, role, pin))}
            case {"do": "end-person", "person": int(person)}:
                await self._console.end_person(person)
                return {"ended": person}
            case _:
                raise ProtocolError("Unknown request.", HINT)


async def ask(home: Path, request: dict[str, Any], answer_s: float = ANSWER_S) -> dict[str, Any]:
    """The daemon's answer. Raises GatewayError when there is no daemon, or with what the daemon says."""
    try:
        async with asyncio.timeout(answer_s):
            answer: dict[str, Any] = json.loads(await _exchange(home, json.dumps(request).encode() + b"\n"))
    except (OSError, TimeoutError, json.JSONDecodeError):
        raise GatewayError("No daemon is running here.", f"Start it: scribe serve (SCRIBE_HOME is {home}).") from None
    if "error" in answer:
        raise GatewayError(answer["text"], answer["hint"])
    return answer


async def _exchange(home: Path, line: bytes) -> bytes:
    with _short_path(home) as path:
        reader, writer = await asyncio.open_unix_connection(path, limit=MAX_ANSWER)
    try:
        writer.write(line)
        await writer.drain()
        return await reader.readline()
    finally:
        writer.close()


def _listen(home: Path) -> socket.socket:
    (home / NAME).unlink(missing_ok=True)  # left behind by a daemon that was killed: the lock says it is gone
    taken = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.fchmod(taken.fileno(), 0o600)  # before it has a name: nobody can open it in between
        with _short_path(home) as path:
            taken.bind(path)
        taken.setblocking(False)
    except OSError as error:
        taken.close()
        raise GatewayError(f"{home / NAME}: {error.strerror}.", "Check SCRIBE_HOME.") from None
    return taken


@contextlib.contextmanager
def _short_path(home: Path) -> Iterator[str]:
    """A Unix socket's path holds 107 bytes; a folder given by its descriptor always fits."""
    folder = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{NAME}"
    finally:
        os.close(folder)


def _person(person: Person) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "role": person.role}


def _refusal(error: ScribeError) -> dict[str, Any]:
    return {"error": error.code, "text": error.text, "hint": error.hint}
