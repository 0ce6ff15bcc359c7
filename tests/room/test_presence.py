"""The room on a real broker with TLS and a password: what is told, what a wall button may do, what an outage costs."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from scribe import commands
from scribe.config import MqttSettings
from scribe.errors import GatewayError, StateError
from scribe.records.audit import parse_head
from scribe.room.condition import Condition, RoomState
from scribe.room.duties import _end
from scribe.room.presence import Presence, identity
from tests.room.broker import MISSING, Broker

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")

RIGHT_AGAIN_S = 5.0
CLIENT = "Ada Lovelace"


class Room:
    """A daemon as presence knows it."""

    def __init__(self) -> None:
        self.occupied: bool | None = None
        self.audit_head = ""
        self.condition = Condition(state=RoomState.IDLE)
        self.done: list[str] = []
        self.session = "s1"
        self.free = asyncio.Event()
        """Not set: what is asked waits, as on a full disk."""
        self.free.set()

    @property
    def heard(self) -> str:
        return "" if self.condition.state is RoomState.IDLE else self.session

    async def do(self, command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        await self.free.wait()
        if isinstance(command, commands.Meant) and command.session != self.heard:
            raise StateError("That was for an earlier session.")
        if self.condition.state is RoomState.IDLE:
            raise StateError(f"No session of {CLIENT} is being heard.")
        self.done.append(type(command).__name__)
        return {}


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    async with Broker(tmp_path) as started:
        yield started


@asynccontextmanager
async def present(broker: Broker, room: Room, **more: object) -> AsyncIterator[Presence]:
    presence = Presence(broker.settings(**more), room, "Room 3", "3f9a12c4", lambda: room.condition)
    task = asyncio.create_task(presence.keep())
    try:
        yield presence
    finally:
        await _end(task)


async def test_home_assistant_is_told_all_it_needs(broker: Broker) -> None:
    async with broker.watching() as seen, present(broker, Room()) as presence:
        told = json.loads(await seen.until("homeassistant/device/scribe-3f9a12c4/config"))
        assert await seen.until(presence.topics.availability) == "online"
    assert told["dev"]["ids"] == ["scribe-3f9a12c4"]
    assert told["o"]["name"] == "scribe"
    assert all({"p", "unique_id"} <= part.keys() for part in told["cmps"].values())
    assert len({part["unique_id"] for part in told["cmps"].values()}) == len(told["cmps"])
    buttons = {part["payload_press"] for part in told["cmps"].values() if part["p"] == "button"}
    assert buttons == {"start", "pause", "resume", "stop"}
    assert {"state", "recording", "queue", "health", "version"} <= told["cmps"].keys()


async def test_the_audit_s_head_is_kept_by_the_broker(broker: Broker) -> None:
    room = Room()
    async with broker.watching() as seen, present(broker, room) as presence:
        await seen.until(presence.topics.state, '"idle"')
        room.audit_head = f"7:{'ab' * 32}"
        assert await seen.until(presence.topics.audit) == room.audit_head
        room.audit_head = f"8:{'cd' * 32}"
        assert await seen.until(presence.topics.audit, "8:") == room.audit_head
        async with broker.watching() as later:
            assert parse_head(await later.until(presence.topics.audit)).seq == 8


async def test_changes_are_told_and_the_last_stands_for_whoever_comes_later(broker: Broker) -> None:
    room = Room()
    async with broker.watching() as seen, present(broker, room) as presence:
        await seen.until(presence.topics.state, '"idle"')
        room.condition = Condition(state=RoomState.RECORDING, queue_s=12.3, problems=("microphone-lost",))
        await seen.until(presence.topics.state, '"recording"')
        async with broker.watching() as later:
            told = json.loads(await later.until(presence.topics.state))
    del told["version"]
    assert told == {
        "state": "recording",
        "recording": "ON",
        "queue": 10,
        "problem": "ON",
        "health": "microphone-lost",
    }


@pytest.mark.parametrize("wish", ["pause", "resume", "stop", "start"])
async def test_a_wall_button_is_obeyed_in_a_session(broker: Broker, wish: str) -> None:
    room = Room()
    room.condition = Condition(state=RoomState.PAUSED)
    async with broker.watching() as seen, present(broker, room) as presence:
        await seen.until(presence.topics.availability, "online")
        await seen.client.publish(presence.topics.command, wish)
        assert json.loads(await seen.until(presence.topics.answer)) == {"event_type": "done", "command": wish}
    assert room.done == ["Resume" if wish == "start" else wish.capitalize()]


async def test_without_consent_on_record_nothing_begins_and_no_name_leaves(broker: Broker) -> None:
    room = Room()
    async with broker.watching() as seen, present(broker, room) as presence:
        await seen.until(presence.topics.availability, "online")
        await seen.client.publish(presence.topics.command, "start")
        answer = json.loads(await seen.until(presence.topics.answer))
        assert answer == {"event_type": "refused", "command": "start", "code": "no-consent"}
        await seen.client.publish(presence.topics.command, f"start {CLIENT}")
        answer = json.loads(await seen.until(presence.topics.answer, "unknown"))
        assert answer == {"event_type": "refused", "command": "unknown", "code": "gateway"}
        ours = [payload for topic, payload in seen.seen if topic != presence.topics.command]
    assert room.done == []
    assert not any(CLIENT in payload for payload in ours)


async def test_a_wish_that_was_left_behind_is_not_obeyed(broker: Broker) -> None:
    room = Room()
    room.condition = Condition(state=RoomState.RECORDING)
    async with broker.watching() as seen:
        await seen.client.publish("scribe/3f9a12c4/command", "stop", qos=1, retain=True)
        async with present(broker, room) as presence:
            await seen.until(presence.topics.availability, "online")
            await seen.client.publish(presence.topics.command, "pause")
            await seen.until(presence.topics.answer, "pause")
    assert room.done == ["Pause"]


@pytest.mark.parametrize("then", [RoomState.RECORDING, RoomState.IDLE])
async def test_a_press_that_waits_for_another_never_ends_the_next_session(broker: Broker, then: RoomState) -> None:
    room = Room()
    room.condition = Condition(state=RoomState.RECORDING)
    async with broker.watching() as seen, present(broker, room) as presence:
        await seen.until(presence.topics.availability, "online")
        room.free.clear()
        await seen.client.publish(presence.topics.command, "pause")
        if then is RoomState.IDLE:  # the second press comes while nobody is heard
            room.condition = Condition(state=RoomState.IDLE)
        await seen.client.publish(presence.topics.command, "stop")
        await seen.client.publish(presence.topics.occupied, "ON")
        async with asyncio.timeout(10):
            while not room.occupied:  # then both presses have come
                await asyncio.sleep(0.01)
        room.session, room.condition = "s2", Condition(state=RoomState.RECORDING)
        room.free.set()
        answer = json.loads(await seen.until(presence.topics.answer, "stop"))
    assert answer == {"event_type": "refused", "command": "stop", "code": "state"}
    assert room.done == []


async def test_an_occupied_room_is_a_suggestion(broker: Broker) -> None:
    room = Room()
    async with broker.watching() as seen, present(broker, room) as presence:
        await seen.until(presence.topics.availability, "online")
        for payload, believed in (("ON", True), ("OFF", False), ("maybe", None)):
            await seen.client.publish(presence.topics.occupied, payload)
            async with asyncio.timeout(10):
                while room.occupied is not believed:
                    await asyncio.sleep(0.01)
    assert room.done == []


async def test_a_home_assistant_that_starts_later_is_told_again(broker: Broker) -> None:
    async with broker.watching() as seen, present(broker, Room()) as presence:
        await seen.until(presence.topics.availability, "online")
        seen.forget()
        await seen.client.publish("homeassistant/status", "online")
        await seen.until(presence.topics.device)
        await seen.until(presence.topics.availability, "online")


async def test_whoever_leaves_in_order_is_offline(broker: Broker) -> None:
    async with broker.watching() as seen:
        async with present(broker, Room()) as presence:
            await seen.until(presence.topics.availability, "online")
        assert await seen.until(presence.topics.availability, "offline")


async def test_whoever_vanishes_is_offline_by_its_last_will(broker: Broker) -> None:
    async with broker.watching() as seen, present(broker, Room()) as presence:
        await seen.until(presence.topics.availability, "online")
        seen.forget()
        # The broker lets only one client of a name in, and cuts the other off: then its will is published.
        rival = Presence(broker.settings(), Room(), "Room 3", "3f9a12c4", lambda: Condition(state=RoomState.IDLE))
        async with rival._client():
            await seen.until(presence.topics.availability, "offline")


async def test_a_broker_that_comes_back_is_told_how_things_are_now(broker: Broker) -> None:
    room = Room()
    async with present(broker, room) as presence:
        async with broker.watching() as seen:
            await seen.until(presence.topics.state, '"idle"')
        await broker.stop()
        room.condition = Condition(state=RoomState.RECORDING)
        await asyncio.sleep(1)
        await broker.start()
        async with broker.watching() as seen:
            await seen.until(presence.topics.state, '"recording"', RIGHT_AGAIN_S)
            await seen.until(presence.topics.availability, "online", RIGHT_AGAIN_S)


async def test_a_wrong_password_and_a_strangers_certificate_are_not_spoken_to(broker: Broker, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stranger = Broker(tmp_path / "other")
    for wrong in ({"password": "wrong"}, {"authority": stranger.authority}):
        async with broker.watching() as seen, present(broker, Room(), **wrong):
            await asyncio.sleep(0.5)
            assert seen.seen == []


def test_plain_text_is_for_this_machine_alone() -> None:
    MqttSettings(host="localhost", tls=False)
    with pytest.raises(ValueError, match="tls = true"):
        MqttSettings(host="broker.clinic.lan", tls=False)


def test_an_authority_that_is_none_is_named(tmp_path: Path) -> None:
    from scribe.room.presence import tls

    (tmp_path / "ca.crt").write_text("not a certificate")
    with pytest.raises(GatewayError, match=r"ca\.crt"):
        tls(MqttSettings(host="broker", authority=tmp_path / "ca.crt"))


def test_a_rooms_id_is_opaque_and_stays(tmp_path: Path) -> None:
    made = identity(tmp_path)
    assert len(made) == 8 and int(made, 16) >= 0
    assert identity(tmp_path) == made
