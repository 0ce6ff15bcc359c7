"""People with a PIN of their own, over real sockets: who sees what, who may do what, and that ended means out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import argon2
import pytest
from websockets.exceptions import ConnectionClosed

from scribe import commands
from scribe import events as ev
from scribe.errors import UnstoredError, UsageError
from scribe.gateway import people, server
from scribe.gateway.client import Client, LockedError, RefusedError, connect
from scribe.gateway.people import Access, hashed, matches
from scribe.gateway.presence import IDLE_S
from tests.gateway.room import Room, notice, room

PIN, OTHER = "271828", "314159"


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    role: str
    pin: str


@dataclass
class MemoryPeople:
    known: list[Row] = field(default_factory=list)

    async def add_person(self, name: str, role: str, pin: str, by: str) -> Row:
        self.known.append(Row(len(self.known) + 1, name, role, pin))
        return self.known[-1]

    async def people(self) -> list[Row]:
        return list(self.known)

    async def end_person(self, id: int, by: str) -> None:
        self.known = [row for row in self.known if row.id != id]


async def test_nobody_is_called_what_the_device_itself_is_called() -> None:
    async with room(people=MemoryPeople()) as at:
        with pytest.raises(UsageError, match="command line"):
            await at.gateway.add_person("Console", "clinician", PIN)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with the least work."""
    monkeypatch.setattr(people, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@asynccontextmanager
async def staffed(**options: Any) -> AsyncIterator[Room]:
    """A room with a clinician (1), a viewer (2) and an administrator (3), all with the same PIN."""
    async with room(people=MemoryPeople(), **options) as at:
        for name, role in (("Marian", "clinician"), ("Kim", "viewer"), ("Ines", "administrator")):
            await at.gateway.add_person(name, role, PIN)
        yield at


@asynccontextmanager
async def unlocked(at: Room, person: int = 1, token: str | None = None) -> AsyncIterator[Client]:
    async with connect(at.address) as client:
        await client.hello(token or await at.token(), unlock=(person, PIN))
        yield client


async def closed_with(client: Client) -> int | None:
    async with asyncio.timeout(10):
        async for _ in client:
            pass
    return client.socket.close_code


async def test_before_the_pin_nothing_of_a_session_is_told() -> None:
    async with staffed() as at, connect(at.address) as client:
        log = at.host.begin()
        with pytest.raises(LockedError) as locked:
            await client.hello(await at.token())
        assert [(one.name, one.role) for one in locked.value.people] == [
            ("Marian", "clinician"),
            ("Kim", "viewer"),
            ("Ines", "administrator"),
        ]
        await log.append(notice("what was said"))
        await client.send({"type": "ping"})
        await client.send({"type": "unlock", "person": 1, "pin": PIN})
        texts = [type(await client.next()).__name__ for _ in range(2)]
        assert texts == ["Pong", "Welcome"]


async def test_a_wrong_pin_is_told_so_and_five_lock_the_person_out() -> None:
    async with staffed() as at:
        token = await at.token()
        for number in range(6):
            async with connect(at.address) as client:
                with pytest.raises(RefusedError) as refused:
                    await client.hello(token, unlock=(1, OTHER))
                assert refused.value.reason == "pin"
                assert ("Too many" in refused.value.text) == (number == 5)
        async with connect(at.address) as client:
            with pytest.raises(RefusedError, match="Too many"):
                await client.hello(token, unlock=(1, PIN))
            await client.send({"type": "unlock", "person": 2, "pin": PIN})
            await client.next()


@pytest.mark.parametrize("taken", [True, False])
async def test_what_a_disk_refuses_is_asked_for_anew_at_the_tablets(
    monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    """The store may have it all the same: whoever is shut out is locked, and the first person locks everybody."""

    def refused(change: Any) -> Any:
        async def one(*given: Any) -> None:
            if taken:
                await change(*given)
            raise UnstoredError("The disk refuses.")

        return one

    async with staffed() as at, unlocked(at, 2) as client:
        people = at.gateway.keeper._people
        monkeypatch.setattr(people, "end_person", refused(people.end_person))  # type: ignore[union-attr]
        with pytest.raises(UnstoredError):
            await at.gateway.end_person(2)
        assert await closed_with(client) == 4403
        assert at.gateway.keeper.presence.who(1) is None
    async with room(people=MemoryPeople()) as at, at.visitor() as client:
        people = at.gateway.keeper._people
        monkeypatch.setattr(people, "add_person", refused(people.add_person))  # type: ignore[union-attr]
        with pytest.raises(UnstoredError):
            await at.gateway.add_person("Marian", "clinician", PIN)
        assert await closed_with(client) == 4403


async def test_an_unknown_person_is_refused_as_a_wrong_pin_is() -> None:
    async with staffed() as at, connect(at.address) as client:
        with pytest.raises(RefusedError, match="This PIN is not right"):
            await client.hello(await at.token(), unlock=(99, PIN))


@pytest.mark.parametrize("message", [{"id": "a", "do": "pause"}, {"type": "hello", "token": "x"}, {"type": "what"}])
async def test_nothing_can_be_asked_at_the_lock(message: dict[str, str]) -> None:
    async with staffed() as at, connect(at.address) as client:
        with pytest.raises(LockedError):
            await client.hello(await at.token())
        await client.send(message)
        assert await closed_with(client) == 1008
        assert at.host.done == []


async def test_who_unlocked_is_named_for_what_is_done() -> None:
    async with staffed() as at, unlocked(at) as client:
        reading = asyncio.create_task(closed_with(client))
        await client.do(commands.Pause())
        assert at.host.done[0][1] == "Marian"
        reading.cancel()


async def test_a_viewer_sees_and_changes_nothing() -> None:
    async with staffed() as at:
        log = at.host.begin()
        async with unlocked(at, person=2) as client:
            await log.append(notice("seen"))
            await client.send({"id": "a", "do": "pause"})
            told = [await client.next(), await client.next()]
            assert {type(one) for one in told} >= {ev.Notice}
            assert "forbidden" in {getattr(one, "code", "") for one in told}
            assert at.host.done == []


async def test_an_administrator_is_told_nothing_of_a_session() -> None:
    async with staffed() as at:
        log = at.host.begin()
        await log.append(notice("what was said"))
        async with connect(at.address) as client:
            welcome = await client.hello(await at.token(), unlock=(3, PIN))
            assert (welcome.snapshot, welcome.person and welcome.person.role) == (None, "administrator")
            await log.append(notice("what was said"))
            await client.send({"type": "ping"})
            assert type(await client.next()).__name__ == "Pong"
            await client.send_sound(0, b"\0\0")
            assert getattr(await client.next(), "code", "") == "protocol"


async def test_the_next_connection_of_the_device_needs_no_pin_until_it_is_locked() -> None:
    async with staffed() as at:
        token = await at.token()
        async with unlocked(at, token=token):
            pass
        async with connect(at.address) as again:
            await again.hello(token)
            await again.send({"type": "lock"})
            assert await closed_with(again) == 4403
        async with connect(at.address) as client:
            with pytest.raises(LockedError):
                await client.hello(token)


async def test_who_is_ended_is_locked_out_at_once_and_others_stay() -> None:
    async with staffed() as at, unlocked(at) as client, unlocked(at, person=2) as stays:
        await at.gateway.end_person(1)
        assert await closed_with(client) == 4403
        await stays.send({"type": "ping"})
        assert type(await stays.next()).__name__ == "Pong"
        async with connect(at.address) as again:
            with pytest.raises(RefusedError):
                await again.hello(await at.token(), unlock=(1, PIN))


async def test_a_device_is_revoked_at_the_lock_too() -> None:
    async with staffed() as at, connect(at.address) as client:
        with pytest.raises(LockedError):
            await client.hello(await at.token())
        await at.gateway.revoke(1)
        with pytest.raises(ConnectionClosed):
            await client.socket.recv()
        assert client.socket.close_code == 4401


async def test_the_first_person_locks_what_is_open() -> None:
    async with room(people=MemoryPeople()) as at, at.visitor() as client:
        await at.gateway.add_person("Marian", "clinician", PIN)
        assert await closed_with(client) == 4403


async def test_an_idle_device_is_locked_and_one_in_a_session_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "IDLE_CHECK_S", 0.01)
    now = [0.0]
    async with staffed(clock=lambda: now[0]) as at, unlocked(at) as client:
        log = at.host.begin()
        await log.append(ev.Session(state=ev.SessionState.LIVE))
        for _ in range(3):
            now[0] += IDLE_S - 1
            await asyncio.sleep(0.05)
        await log.append(ev.Session(state=ev.SessionState.DRAFT))
        await asyncio.sleep(0.05)
        await client.send({"type": "ping", "touched": True})
        now[0] += IDLE_S
        assert await closed_with(client) == 4403


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123", "abcdef", "111111", "123456", "987654", "121212"])
async def test_a_pin_that_is_short_or_easily_guessed_is_refused(pin: str) -> None:
    with pytest.raises(UsageError):
        await hashed(pin)


async def test_a_pin_is_kept_as_its_hash_only() -> None:
    kept = await hashed(PIN)
    assert PIN not in kept
    assert kept.startswith("$argon2id$")
    assert await matches(PIN, kept)
    assert not await matches(OTHER, kept)
    assert set(Access) == {"clinician", "viewer", "administrator"}
