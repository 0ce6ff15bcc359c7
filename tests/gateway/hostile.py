"""Messages that no client of ours sends: valid ones broken in every way, and plain rubbish. The same for a seed."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from websockets.exceptions import ConnectionClosed

from scribe.gateway.client import RefusedError, connect

VALID: tuple[dict[str, Any], ...] = (
    {"type": "ping", "touched": True},
    {"type": "hello", "token": "x", "resume": {"session": "s", "seq": 1}},
    {"type": "unlock", "person": 1, "pin": "271828"},
    {"type": "passkey-offer", "id": "a"},
    {"type": "passkey-add", "id": "a", "credential": {"rawId": "x"}},
    {"type": "passkey-unlock", "person": 1, "credential": {"rawId": "x"}},
    {"id": "a", "do": "ask", "session": "s", "question": "How much sleep?"},
    {"id": "a", "do": "pairing-code"},
    {"id": "a", "do": "pause"},
    {"id": "a", "do": "strike", "span": [1.0, 2.0]},
    {"id": "a", "do": "jot", "text": "tearful", "kind": "observation"},
    {"id": "a", "do": "assign", "utterances": ["u1"], "speaker": "S1"},
    {"id": "a", "do": "correct", "utterance": "u1", "text": "right"},
    {"id": "a", "do": "edit", "session": "s", "statement": "x", "text": "y"},
    {"id": "a", "do": "start", "consents": [{"name": "A", "role": "client", "purpose": "notes"}], "chart": {}},
)
ODD: tuple[Any, ...] = (
    *(None, True, -1, 2**70, 1e308, "", "\u0000", "\ud800", "a" * 5000, [], {}, [[]], {"a": {}}, "NaN"),
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "'; DROP TABLE events; --",
)
DOCUMENTED = {"protocol", "state", "busy", "usage", "forbidden", "pin", "store", "pairing"}
"""Codes that an `error` may have here (docs/protocol.md)."""
KINDS = {"ack", "pong", "heard"}
CLOSES = {1000, 1003, 1007, 1008, 1009, 1013, 4401, 4403}


def hostile(seed: int) -> Iterator[str | bytes]:
    """Without end."""
    dice = random.Random(seed)
    while True:
        made = dict(dice.choice(VALID))
        match dice.randrange(9):
            case 0:
                yield dice.randbytes(dice.randrange(200))
            case 1:
                yield json.dumps(made)[: dice.randrange(1, 60)]
            case 2:
                text = list(json.dumps(made))
                text[dice.randrange(len(text))] = dice.choice('{}[]",:\\\u202e\u0000x')
                yield "".join(text)
            case 3:
                yield dice.choice("[{") * dice.randrange(1, 20_000)
            case 4:
                made[dice.choice([*made])] = dice.choice(ODD)
                yield json.dumps(made)
            case 5:
                made[dice.choice(["extra", "type", "do", "id"])] = dice.choice(ODD)
                yield json.dumps(made)
            case 6:
                del made[dice.choice([*made])]
                yield json.dumps(made)
            case 7:
                yield json.dumps(dice.choice(ODD))
            case _:
                yield json.dumps(made).replace(":", dice.choice([": :", ":1e999,", ":'", ":\t"]), 1)


async def bombard(address: str, token: str, count: int, seed: int = 1) -> Counter[str]:
    """Send so many, over as many connections as it takes. What came back, counted. AssertionError: the gateway said
    or did what no page documents."""
    told: Counter[str] = Counter()
    rubbish = hostile(seed)
    sent = 0
    while sent < count:
        async with connect(address) as client:
            await client.hello(token)
            try:
                while sent < count:
                    await client.socket.send(next(rubbish))
                    sent += 1
                    told[await _answer(client.socket)] += 1
            except (ConnectionClosed, RefusedError):
                code = client.socket.close_code
                assert code in CLOSES, code
                told[f"closed {code}"] += 1
    return told


async def _answer(socket: Any) -> str:
    answer = json.loads(await socket.recv())
    kind = str(answer.get("type"))
    if kind == "error":
        assert answer["code"] in DOCUMENTED, answer["code"]
        assert "Traceback" not in answer["text"]
        return f"error {answer['code']}"
    assert kind in KINDS, kind
    return kind
