"""The JSON Schema of `scribe.v1`, made from the very types that read and write it. `scripts/schema` checks it in."""

import json
from typing import Any

import msgspec

from scribe import events as ev
from scribe.chart import Action
from scribe.commands import AnyCommand
from scribe.gateway import messages

PARTS = {
    "FromClient": messages.FromClient,
    "Command": AnyCommand,
    "FromServer": messages.FromServer,
    "Event": ev.AnyEvent,
    "Actions": tuple[Action, ...],
}
"""What a text frame may be, and the one file format that does not travel."""


def schema() -> dict[str, Any]:
    parts, named = msgspec.json.schema_components(PARTS.values(), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": messages.PROTOCOL,
        "description": "A text frame of the protocol: what a client sends, what a daemon sends. See docs/protocol.md.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in ("FromClient", "Command", "FromServer", "Event")],
        "$defs": {**dict(zip(PARTS, parts, strict=True)), **dict(sorted(named.items()))},
    }


def text() -> str:
    """As it is checked in."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
