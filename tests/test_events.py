"""The vocabulary: one JSON form, forwards-compatible, and nothing that a reader can't rely on."""

import json
import typing

import msgspec
import pytest
from hypothesis import given

from scribe import events as ev
from tests.strategies import EVENTS

CONTRACT = {
    "session": {"state", "room", "started_at", "ended_at", "format", "modality", "reason"},
    "level": {"dbfs", "speech"},
    "saving": {"good", "why"},
    "draft": {"utterance", "speaker", "text", "confirmed", "start", "end"},
    "words": {"utterance", "speaker", "words"},
    "utterance": {"id", "speaker", "role", "start", "end", "text", "confidence"},
    "speaker": {"speaker", "role", "name", "utterances", "author"},
    "revision": {"utterance", "words", "reason"},
    "correction": {"utterance", "text", "author"},
    "evidence": {"id", "kind", "utterances", "text", "polarity", "goal"},
    "note": {"revision", "final", "engine", "format", "sections", "missing", "lint"},
    "jotting": {"id", "author", "text", "kind", "near", "section", "key"},
    "risk": {"kind", "status", "utterances", "text"},
    "redaction": {"utterances", "reason"},
    "notice": {"level", "code", "text"},
    "consent": {"name", "role", "purpose", "how", "given_at"},
    "edit": {"author", "made_at", "statement", "text"},
    "decision": {"author", "made_at", "statement", "verdict", "reason"},
    "addition": {"author", "made_at", "section", "statement", "after", "key"},
    "order": {"author", "made_at", "section", "statements"},
    "merge": {"author", "made_at", "other", "offset", "utterances", "jottings"},
    "split": {"author", "made_at", "other", "jottings"},
    "renewal": set(),
    "signature": {
        *("kind", "name", "credentials", "signed_at", "text", "cosigner", "document", "public_key", "signature", "key"),
    },
    "destruction": {"what", "reason", "author", "destroyed_at"},
}
"""Fields of each type as other programs rely on them."""


@given(EVENTS)
def test_an_event_survives_its_json(event: ev.AnyEvent) -> None:
    stamped = ev.stamp(event, seq=7, at=1.23456, session="abc")
    assert ev.decode(ev.encode(stamped)) == stamped
    assert stamped.at == 1.235


def test_the_contract_of_every_type() -> None:
    found = {}
    for kind in typing.get_args(ev.AnyEvent):
        found[kind.__struct_config__.tag] = set(kind.__struct_fields__) - {"seq", "at", "session"}
    assert found == CONTRACT


def test_only_what_matters_while_it_is_new_may_be_dropped() -> None:
    droppable = {kind.__struct_config__.tag for kind in typing.get_args(ev.AnyEvent) if not kind.durable}
    assert droppable == {"draft", "level", "saving"}


def test_unknown_fields_are_ignored_and_unknown_types_refused() -> None:
    line = {"type": "redaction", "utterances": ["u1"], "reason": "struck", "of_a_later_version": 1}
    assert ev.decode(json.dumps(line)) == ev.Redaction(utterances=("u1",), reason="struck")
    with pytest.raises(msgspec.DecodeError):
        ev.decode('{"type": "never-heard-of"}')


def test_an_event_is_one_flat_object_with_its_type() -> None:
    event = ev.stamp(ev.Level(dbfs=-30.0, speech=True), seq=3, at=2.0, session="s")
    assert json.loads(ev.encode(event)) == {
        "type": "level",
        "seq": 3,
        "at": 2.0,
        "session": "s",
        "dbfs": -30.0,
        "speech": True,
    }


def test_the_schema_names_every_type() -> None:
    assert {name.lower() for name in ev.schema()["$defs"]} >= set(CONTRACT)
