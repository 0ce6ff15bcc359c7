"""What the clinic's broker is told, and under which topics. Pure.

One device of Home Assistant's device discovery (home-assistant.io/integrations/mqtt/#device-discovery-payload): one
retained message with `dev`, `o` and `cmps`. Everything hangs on an opaque device id: never a name, a word, a session's
id, or a time that would tell a client.
"""

import json
from dataclasses import dataclass
from typing import Any

from scribe import __version__
from scribe.room.condition import Condition, RoomState

ONLINE, OFFLINE = "online", "offline"

BUTTONS = {"start": "Start", "pause": "Off the record", "resume": "Back on the record", "stop": "Stop"}
"""Payload of the command topic -> what its button is called."""

QUEUE_STEP_S = 5
"""The queue is told in steps of this: a figure for people that does not chatter."""

DONE, REFUSED = "done", "refused"


@dataclass(frozen=True, slots=True)
class Topics:
    base: str
    """As `scribe/3f9a12c4`."""
    discovery: str
    """Home Assistant's prefix."""

    @property
    def availability(self) -> str:
        return f"{self.base}/availability"

    @property
    def state(self) -> str:
        return f"{self.base}/state"

    @property
    def command(self) -> str:
        return f"{self.base}/command"

    @property
    def answer(self) -> str:
        return f"{self.base}/answer"

    @property
    def occupied(self) -> str:
        """Where a presence sensor of the clinic may say ON or OFF."""
        return f"{self.base}/occupied"

    @property
    def audit(self) -> str:
        """Where the audit's head is kept, apart from this device: it shows when rows were cut off."""
        return f"{self.base}/audit"

    @property
    def device(self) -> str:
        return f"{self.discovery}/device/{self.base.replace('/', '-')}/config"

    @property
    def hub(self) -> str:
        """Where Home Assistant says that it has started: then it wants everything again."""
        return f"{self.discovery}/status"


def state(condition: Condition) -> str:
    """The state topic's payload."""
    told: dict[str, Any] = {
        "state": condition.state.value,
        "recording": "ON" if condition.recording else "OFF",
        "queue": int(condition.queue_s // QUEUE_STEP_S) * QUEUE_STEP_S,
        "problem": "OFF" if condition.healthy else "ON",
        "health": ", ".join(condition.problems) or ("ok" if condition.ready else "not ready"),
        "version": condition.version,
    }
    return json.dumps(told)


def device(topics: Topics, room: str) -> str:
    """The discovery message. `room` is what the clinic calls the room: it is on the door."""
    identity = topics.base.replace("/", "-")
    parts: dict[str, dict[str, Any]] = {
        "state": _value("sensor", "State", "state", device_class="enum", options=[s.value for s in RoomState]),
        "recording": _value("binary_sensor", "Recording", "recording", device_class="running"),
        "queue": _value("sensor", "Queue", "queue", device_class="duration", unit_of_measurement="s"),
        "problem": _value("binary_sensor", "Problem", "problem", device_class="problem", entity_category="diagnostic"),
        "health": _value("sensor", "Health", "health", entity_category="diagnostic"),
        "version": _value("sensor", "Version", "version", entity_category="diagnostic"),
        "answer": {"p": "event", "name": "Answer", "state_topic": topics.answer, "event_types": [DONE, REFUSED]},
        **{
            payload: {"p": "button", "name": name, "command_topic": topics.command, "payload_press": payload}
            for payload, name in BUTTONS.items()
        },
    }
    message = {
        "dev": {"ids": [identity], "name": f"Scribe {room}", "mf": "Scribe", "sw": __version__},
        "o": {"name": "scribe", "sw": __version__},
        "cmps": {key: {"unique_id": f"{identity}-{key}", **part} for key, part in parts.items()},
        "availability_topic": topics.availability,
        "state_topic": topics.state,
        "qos": 1,
    }
    return json.dumps(message)


def _value(platform: str, name: str, key: str, **more: Any) -> dict[str, Any]:
    return {"p": platform, "name": name, "value_template": f"{{{{ value_json.{key} }}}}", **more}


def answer(kind: str, command: str, code: str = "") -> str:
    """To a wall button: what became of it. A code, never a text: texts can hold names."""
    return json.dumps({"event_type": kind, "command": command, **({"code": code} if code else {})})
