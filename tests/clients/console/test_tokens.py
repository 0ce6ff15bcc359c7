"""The token file is its owner's alone, survives anything that can be in it, and forgets when told to."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.console.tokens import NAME, Tokens
from scribe.errors import GatewayError


def test_each_room_has_its_token(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "home")
    assert tokens.get("ws://a") is None
    tokens.keep("ws://a", "one")
    tokens.keep("ws://b", "two")
    tokens.keep("ws://a", "three")
    again = Tokens(tmp_path / "home")
    assert [again.get(url) for url in ("ws://a", "ws://b", "ws://c")] == ["three", "two", None]
    again.forget("ws://a")
    assert [tokens.get(url) for url in ("ws://a", "ws://b")] == [None, "two"]


def test_nobody_else_can_read_it_also_where_others_could_before(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Tokens(home).keep("ws://a", "one")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    (home / NAME).chmod(0o644)
    Tokens(home).keep("ws://a", "two")
    assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == [NAME]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.sampled_from([b"[]", b"7", b'{"a":1}', b'{"a":null}']))
def test_whatever_lies_there_is_no_obstacle(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    Tokens(tmp_path).get("ws://a")
    Tokens(tmp_path).keep("ws://a", "one")
    assert json.loads((tmp_path / NAME).read_text())["ws://a"] == "one"


def test_a_folder_that_can_not_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GatewayError, match=r"console\.json"):
        Tokens(tmp_path / "file").keep("ws://a", "one")
