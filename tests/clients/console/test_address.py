"""A room's address as people have it: from the page, from the pairing picture, from the settings."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.console.address import Address, parse
from scribe.errors import UsageError


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ws://127.0.0.1:8443", Address("ws://127.0.0.1:8443", "http://127.0.0.1:8443")),
        ("http://127.0.0.1:8443/", Address("ws://127.0.0.1:8443", "http://127.0.0.1:8443")),
        ("https://Scribe.Clinic.lan", Address("wss://scribe.clinic.lan", "https://scribe.clinic.lan")),
        ("wss://[::1]:8443/live", Address("wss://[::1]:8443", "https://[::1]:8443")),
        ("https://room.lan:8443/#7KQ2-M9XD", Address("wss://room.lan:8443", "https://room.lan:8443")),
    ],
)
def test_every_way_of_writing_it(written: str, address: Address) -> None:
    assert parse(written) == address


@pytest.mark.parametrize(
    "written", ["", "127.0.0.1:8443", "ftp://room", "ws://", "ws://a:port", "ws://[::1", "https://user@room.lan"]
)
def test_what_is_no_address_is_said_with_an_example(written: str) -> None:
    with pytest.raises(UsageError, match="https://HOST:PORT"):
        parse(written)


@given(st.text())
def test_any_text_is_an_address_or_an_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert parse(text).socket.startswith("ws")


def test_encryption_is_checked_against_trusted_certificates() -> None:
    tls = parse("https://room.lan").tls
    assert tls is not None
    assert tls.check_hostname
    assert parse("http://127.0.0.1:1").tls is None
