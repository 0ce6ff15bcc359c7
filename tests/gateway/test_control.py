"""The daemon's own user can ask it for a code; nothing else is answered, and no one else can ask."""

import asyncio
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe import commands
from scribe.errors import GatewayError
from scribe.gateway.control import NAME, ControlSocket, _exchange, ask
from scribe.gateway.people import Access, Person
from tests.gateway.room import MemoryDevices, PairedDevice


class Console:
    url = "http://127.0.0.1:1"
    clients = 2
    fingerprint = "AB:CD"

    def __init__(self) -> None:
        self._devices = MemoryDevices()
        self._people: list[Person] = []

    def new_pairing_code(self) -> str:
        return "ABCD-EFGH"

    async def devices(self) -> list[PairedDevice]:
        return await self._devices.devices()

    async def revoke(self, device: int) -> None:
        await self._devices.revoke_device(device, "console")

    async def carry_out(self, command: commands.AnyCommand, by: str) -> dict[str, Any]:
        assert isinstance(command, commands.Addendum)
        return {"by": by, "text": command.text}

    async def people(self) -> list[Person]:
        return self._people

    async def add_person(self, name: str, role: str, pin: str) -> Person:
        self._people.append(Person(len(self._people) + 1, name, Access(role)))
        return self._people[-1]

    async def end_person(self, person: int) -> None:
        self._people = [one for one in self._people if one.id != person]


async def test_a_code_and_the_address(tmp_path: Path) -> None:
    async with ControlSocket(tmp_path, Console()):
        assert await ask(tmp_path, {"do": "pair"}) == {
            "code": "ABCD-EFGH",
            "url": "http://127.0.0.1:1",
            "fingerprint": "AB:CD",
        }
        assert await ask(tmp_path, {"do": "status"}) == {"url": "http://127.0.0.1:1", "clients": 2}


async def test_the_paired_devices_and_the_end_of_one(tmp_path: Path) -> None:
    console = Console()
    await console._devices.add_device(b"digest", "tablet", "2026-03-12T14:00:00Z")
    async with ControlSocket(tmp_path, console):
        [row] = (await ask(tmp_path, {"do": "devices"}))["devices"]
        assert (row["id"], row["name"], row["revoked_at"]) == (1, "tablet", None)
        assert await ask(tmp_path, {"do": "revoke", "device": 1}) == {"revoked": 1}
        [row] = (await ask(tmp_path, {"do": "devices"}))["devices"]
        assert row["revoked_at"]
        with pytest.raises(GatewayError, match="no device 7"):
            await ask(tmp_path, {"do": "revoke", "device": 7})
        with pytest.raises(GatewayError, match="Unknown request"):
            await ask(tmp_path, {"do": "revoke", "device": "1"})


async def test_what_is_asked_of_the_desk_and_its_answer_may_be_long(tmp_path: Path) -> None:
    asked = {"do": "addendum", "session": "s1", "name": "Dr. B", "credentials": ""}
    async with ControlSocket(tmp_path, Console()):
        answer = await ask(tmp_path, {"do": "desk", "command": {**asked, "text": "word " * 8000}})
        assert (answer["by"], answer["text"]) == ("console", "word " * 8000)
        with pytest.raises(GatewayError, match=r"Not a command.*`text`"):
            await ask(tmp_path, {"do": "desk", "command": asked})


async def test_only_its_own_user_can_open_it_and_it_goes_away(tmp_path: Path) -> None:
    async with ControlSocket(tmp_path, Console()):
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert not (tmp_path / NAME).exists()


async def test_what_a_killed_daemon_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("")
    async with ControlSocket(tmp_path, Console()):
        assert (await ask(tmp_path, {"do": "status"}))["clients"] == 2


async def test_a_deep_home_is_no_obstacle(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100) / ("y" * 100)
    deep.mkdir(parents=True)
    async with ControlSocket(deep, Console()):
        assert (await ask(deep, {"do": "status"}))["clients"] == 2


async def test_without_a_daemon_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GatewayError, match="scribe serve"):
        await ask(tmp_path, {"do": "pair"})
    with pytest.raises(GatewayError, match="scribe serve"):
        await ask(tmp_path / "missing", {"do": "pair"})
    (tmp_path / NAME).write_text("")
    with pytest.raises(GatewayError, match="scribe serve"):
        await ask(tmp_path, {"do": "pair"})


async def test_an_unknown_request_is_refused(tmp_path: Path) -> None:
    async with ControlSocket(tmp_path, Console()):
        with pytest.raises(GatewayError, match="Unknown request"):
            await ask(tmp_path, {"do": "format"})


@settings(max_examples=40)
@given(lines=st.lists(st.binary(max_size=5000) | st.sampled_from([b"[]", b"null", b"7", b"[" * 4000]), max_size=4))
def test_garbage_is_refused_and_the_next_request_answered(
    lines: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")

    async def story() -> None:
        async with ControlSocket(home, Console()):
            for line in lines:
                answer = await _exchange(home, line + b"\n")
                assert b"Traceback" not in answer
                assert b"ABCD" not in answer
            assert (await ask(home, {"do": "status"}))["clients"] == 2

    asyncio.run(story())


async def test_people_are_added_listed_and_ended(tmp_path: Path) -> None:
    async with ControlSocket(tmp_path, Console()):
        asked = {"do": "add-person", "name": "Marian", "role": "clinician", "pin": "271828"}
        marian = {"id": 1, "name": "Marian", "role": "clinician"}
        assert await ask(tmp_path, asked) == {"added": marian}
        assert await ask(tmp_path, {"do": "people"}) == {"people": [marian]}
        assert await ask(tmp_path, {"do": "end-person", "person": 1}) == {"ended": 1}
        assert await ask(tmp_path, {"do": "people"}) == {"people": []}
