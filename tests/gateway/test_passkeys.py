"""Passkeys over real sockets: whoever has one gets in, and nobody by a broken, borrowed or repeated one."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.typing import Origin, Subprotocol

from scribe import commands
from scribe.errors import UnstoredError
from scribe.gateway.passkeys import site_of
from scribe.records.passkeys import PasskeyRow
from tests.gateway.authenticator import Authenticator
from tests.gateway.room import Room
from tests.gateway.test_people import PIN, cheap, staffed, unlocked

__all__ = ["cheap"]  # a fixture

MARIAN, KIM, INES = 1, 2, 3


@dataclass
class MemoryPasskeys:
    known: list[PasskeyRow] = field(default_factory=list)
    full: bool = False
    """The disk is."""

    async def passkeys(self, site: str) -> list[PasskeyRow]:
        return [row for row in self.known if row.site == site]

    async def add_passkey(self, person: int, site: str, credential: bytes, key: bytes, uses: int, by: str) -> None:
        self.known.append(
            PasskeyRow(
                id=len(self.known) + 1, person=person, site=site, credential=credential, public_key=key, uses=uses
            )
        )

    async def passkey_used(self, passkey: int, uses: int, by: str) -> None:
        if self.full:
            raise UnstoredError("The disk is full.", "Free some space.")
        self.known = [msgspec.structs.replace(row, uses=uses) if row.id == passkey else row for row in self.known]

    async def end_passkeys(self, person: int, by: str) -> None:
        self.known = [row for row in self.known if row.person != person]


@dataclass
class Tablet:
    """A browser at the room's name."""

    at: Room
    token: str
    keys: MemoryPasskeys

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.at.port}"

    def key(self, origin: str | None = None, site: str = "localhost", verified: bool = True) -> Authenticator:
        return Authenticator(origin or self.origin, site, verified)

    @asynccontextmanager
    async def open(self, name: str = "localhost") -> AsyncIterator[tuple[ClientConnection, dict[str, Any]]]:
        """A connection, and what the room says to its `hello`."""
        page = f"{name}:{self.at.port}"
        origin, protocol = Origin(f"http://{page}"), Subprotocol("scribe.v1")
        async with open_socket(f"ws://{page}/live", origin=origin, subprotocols=[protocol]) as socket:
            yield socket, await said(socket, {"type": "hello", "token": self.token})

    async def with_key(self, authenticator: Authenticator, person: int = MARIAN) -> dict[str, Any]:
        """The PIN, then a passkey; what the room says to that."""
        async with self.open() as (socket, _):
            assert (await said(socket, {"type": "unlock", "person": person, "pin": PIN}))["type"] == "welcome"
            offered = await said(socket, {"type": "passkey-offer", "id": "o"})
            made = authenticator.create(offered["options"])
            answer = await said(socket, {"type": "passkey-add", "id": "a", "credential": made})
            await socket.send('{"type": "lock"}')
            await socket.wait_closed()
        return answer


async def said(socket: ClientConnection, message: dict[str, Any]) -> dict[str, Any]:
    await socket.send(msgspec.json.encode(message).decode())
    answer: dict[str, Any] = msgspec.json.decode(await socket.recv())
    return answer


async def shown(socket: ClientConnection, key: Authenticator, person: int = MARIAN) -> dict[str, Any]:
    """What the room says to a passkey."""
    asked = await said(socket, {"type": "passkey-ask", "person": person})
    if asked["type"] == "error":
        return asked
    return await said(socket, {"type": "passkey-unlock", "person": person, "credential": key.get(asked["options"])})


@pytest.fixture
async def tablet() -> AsyncIterator[Tablet]:
    keys = MemoryPasskeys()
    async with staffed(passkeys=keys) as at:
        yield Tablet(at, await at.token(), keys)


async def test_a_passkey_is_made_and_lets_its_owner_in(tablet: Tablet) -> None:
    key = tablet.key()
    assert (await tablet.with_key(key))["type"] == "ack"
    async with tablet.open() as (socket, locked):
        assert locked["passkeys"] == [MARIAN]
        welcome = await shown(socket, key)
        assert (welcome["type"], welcome["person"]["name"]) == ("welcome", "Marian")
    assert tablet.keys.known[0].uses == 1


@pytest.mark.parametrize(
    "broken",
    [
        lambda tablet: tablet.key(verified=False),
        lambda tablet: tablet.key(origin="https://evil.example"),
        lambda tablet: tablet.key(site="evil.example"),
    ],
    ids=["nobody showed a finger", "another origin", "another site"],
)
async def test_no_passkey_is_made_wrongly(tablet: Tablet, broken: Callable[[Tablet], Authenticator]) -> None:
    answer = await tablet.with_key(broken(tablet))
    assert (answer["type"], answer["code"]) == ("error", "passkey")
    assert tablet.keys.known == []


async def test_a_wrong_one_lets_nobody_in_and_five_lock_the_person_out(tablet: Tablet) -> None:
    key, forged = tablet.key(), tablet.key()
    await tablet.with_key(key)
    forged.id = key.id  # another private key
    async with tablet.open() as (socket, _):
        for _ in range(5):
            assert (await shown(socket, forged))["text"] == "This passkey was not accepted."
        assert "Too many" in (await shown(socket, key))["text"]
        assert "Too many" in (await said(socket, {"type": "unlock", "person": MARIAN, "pin": PIN}))["text"]


async def test_an_answer_is_good_once_and_for_the_connection_that_asked(tablet: Tablet) -> None:
    key = tablet.key()
    await tablet.with_key(key)
    async with tablet.open() as (first, _), tablet.open() as (second, _):
        asked = await said(first, {"type": "passkey-ask", "person": MARIAN})
        answer = {"type": "passkey-unlock", "person": MARIAN, "credential": key.get(asked["options"])}
        assert (await said(second, answer))["code"] == "passkey"
        await said(second, {"type": "passkey-ask", "person": MARIAN})
        assert (await said(second, answer))["code"] == "passkey"
        assert (await said(first, answer))["type"] == "welcome"


async def test_ones_passkey_is_not_anothers(tablet: Tablet) -> None:
    key = tablet.key()
    await tablet.with_key(key)
    async with tablet.open() as (socket, _):
        assert (await said(socket, {"type": "passkey-ask", "person": KIM}))["code"] == "passkey"
        asked = await said(socket, {"type": "passkey-ask", "person": MARIAN})
        stolen = {"type": "passkey-unlock", "person": KIM, "credential": key.get(asked["options"])}
        assert (await said(socket, stolen))["code"] == "passkey"


async def test_a_counter_that_goes_back_is_a_copy(tablet: Tablet) -> None:
    key = tablet.key()
    await tablet.with_key(key)
    for uses, type in ((6, "welcome"), (2, "error")):
        async with tablet.open() as (socket, _):
            key.uses = uses
            assert (await shown(socket, key))["type"] == type
            if type == "welcome":
                await socket.send('{"type": "lock"}')
                await socket.wait_closed()


async def test_on_a_full_disk_a_passkey_is_refused_and_the_pin_still_lets_in(tablet: Tablet) -> None:
    key = tablet.key()
    await tablet.with_key(key)
    async with tablet.open() as (socket, _):
        tablet.keys.full = True
        refused = await shown(socket, key)
        assert (refused["type"], refused["code"], refused["text"]) == ("error", "unstored", "The disk is full.")
        assert (await said(socket, {"type": "unlock", "person": MARIAN, "pin": PIN}))["type"] == "welcome"


@pytest.mark.parametrize("rubbish", [{}, {"rawId": 7}, {"rawId": "AA", "response": []}, {"id": "x", "rawId": "é"}])
async def test_rubbish_is_refused(tablet: Tablet, rubbish: dict[str, Any]) -> None:
    await tablet.with_key(tablet.key())
    async with tablet.open() as (socket, _):
        await said(socket, {"type": "passkey-ask", "person": MARIAN})
        answer = await said(socket, {"type": "passkey-unlock", "person": MARIAN, "credential": rubbish})
        assert answer["code"] == "passkey"


async def test_where_the_page_was_opened_by_an_address_it_says_why_there_is_none(tablet: Tablet) -> None:
    await tablet.with_key(tablet.key())
    async with tablet.open("127.0.0.1") as (socket, locked):
        assert locked["passkeys"] == []
        await said(socket, {"type": "unlock", "person": MARIAN, "pin": PIN})
        refused = await said(socket, {"type": "passkey-offer", "id": "o"})
        assert (refused["id"], refused["code"]) == ("o", "passkey")
        assert "opened by an address" in refused["text"]


async def test_an_administrator_takes_them_away(tablet: Tablet) -> None:
    key = tablet.key()
    await tablet.with_key(key)
    async with unlocked(tablet.at, INES) as client:
        await client.send({"id": "x1", "do": "end-passkeys", "person": MARIAN})
        while tablet.keys.known:
            await client.next()
    async with tablet.open() as (socket, locked):
        assert locked["passkeys"] == []
        assert (await shown(socket, key))["code"] == "passkey"


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("http://localhost:8443", "localhost"),
        ("https://scribe.clinic.example", "scribe.clinic.example"),
        ("https://192.168.1.20:8443", None),
        ("https://[fe80::1]:8443", None),
        (None, None),
    ],
)
def test_a_passkey_belongs_to_a_name(origin: str | None, name: str | None) -> None:
    site = site_of(origin)
    assert (site.name if site else None) == name


def test_only_an_administrator_may_take_them_away() -> None:
    assert isinstance(commands.EndPasskeys(person=1), commands.OfficeCommand)
