"""The room on the clinic's broker (MQTT): how it is, and a wall button's commands. Off unless `mqtt.host` is set.

A broker that is away is tried again, quietly; nothing of a session waits for it, and when it is back it is told how
things are, not what it missed.
"""

import asyncio
import json
import logging
import secrets
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import aiomqtt

from scribe import commands
from scribe.config import MqttSettings
from scribe.errors import GatewayError, ScribeError, StateError
from scribe.gateway.door import is_loopback
from scribe.records.master_key import write_new
from scribe.room import discovery
from scribe.room.condition import Condition, RoomState
from scribe.room.connection import connected
from scribe.room.credentials import mqtt_password
from scribe.room.discovery import BUTTONS, OFFLINE, ONLINE, Topics

log = logging.getLogger(__name__)
wire = logging.getLogger("scribe.room.wire")
wire.setLevel(logging.CRITICAL)  # the library's own messages hold payloads

AGAIN_S = 1.0
"""Between tries of a broker that is away: the state is right within five seconds of its return, also where it went away
in the middle of letting us in, which the library notices only after ANSWER_S."""

LOOK_S = 0.5
"""How soon a change is told."""

ANSWER_S = 3.0
"""For the broker to answer; then the connection is given up and made anew."""

KEEPALIVE_S = 10
"""A broker that vanished without a word is noticed in one and a half times this (MQTT 3.1.2.10)."""

MOST_WAITING = 100
"""Messages from the broker; whatever floods it, memory stays small."""

BY = "wall button"

Pressed = asyncio.Queue[tuple[str, str]]
"""What a button wishes, and the session that was heard when it came: a press names none, and is not for the next one,
however long the one before it takes."""


class Host(Protocol):
    """What presence needs of the daemon."""

    occupied: bool | None

    @property
    def audit_head(self) -> str:
        """`SEQ:HASH`; empty before it is known. The broker keeps what it was told."""
        ...

    @property
    def heard(self) -> str:
        """The session that somebody is in; empty: none. No broker is ever told it."""
        ...

    async def do(self, command: commands.SessionCommand, by: str) -> Mapping[str, Any]: ...


class Presence:
    def __init__(
        self, settings: MqttSettings, host: Host, room: str, identity: str, condition: Callable[[], Condition]
    ) -> None:
        self._settings = settings
        self._host = host
        self._room = room
        self._condition = condition
        self._away = False
        self.topics = Topics(f"{settings.topic}/{identity}", settings.discovery)

    async def keep(self) -> None:
        """Until cancelled; then the broker is told that the room is offline."""
        while True:
            try:
                async with connected(self._client()) as broker:
                    await self._converse(broker)
            except (aiomqtt.MqttError, OSError) as error:
                self._miss(error)
            await asyncio.sleep(AGAIN_S)

    def _miss(self, error: Exception) -> None:
        """Said once: a broker may be away for a night."""
        log.log(logging.DEBUG if self._away else logging.WARNING, "the broker is away: %s", type(error).__name__)
        self._away = True

    def _client(self) -> aiomqtt.Client:
        settings = self._settings
        assert settings.host is not None
        return aiomqtt.Client(
            settings.host,
            settings.port,
            username=settings.username,
            password=mqtt_password(settings),
            tls_context=tls(settings),
            identifier=self.topics.base.replace("/", "-"),
            will=aiomqtt.Will(self.topics.availability, OFFLINE, qos=1, retain=True),
            timeout=ANSWER_S,
            keepalive=KEEPALIVE_S,
            clean_session=True,  # what was pressed while we were away is nobody's wish now
            max_queued_incoming_messages=MOST_WAITING,
            logger=wire,
        )

    async def _converse(self, broker: aiomqtt.Client) -> None:
        if self._away:
            log.info("the broker is back")
        self._away = False
        for topic in (self.topics.command, self.topics.occupied, self.topics.hub):
            await broker.subscribe(topic, qos=1)
        await self._introduce(broker)
        pressed: Pressed = asyncio.Queue(MOST_WAITING)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._tell(broker), name="tell the broker")
                tasks.create_task(self._listen(broker, pressed), name="hear the broker")
                tasks.create_task(self._answer(broker, pressed), name="answer the broker")
        except ExceptionGroup as group:
            lost = group.subgroup(aiomqtt.MqttError)
            raise lost.exceptions[0] if lost else group from None
        except asyncio.CancelledError:
            # The last will is for a connection that breaks; one that ends in order says so itself.
            with suppress(aiomqtt.MqttError):
                await broker.publish(self.topics.availability, OFFLINE, qos=1, retain=True)
            raise

    async def _introduce(self, broker: aiomqtt.Client) -> None:
        """Entities that become known without an availability beside them stay greyed out in Home Assistant."""
        await broker.publish(self.topics.device, discovery.device(self.topics, self._room), qos=1, retain=True)
        await broker.publish(self.topics.state, discovery.state(self._condition()), qos=1, retain=True)
        await broker.publish(self.topics.availability, ONLINE, qos=1, retain=True)

    async def _tell(self, broker: aiomqtt.Client) -> None:
        told: dict[str, str] = {}
        while True:
            now = {self.topics.state: discovery.state(self._condition()), self.topics.audit: self._host.audit_head}
            for topic, payload in now.items():
                if payload and payload != told.get(topic):
                    await broker.publish(topic, payload, qos=1, retain=True)
            told = now
            await asyncio.sleep(LOOK_S)

    async def _listen(self, broker: aiomqtt.Client, pressed: Pressed) -> None:
        async for message in broker.messages:
            payload = message.payload.decode("utf-8", "replace") if isinstance(message.payload, bytes) else ""
            topic = message.topic.value
            if topic == self.topics.hub and payload == ONLINE:
                await self._introduce(broker)
            elif topic == self.topics.occupied:
                self._host.occupied = {"ON": True, "OFF": False}.get(payload)
            elif topic == self.topics.command and not message.retain:  # one that was left behind is nobody's wish now
                await pressed.put((payload, self._host.heard))

    async def _answer(self, broker: aiomqtt.Client, pressed: Pressed) -> None:
        while True:
            wish, session = await pressed.get()
            await broker.publish(self.topics.answer, await self._obey(wish, session), qos=1)

    async def _obey(self, wish: str, session: str) -> str:
        """A session is begun at the tablet, where each person's consent is recorded: `start` goes on with one whose
        consent is on record, and is refused where there is none."""
        known = wish if wish in BUTTONS else "unknown"
        try:
            command = self._command(known, session)
            if not session:  # the one that may have begun meanwhile was not meant
                raise StateError("No session is being heard.", "Start one first.")
            await self._host.do(command, BY)
        except ScribeError as error:
            log.warning("a wall button was refused: %s", error.code)
            return discovery.answer(discovery.REFUSED, known, self._reason(known, error))
        return discovery.answer(discovery.DONE, known)

    def _command(self, wish: str, session: str) -> commands.SessionCommand:
        match wish:
            case "start" | "resume":
                return commands.Resume(session=session)
            case "pause":
                return commands.Pause(session=session)
            case "stop":
                return commands.Stop(session=session)
            case _:
                raise GatewayError("No such command.", f"One of {', '.join(BUTTONS)}.")

    def _reason(self, wish: str, error: ScribeError) -> str:
        idle = self._condition().state in (RoomState.IDLE, RoomState.FINALISING)
        return "no-consent" if wish == "start" and idle else error.code


def tls(settings: MqttSettings) -> ssl.SSLContext | None:
    """None on loopback without a certificate of the broker's. GatewayError where its authority can't be read."""
    if not settings.tls:
        assert settings.host and is_loopback(settings.host)
        return None
    try:
        return ssl.create_default_context(cafile=settings.authority)
    except (OSError, ssl.SSLError) as error:
        raise GatewayError(
            f"{settings.authority}: not a certificate authority: {error.strerror or type(error).__name__}.",
            "Set mqtt.authority to the PEM file that the broker's certificate was signed with.",
        ) from None


def identity(home: Path) -> str:
    """This room's opaque id, made once: no serial number, no host name."""
    path = home / "room-id"
    if not path.exists():
        write_new(path, json.dumps(secrets.token_hex(4)).encode())
    return str(json.loads(path.read_bytes()))
