"""Subkeys are apart from one another, and a session's key opens only with its own name and its own store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.errors import WrongKeyError
from scribe.records.keys import Keys, unwrap, wrap

MASTER = bytes(range(32))
KEYS = Keys.derive(MASTER)


def test_subkeys_follow_from_the_master_key_and_differ() -> None:
    assert Keys.derive(MASTER) == KEYS
    assert len({MASTER, KEYS.store, KEYS.audit, KEYS.wrapping}) == 4
    assert {len(KEYS.store), len(KEYS.audit), len(KEYS.wrapping)} == {32}


def test_subkeys_never_change_between_versions() -> None:
    """A change would lock every clinic out of its record."""
    assert KEYS.store.hex() == "a324cf55136bfc6bbfa0152bb813d5bd3590c7b49c842d8e77b0a180b67a948b"
    assert KEYS.audit.hex() == "8c91ef260e67fd408cf3ca5cf154fd9cd939e0a72818befb6d1021e700fe1249"
    assert KEYS.wrapping.hex() == "cf0e9e8c255db499362d3162a8ffe9b764d4193bb07c29f3d4d64b7e27026f13"


def test_no_key_shows_in_a_repr() -> None:
    assert KEYS.store.hex() not in repr(KEYS)
    assert repr(KEYS.store) not in repr(KEYS)


def test_a_session_key_comes_back_from_its_wrapping() -> None:
    key, wrapped = KEYS.new_session("s1")
    assert len(key) == 32
    assert key not in wrapped
    assert KEYS.session("s1", wrapped) == key


def test_each_session_has_a_key_of_its_own() -> None:
    assert KEYS.new_session("s1")[0] != KEYS.new_session("s1")[0]


def test_a_wrapped_key_is_bound_to_its_session_and_its_store() -> None:
    _, wrapped = KEYS.new_session("s1")
    with pytest.raises(WrongKeyError):
        KEYS.session("s2", wrapped)
    with pytest.raises(WrongKeyError):
        Keys.derive(bytes(32)).session("s1", wrapped)


@given(st.binary(max_size=80))
def test_garbage_never_unwraps(garbage: bytes) -> None:
    with pytest.raises(WrongKeyError):
        unwrap(KEYS.wrapping, garbage, b"s1")


@given(st.binary(min_size=32, max_size=32), st.integers(0, 59), st.integers(1, 255))
def test_any_changed_byte_is_noticed(secret: bytes, place: int, flip: int) -> None:
    wrapped = bytearray(wrap(KEYS.wrapping, secret, b"s1"))
    wrapped[place] ^= flip
    with pytest.raises(WrongKeyError):
        unwrap(KEYS.wrapping, bytes(wrapped), b"s1")


def test_a_pseudonym_is_stable_and_needs_the_key() -> None:
    assert KEYS.pseudonym("s1") == KEYS.pseudonym("s1")
    assert KEYS.pseudonym("s1") != KEYS.pseudonym("s2")
    assert KEYS.pseudonym("s1") != Keys.derive(bytes(32)).pseudonym("s1")
    assert "s1" not in KEYS.pseudonym("s1")
