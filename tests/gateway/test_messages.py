"""Whatever a client sends is one of our messages, or a ProtocolError that repeats nothing of it."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe import commands
from scribe.errors import ProtocolError
from scribe.events import Role
from scribe.gateway import messages
from scribe.gateway.snapshot import take
from scribe.session.transcript import Transcript

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["pair", "hello", "ping", "paired", "welcome", "start", "pause", "strike", "jot", "name", "mark"]
)
FIELDS = st.sampled_from(["type", "do", "id", "code", "device", "token", "resume", "span", "last_s", "text", "chart"])
HOSTILE = st.one_of(
    st.text(),
    JSON.map(json.dumps),
    st.dictionaries(FIELDS, NAMES | JSON, max_size=6).map(json.dumps),
)


@settings(max_examples=2500)
@given(HOSTILE)
def test_any_text_is_understood_or_refused(text: str) -> None:
    understood_or_refused(text)


@pytest.mark.parametrize("depth", [1, 100, 10_000, 30_000])
@pytest.mark.parametrize("mark", ["[", '{"a":', '{"chart":'])
def test_what_never_ends_is_refused_however_deep_it_is(mark: str, depth: int) -> None:
    understood_or_refused(mark * depth)


def understood_or_refused(text: str) -> None:
    try:
        parsed = messages.parse(text)
    except ProtocolError as error:
        assert (error.text, error.hint) == ("That message is not part of scribe.v1.", "See docs/protocol.md.")
    else:
        assert isinstance(parsed, commands.Command | messages.Pair | messages.Hello | messages.Ping)


@settings(max_examples=500)
@given(st.binary(max_size=2000))
def test_any_block_is_sound_or_refused(block: bytes) -> None:
    try:
        number, pcm = messages.parse_sound(block)
    except ProtocolError:
        assert len(block) < 10 or len(block) % 2
    else:
        assert number.to_bytes(8, "big") + pcm == block


@pytest.mark.parametrize(
    "text",
    [
        '{"do":"pause"}',
        '{"do":"pause","id":""}',
        json.dumps({"do": "pause", "id": "x" * 65}),
        '{"do":"pause","id":7}',
        '{"do":"format the disk","id":"1"}',
        '{"type":"pair"}',
        json.dumps({"type": "pair", "code": "x" * 65}),
        json.dumps({"type": "pair", "code": "A", "device": "x" * 65}),
        '{"type":"hello","token":""}',
        '{"type":"hello","token":"t","resume":{"session":"s","seq":-1}}',
        '{"type":"hello","token":"t","resume":{"session":"s","seq":1e99}}',
        '{"type":"welcome"}',
        "[" * 100_000,
        '{"x":' * 20_000,
        '{"do":"pause","id":"\\ud800"}',
        "null",
        "",
    ],
)
def test_what_is_not_a_message(text: str) -> None:
    with pytest.raises(ProtocolError):
        messages.parse(text)


def test_messages_are_read_and_unknown_fields_ignored() -> None:
    assert messages.parse('{"type":"ping","later":1}') == messages.Ping()
    assert messages.parse('{"type":"hello","token":"t"}') == messages.Hello("t")
    resumed = messages.parse('{"type":"hello","token":"t","resume":{"session":"s","seq":4}}')
    assert resumed == messages.Hello("t", messages.Place("s", 4))
    consent = {"name": "A", "role": "client", "purpose": "p"}
    start = messages.parse(json.dumps({"do": "start", "id": "1", "consents": [consent], "chart": {"client": "A"}}))
    assert isinstance(start, commands.Start)
    assert start.consents == (commands.ConsentGiven(name="A", role=Role.CLIENT, purpose="p"),)


def test_an_ack_carries_the_result_and_keeps_its_own_id() -> None:
    text = messages.acknowledge("7", {"state": Role.CLIENT, "utterances": ("u1",), "id": "other", "type": "other"})
    assert json.loads(text) == {"id": "7", "type": "ack", "state": "client", "utterances": ["u1"]}


def test_what_the_server_says_can_be_read_again() -> None:
    said: list[messages.FromServer] = [
        messages.Paired("t"),
        messages.Welcome(room="r", snapshot=take(Transcript(session="s"))),
        messages.Ack("1"),
        messages.Error("state", "No.", "Wait.", "1"),
        messages.Heard(4),
        messages.Pong(),
    ]
    assert [msgspec.json.decode(messages.encode(m), type=messages.FromServer) for m in said] == said
