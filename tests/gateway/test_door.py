"""Only our own page, under our own name, gets through the door."""

import pytest
from websockets.datastructures import Headers

from scribe.gateway.door import bracketed, door, is_loopback

OURS = door(("192.168.7.4", "scribe.clinic.example", "proxy.example:443"), 8443, "https")

HOSTS = [
    "",
    "evil.example",
    "evil.example:8443",
    "localhost",
    "localhost:80",
    "localhost:8443.evil.example",
    "localhost.evil.example:8443",
    "evil.localhost:8443",
    "127.0.0.1:84430",
    "192.168.7.5:8443",
    "scribe.clinic.example:8443 ",
    "scribe.clinic.example:8443@evil.example",
]

ORIGINS = [
    "",
    "null",
    "evil.example",
    "https://evil.example",
    "https://evil.example:8443",
    "http://localhost:8443",
    "ws://localhost:8443",
    "wss://localhost:8443",
    "https://localhost",
    "https://localhost:443",
    "https://localhost:8444",
    "https://localhost:84430",
    "https://localhost:8443/",
    "https://localhost:8443/live",
    "https://localhost:8443#",
    "https://localhost:8443?",
    "https://localhost:8443.evil.example",
    "https://localhost.evil.example:8443",
    "https://evil-localhost:8443",
    "https://evillocalhost:8443",
    "https://localhost:8443@evil.example",
    "https://user@localhost:8443",
    "HTTPS://LOCALHOST:8443",
    "https://LOCALHOST:8443",
    " https://localhost:8443",
    "https://localhost:8443 https://evil.example",
    "https://127.0.0.1:8443",
    "https://scribe.clinic.example:8443",
    "file://",
    "chrome-extension://abcdefgh",
]


def asked(host: str | None, *origins: str, peer: str = "192.168.7.30", live: bool = True) -> int | None:
    headers = Headers()
    if host is not None:
        headers["Host"] = host
    for origin in origins:
        headers["Origin"] = origin
    return OURS.refuse(headers, peer, live=live)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("live", [True, False])
def test_another_host_is_refused_whatever_the_origin(host: str, live: bool) -> None:
    for origin in (*ORIGINS, f"https://{host}", "https://localhost:8443"):
        assert asked(host, origin, live=live) == 421


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("live", [True, False])
def test_another_origin_is_refused_also_from_this_device(origin: str, live: bool) -> None:
    assert asked("localhost:8443", origin, peer="127.0.0.1", live=live) == 403


@pytest.mark.parametrize("host", ["localhost:8443", "127.0.0.1:8443", "[::1]:8443", "192.168.7.4:8443"])
def test_our_own_page_is_let_in(host: str) -> None:
    assert asked(host, f"https://{host}") is None


def test_a_name_may_come_with_a_port_of_its_own() -> None:
    assert asked("proxy.example:443", "https://proxy.example:443") is None
    assert asked("proxy.example:8443", "https://proxy.example:8443") == 421


def test_the_default_port_need_not_be_named() -> None:
    headers = Headers({"Host": "localhost", "Origin": "https://localhost"})
    assert door((), 443, "https").refuse(headers, "10.0.0.9", live=True) is None


def test_without_an_origin_only_this_device_may_go_live_and_anybody_may_load_the_page() -> None:
    assert asked("localhost:8443", peer="127.0.0.1") is None
    assert asked("localhost:8443", peer="::1") is None
    assert asked("192.168.7.4:8443", peer="192.168.7.30") == 403
    assert asked("192.168.7.4:8443", peer="192.168.7.30", live=False) is None


def test_two_hosts_or_two_origins_are_refused() -> None:
    assert asked("localhost:8443", "https://localhost:8443", "https://evil.example") == 403
    headers = Headers()
    headers["Host"] = "localhost:8443"
    headers["Host"] = "evil.example"
    assert OURS.refuse(headers, "127.0.0.1", live=True) == 421


def test_no_host_is_refused() -> None:
    assert asked(None, "https://localhost:8443") == 421


def test_a_proxys_word_is_not_taken() -> None:
    headers = Headers({"Host": "192.168.7.4:8443", "X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"})
    assert OURS.refuse(headers, "192.168.7.30", live=True) == 403


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.7.4", False),
        ("::ffff:192.168.7.4", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_what_counts_as_this_device(address: str, loopback: bool) -> None:
    assert is_loopback(address) is loopback


def test_addresses_as_a_url_writes_them() -> None:
    assert [bracketed(name) for name in ("::1", "127.0.0.1", "scribe.example")] == [
        "[::1]",
        "127.0.0.1",
        "scribe.example",
    ]
