"""What an administrator may do from a tablet, who else may not, and that the audit would name who did it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from scribe import commands
from scribe import events as ev
from scribe.errors import StoreError
from scribe.gateway import server
from scribe.gateway.client import Client, RefusedError, connect
from scribe.gateway.devices import TOKEN_LIFE
from scribe.gateway.pairing import picture
from tests.gateway.room import room
from tests.gateway.test_people import OTHER, cheap, closed_with, staffed, unlocked

__all__ = ["cheap"]  # a fixture

ADMINISTRATOR, CLINICIAN, VIEWER = 3, 1, 2
BO = commands.AddPerson(name="Bo", role="clinician", pin=OTHER)
OFFICE: list[commands.AnyCommand] = [
    commands.People(),
    commands.Devices(),
    BO,
    commands.EndPerson(person=2),
    commands.PairingCode(),
    commands.Revoke(device=1),
]


async def asked(client: Client, command: commands.AnyCommand) -> dict[str, Any]:
    """The answer; somebody has to read meanwhile."""
    reading = asyncio.create_task(closed_with(client))
    try:
        return await asyncio.wait_for(client.do(command), 10)
    finally:
        reading.cancel()


async def test_an_administrator_sees_people_and_devices() -> None:
    async with staffed() as at, unlocked(at, ADMINISTRATOR, await at.token("front desk")) as client:
        people = (await asked(client, commands.People()))["people"]
        assert [(one["name"], one["role"]) for one in people] == [
            ("Marian", "clinician"),
            ("Kim", "viewer"),
            ("Ines", "administrator"),
        ]
        assert not any("pin" in one for one in people)
        (device,) = (await asked(client, commands.Devices()))["devices"]
        assert (device["name"], device["expired"], device["revoked_at"]) == ("front desk", False, None)
        assert not any("token" in key for key in device)


async def test_a_person_is_let_in_and_shut_out_at_once() -> None:
    async with staffed() as at, unlocked(at, ADMINISTRATOR) as client:
        added = (await asked(client, BO))["added"]
        token = await at.token()
        async with connect(at.address) as theirs:
            await theirs.hello(token, unlock=(added["id"], OTHER))
            await asked(client, commands.EndPerson(person=added["id"]))
            assert await closed_with(theirs) == 4403


async def test_a_device_is_revoked_at_once() -> None:
    async with staffed() as at, unlocked(at, CLINICIAN, await at.token("lost")) as lost:
        async with unlocked(at, ADMINISTRATOR) as client:
            devices = (await asked(client, commands.Devices()))["devices"]
            (id,) = [device["id"] for device in devices if device["name"] == "lost"]
            assert (await asked(client, commands.Revoke(device=id)))["revoked"] == id
        assert await closed_with(lost) == 4401


@pytest.mark.parametrize("command", OFFICE, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("person", [CLINICIAN, VIEWER])
async def test_nobody_else_may(person: int, command: commands.AnyCommand) -> None:
    async with staffed() as at, unlocked(at, person) as client:
        with pytest.raises(RefusedError) as refused:
            await asked(client, command)
        assert refused.value.reason == "forbidden"


async def test_in_a_room_without_people_the_office_is_the_console_s() -> None:
    async with room() as at, at.visitor() as client:
        with pytest.raises(RefusedError) as refused:
            await asked(client, commands.Devices())
        assert refused.value.reason == "forbidden"


async def test_a_weak_pin_and_oneself_are_refused() -> None:
    async with staffed() as at, unlocked(at, ADMINISTRATOR) as client:
        with pytest.raises(RefusedError, match="easily guessed"):
            await asked(client, msgspec.structs.replace(BO, pin="111111"))
        with pytest.raises(RefusedError, match="yourself"):
            await asked(client, commands.EndPerson(person=ADMINISTRATOR))
        assert len(await at.gateway.people()) == 3


# -- thirty days -------------------------------------------------------------------------------------------------------


def old(at: Any) -> None:
    """Every device was paired so long ago that its time is over."""
    paired = (datetime.now(UTC) - TOKEN_LIFE).isoformat()
    at.devices.known = {digest: replace(device, created_at=paired) for digest, device in at.devices.known.items()}


async def test_after_thirty_days_a_token_lets_nobody_in() -> None:
    async with room() as at:
        token = await at.token()
        async with connect(at.address) as client:
            assert (await client.hello(token)).paired_until
        old(at)
        async with connect(at.address) as client:
            await client.send({"type": "hello", "token": token})
            assert await closed_with(client) == 4401


async def test_what_is_open_then_is_closed_but_not_while_somebody_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "IDLE_CHECK_S", 0.02)
    async with room() as at, at.visitor() as client:
        log = at.host.begin()
        await log.append(ev.Session(state=ev.SessionState.LIVE))
        (open_now,) = at.gateway._audience.everybody
        old(at)
        open_now.device = next(iter(at.devices.known.values()))
        await asyncio.sleep(0.2)
        assert at.gateway.clients == 1
        await log.append(ev.Session(state=ev.SessionState.ENDED))
        assert await closed_with(client) == 4401


async def test_a_code_for_a_new_tablet_is_good_once_and_in_the_audit() -> None:
    seen: list[tuple[str, str, str | None]] = []

    async def witness(who: str, what: str, whom: str | None) -> None:
        seen.append((who, what, whom))

    async with staffed(witness=witness) as at, unlocked(at, ADMINISTRATOR) as client:
        made = await asked(client, commands.PairingCode())
        assert seen == [("Ines", "pairing code made", None)]
        assert made["picture"] == picture(f"{made['url']}/#{made['code']}")
        for good in (True, False):
            async with connect(at.address) as new:
                if good:
                    assert await new.pair(made["code"])
                    continue
                with pytest.raises(RefusedError):
                    await new.pair(made["code"])


async def test_without_its_audit_row_there_is_no_code() -> None:
    async def witness(who: str, what: str, whom: str | None) -> None:
        raise StoreError("The disk is full.")

    async with staffed(witness=witness) as at, unlocked(at, ADMINISTRATOR) as client:
        with pytest.raises(RefusedError, match="The disk is full"):
            await asked(client, commands.PairingCode())
