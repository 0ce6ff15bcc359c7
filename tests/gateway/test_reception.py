"""Requests over a real socket: only GET, only ours, always with the headers; garbage harms nobody."""

import asyncio
import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import InvalidStatus

from scribe.gateway.client import connect
from tests.gateway.room import Room, room

ALWAYS = (
    "content-security-policy",
    "cross-origin-opener-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
)


async def raw(at: Room, request: bytes, *, end: bool = False) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", at.port)
    try:
        writer.write(request)
        if end:
            writer.write_eof()
        return await asyncio.wait_for(reader.read(), 15)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def get(at: Room, path: str, method: str = "GET", **more: str) -> tuple[int, dict[str, str], bytes]:
    given = {"Host": f"127.0.0.1:{at.port}", **more}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    head, _, body = (await raw(at, "\r\n".join(lines).encode())).partition(b"\r\n\r\n")
    status, *rest = head.decode().split("\r\n")
    return int(status.split()[1]), {n.lower(): v for n, v in (line.split(": ", 1) for line in rest)}, body


async def test_the_page_is_served_with_its_headers() -> None:
    async with room() as at:
        status, headers, body = await get(at, "/")
        assert status == 200
        assert b"<!doctype html>" in body.lower()
        assert headers["cache-control"] == "no-cache"
        assert all(name in headers for name in ALWAYS)
        assert "server" not in headers


async def test_a_query_does_not_matter() -> None:
    async with room() as at:
        assert (await get(at, "/index.html?from=home"))[0] == 200


async def test_health_says_what_the_host_says_and_is_not_kept() -> None:
    async with room() as at:
        status, headers, body = await get(at, "/healthz")
        assert (status, json.loads(body)) == (200, {"ok": True})
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/..%2fpyproject.toml",
        "/%2e%2e/pyproject.toml",
        "//etc/passwd",
        "/views/../../console/view.py",
        "/views/",
        "/index.html/",
        "/INDEX.HTML",
        "/index.html%00.js",
        "\\index.html",
        "http://evil.example/",
        "*",
    ],
)
async def test_no_path_leads_anywhere_else(path: str) -> None:
    async with room() as at:
        status, headers, body = await get(at, path)
        assert (status, body) == (404, b"There is no such page.\n")
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
async def test_only_get(method: str) -> None:
    async with room() as at:
        for path in ("/", "/healthz", "/live"):
            status, headers, _ = await get(at, path, method, Origin=at.gateway.url)
            assert (status, headers["allow"]) == (405, "GET")


async def test_another_host_gets_nothing_not_even_the_page() -> None:
    async with room() as at:
        for path in ("/", "/healthz", "/live", "/app.js"):
            status, headers, body = await get(at, path, Host="evil.example")
            assert (status, body) == (421, b"This address is not served here.\n")
            assert "evil" not in str(headers)


async def test_another_origin_can_not_go_live() -> None:
    async with room() as at:
        with pytest.raises(InvalidStatus) as caught:
            await open_socket(at.address + "/live", origin="https://evil.example", subprotocols=["scribe.v1"])  # type: ignore[arg-type,list-item]
        assert caught.value.response.status_code == 403
        assert "content-security-policy" in caught.value.response.headers
        async with connect(at.address, origin=at.gateway.url) as client:
            await client.hello(await at.token())


async def test_live_without_a_websocket_is_refused_kindly() -> None:
    async with room() as at:
        status, headers, _ = await get(at, "/live", Origin=at.gateway.url)
        assert status == 426
        assert all(name in headers for name in ALWAYS)


async def test_what_the_library_answers_by_itself_is_not_kept_either() -> None:
    async with room() as at:
        for path in ("/live", "/nowhere"):
            _, headers, _ = await get(at, path, Origin=at.gateway.url)
            assert headers["cache-control"] == "no-store"


async def test_a_client_that_does_not_speak_the_protocol_is_refused() -> None:
    async with room() as at:
        with pytest.raises(InvalidStatus) as caught:
            await open_socket(at.address + "/live", subprotocols=None)
        assert caught.value.response.status_code == 400


@settings(max_examples=60)
@given(
    st.lists(st.binary(max_size=300) | st.sampled_from([b"GET / HTTP/1.1\r\n", b"\r\n\r\n"]), min_size=1, max_size=6)
)
def test_garbage_gets_no_traceback_and_the_next_request_is_served(pieces: list[bytes]) -> None:
    async def story() -> None:
        async with room() as at:
            answer = await raw(at, b"".join(pieces) + b"\r\n\r\n", end=True)
            assert b"Traceback" not in answer
            assert (await get(at, "/"))[0] == 200

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    asyncio.run(story())
