"""Private notes on a tablet: each connection unlocks for itself, only a clinician, and nothing is kept elsewhere."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import argon2
import msgspec
import pytest

from scribe.errors import StoreError, UsageError, WrongKeyError
from scribe.gateway import people
from scribe.gateway.client import Client
from scribe.gateway.tries import FIRST_LOCK_S, MAX_WRONG
from scribe.private.apart import PrivateSide, apart
from scribe.private.store import LOCK_S, LockedError
from tests.gateway.room import Room, room
from tests.gateway.test_people import PIN, MemoryPeople, unlocked
from tests.private.test_store import CANARY, OTHER, WORDS, Clock


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def told(side: PrivateSide) -> str:
    return str(side.state.value)


# -- one side ----------------------------------------------------------------------------------------------------------


async def test_it_is_begun_unlocked_and_locked(tmp_path: Path) -> None:
    clock = Clock()
    side = apart(tmp_path, clock)()
    assert told(side) == "none"
    with pytest.raises(UsageError, match="at least 12"):
        await side.begin("short")
    await side.begin(WORDS)
    assert told(side) == "open"
    await side.write("Ada L.", "s1", CANARY, "")
    clock.now += LOCK_S
    assert told(side) == "locked"
    with pytest.raises(LockedError):
        await side.read("Ada L.")
    await side.unlock(WORDS)
    (entry,) = await side.read("Ada L.")
    assert (entry.session, entry.text) == ("s1", CANARY)
    await side.remove(entry.id)
    assert await side.read("Ada L.") == []


async def test_guessing_is_slowed_down_from_whichever_tablet(tmp_path: Path) -> None:
    clock = Clock()
    new = apart(tmp_path, clock)
    await new().begin(WORDS)
    for _ in range(MAX_WRONG):
        with pytest.raises(WrongKeyError):
            await new().unlock(OTHER)
    with pytest.raises(LockedError, match="Too many"):
        await new().unlock(WORDS)
    clock.now += FIRST_LOCK_S
    await new().unlock(WORDS)


# -- over the wire -----------------------------------------------------------------------------------------------------


async def asked(tablet: Client, type: str, **fields: Any) -> dict[str, Any]:
    await tablet.send({"type": type, "id": "p1", **fields})
    while True:
        message = msgspec.json.decode(await tablet.socket.recv())
        if message["type"] in ("private", "error"):
            return dict(message)


@asynccontextmanager
async def kept(home: Path) -> AsyncIterator[tuple[Room, Client]]:
    """A room with private notes, and a tablet on which they are open."""
    async with room(apart=apart(home)) as at, at.visitor() as client:
        assert (await asked(client, "private-read", client="Ada L."))["state"] == "none"
        assert (await asked(client, "private-begin", passphrase=WORDS))["state"] == "open"
        yield at, client


async def test_a_note_is_kept_read_and_removed_on_the_wire(tmp_path: Path) -> None:
    async with kept(tmp_path) as (_, client):
        written = await asked(client, "private-write", client="Ada L.", session="s1", text=CANARY)
        (entry,) = written["entries"]
        assert (entry["text"], entry["session"]) == (CANARY, "s1")
        assert (await asked(client, "private-read", client="Bo M."))["entries"] == []
        gone = await asked(client, "private-remove", client="Ada L.", entry=entry["id"])
        assert gone["entries"] == []


async def test_a_note_that_is_sent_again_over_another_connection_is_kept_once(tmp_path: Path) -> None:
    witness = Witness()
    async with room(apart=apart(tmp_path), witness=witness) as at, at.visitor() as client:
        await asked(client, "private-begin", passphrase=WORDS)
        first = await asked(client, "private-write", client="Ada L.", text=CANARY, key="k1")
        async with at.visitor() as again:
            locked = await asked(again, "private-write", client="Ada L.", text=CANARY, key="k1")
            assert locked["code"] == "locked"
            await asked(again, "private-unlock", passphrase=WORDS)
            answer = await asked(again, "private-write", client="Ada L.", text=CANARY, key="k1")
            assert answer["entries"] == first["entries"]
            other = await asked(again, "private-write", client="Ada L.", text=CANARY, key="k2")
            assert len(other["entries"]) == 2
    told = [what for _, what, _ in witness.rows]
    assert told.count("private note written") == 2
    assert told.count("private notes read") == 1, "what it says was told once more"


async def test_a_note_that_two_connections_send_at_once_is_written_and_told_once(tmp_path: Path) -> None:
    witness = Witness()
    async with room(apart=apart(tmp_path), witness=witness) as at, at.visitor() as client, at.visitor() as other:
        await asked(client, "private-begin", passphrase=WORDS)
        await asked(other, "private-unlock", passphrase=WORDS)
        write = {"client": "Ada L.", "text": CANARY, "key": "k1"}
        answers = await asyncio.gather(*(asked(one, "private-write", **write) for one in (client, other)))
    assert [len(answer["entries"]) for answer in answers] == [1, 1]
    assert [what for _, what, _ in witness.rows].count("private note written") == 1


async def test_another_connection_and_a_later_one_are_locked(tmp_path: Path) -> None:
    async with kept(tmp_path) as (at, client):
        await asked(client, "private-write", client="Ada L.", text=CANARY)
        async with at.visitor() as other:
            answer = await asked(other, "private-read", client="Ada L.")
            assert (answer["state"], answer["entries"]) == ("locked", [])
            refused = await asked(other, "private-write", client="Ada L.", text="x")
            assert (refused["type"], refused["code"]) == ("error", "locked")
            assert (await asked(other, "private-unlock", passphrase=OTHER))["type"] == "error"
        assert (await asked(client, "private-lock"))["state"] == "locked"
        assert (await asked(client, "private-read", client="Ada L."))["entries"] == []


async def test_nothing_of_them_is_remembered_or_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "scribe"):
        async with kept(tmp_path) as (at, client):
            await asked(client, "private-write", client="Ada L.", text=CANARY)
            await asked(client, "private-unlock", passphrase=OTHER)
            assert at.gateway._answers._known == {} and at.host.done == []
    assert CANARY not in caplog.text and WORDS not in caplog.text
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes()


@pytest.mark.parametrize(("person", "may"), [(1, True), (2, False), (3, False)])
async def test_only_a_clinician_may(tmp_path: Path, person: int, may: bool) -> None:
    async with room(people=MemoryPeople(), apart=apart(tmp_path)) as at:
        for name, role in (("Marian", "clinician"), ("Kim", "viewer"), ("Ines", "administrator")):
            await at.gateway.add_person(name, role, PIN)
        async with unlocked(at, person) as client:
            answer = await asked(client, "private-read", client="Ada L.")
            assert (answer["type"] == "private") == may
            assert may or answer["code"] == "forbidden"


async def test_a_gateway_without_them_says_so() -> None:
    async with room() as at, at.visitor() as client:
        assert (await asked(client, "private-read", client="Ada L."))["code"] == "forbidden"


class Witness:
    """The audit; `full`: it can't take a row."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str | None]] = []
        self.full = False

    async def __call__(self, who: str, what: str, whom: str | None) -> None:
        if self.full:
            raise StoreError("The disk is full.")
        self.rows.append((who, what, whom))


async def test_the_audit_tells_who_opened_read_and_wrote_them_and_nothing_of_what_they_say(tmp_path: Path) -> None:
    witness = Witness()
    async with room(apart=apart(tmp_path), witness=witness) as at, at.visitor() as client:
        await asked(client, "private-read", client="Ada L.")
        assert witness.rows == []  # there was nothing to read
        assert (await asked(client, "private-begin", passphrase="short"))["type"] == "error"
        assert witness.rows == []
        await asked(client, "private-begin", passphrase=WORDS)
        assert (await asked(client, "private-begin", passphrase=OTHER))["type"] == "error"
        (entry,) = (await asked(client, "private-write", client="Ada L.", text=CANARY))["entries"]
        await asked(client, "private-read", client="Ada L.")
        await asked(client, "private-remove", client="Ada L.", entry=entry["id"])
        await asked(client, "private-lock")
        await asked(client, "private-read", client="Ada L.")
        await asked(client, "private-unlock", passphrase=OTHER)
        await asked(client, "private-unlock", passphrase=WORDS)
    assert [(what, whom) for _, what, whom in witness.rows] == [
        ("private notes begun", None),
        ("private note written", "Ada L."),
        ("private notes read", "Ada L."),
        ("private note removed", "Ada L."),
        ("private notes: a wrong passphrase", None),
        ("private notes unlocked", None),
    ]
    assert {who for who, _, _ in witness.rows} == {"tablet"}
    assert CANARY not in str(witness.rows)


async def test_what_the_audit_can_not_take_is_not_done(tmp_path: Path) -> None:
    witness = Witness()
    async with room(apart=apart(tmp_path), witness=witness) as at, at.visitor() as client:
        await asked(client, "private-begin", passphrase=WORDS)
        witness.full = True
        assert (await asked(client, "private-write", client="Ada L.", text=CANARY))["code"] == "store"
        await asked(client, "private-lock")
        assert (await asked(client, "private-unlock", passphrase=WORDS))["code"] == "store"
        assert (await asked(client, "private-read", client="Ada L."))["state"] == "locked"
        witness.full = False
        await asked(client, "private-unlock", passphrase=WORDS)
        assert (await asked(client, "private-read", client="Ada L."))["entries"] == []
