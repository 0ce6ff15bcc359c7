"""The way to Ollama: real servers on loopback that answer, refuse, stop, lie about being Ollama, or never end."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from scribe.config import OllamaSettings
from scribe.errors import EngineError
from scribe.notes.engines import ollama_chat
from scribe.notes.engines.ollama_chat import check_address, chunks, connect, models
from tests.local_llm import Script, serving
from tests.notes.drafting_session import REFUSED_ADDRESSES
from tests.room.broker import certify

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def replying(reply: Reply) -> AsyncIterator[str]:
    """A server that reads one request's head and body, then does what `reply` does; the URL while it runs."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (line.split(b":")[1] for line in head.lower().split(b"\r\n") if b"content-length" in line), b"0"
            )
            await reader.readexactly(int(length))
            await reply(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # the client gave up first, which several tests mean it to do
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def sending(body: bytes, status: str = "200 OK", headers: str = "") -> Reply:
    """The body, then the end of the connection."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n".encode() + body)
        await writer.drain()

    return reply


def endless(piece: bytes, first: bytes = b"") -> Reply:
    """The same piece until the client goes away."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        await sending(first)(writer)
        while True:
            writer.write(piece)
            await writer.drain()

    return reply


async def silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


def line(content: str, done: bool = False, **more: Any) -> bytes:
    return json.dumps({"message": {"role": "assistant", "content": content}, "done": done, **more}).encode() + b"\n"


def settings(url: str, **more: Any) -> OllamaSettings:
    return OllamaSettings(**{"url": url, "model": "script", "connect_s": 0.5, "first_token_s": 0.5, **more})


async def answer(url: str, **more: Any) -> str:
    given = settings(url, **more)
    request = {"model": given.model, "messages": [{"role": "user", "content": "Write."}]}
    async with connect(given) as client:
        return "".join([part.message.content or "" async for part in chunks(client, request, given)])


async def refusal(reply: Reply, **more: Any) -> EngineError:
    async with replying(reply) as url:
        with pytest.raises(EngineError) as caught:
            await answer(url, **more)
    return caught.value


# One streamed chat


async def test_the_pieces_come_in_order_until_the_last() -> None:
    async with replying(sending(line("One ") + line("two") + line("", done=True))) as url:
        assert await answer(url) == "One two"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "dropped"),
        (line("One "), "dropped"),
        (line("One ") + b'{"message": {"role"', "garbage"),
        (b"<html>It works!</html>\n", "garbage"),
        (b"[1, 2]\n", "garbage"),
        (b'"text"\n', "garbage"),
        (b"null\n", "garbage"),
        (b"7\n", "garbage"),
        (b"{}\n", "garbage"),
        (b'{"message": "text", "done": false}\n', "garbage"),
        (b'{"message": {"role": "assistant", "content": 7}, "done": false}\n', "garbage"),
        (b"[" * 100_000 + b"\n", "garbage"),
        (b"\xff\xfe\xfd\n", "garbage"),
        (b'{"error": "model runner has unexpectedly stopped"}\n', "server"),
    ],
)
async def test_every_other_answer_is_an_error_with_its_reason(body: bytes, reason: str) -> None:
    error = await refusal(sending(body))
    assert error.reason == reason and error.hint


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("500 Internal Server Error", "server"),
        ("302 Found", "server"),
        ("503 Busy", "busy"),
        ("404 No", "unknown-model"),
    ],
)
async def test_every_other_status_is_an_error_with_its_reason(status: str, reason: str) -> None:
    elsewhere = "Location: http://example.org/api/chat\r\n"
    assert (await refusal(sending(b"{}", status, elsewhere))).reason == reason


async def test_a_body_cut_short_of_its_length_is_dropped() -> None:
    assert (await refusal(sending(line("One "), headers="Content-Length: 900\r\n"))).reason == "dropped"


async def test_what_is_no_http_is_dropped() -> None:
    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.org ESMTP\r\n")

    assert (await refusal(reply)).reason == "dropped"


async def test_no_answer_at_all_is_slow() -> None:
    error = await refusal(silent, first_token_s=0.1)
    assert (error.reason, "smaller model" in error.hint) == ("slow", True)


@pytest.mark.parametrize("piece", [b" " * 500, b"a" * 9_000, line(""), line("word ")])
async def test_an_answer_without_end_is_given_up(piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama_chat, "MOST_BYTES", 20_000)
    error = await refusal(endless(piece, b""), first_token_s=5.0)
    assert error.reason == "garbage" and "without end" in error.text


# A server of the clinic that several rooms share


def full_at_first(times: int) -> Reply:
    """HTTP 503 so many times, as Ollama answers when too many wait; then an answer."""
    left = times

    async def reply(writer: asyncio.StreamWriter) -> None:
        nonlocal left
        left -= 1
        await sending(*((b"{}", "503 Busy") if left >= 0 else (line("Done.") + line("", done=True),)))(writer)

    return reply


async def test_a_full_server_is_asked_again_until_the_wait_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama_chat, "AGAIN_S", 0.01)
    async with replying(full_at_first(3)) as url:
        assert await answer(url, wait_s=10.0) == "Done."
    error = await refusal(full_at_first(10_000), wait_s=0.1)
    assert (error.reason, "other rooms" in error.text, "wait_s" in error.hint) == ("busy", True, True)


async def test_a_server_of_the_clinic_proves_itself_by_the_clinic_s_authority(tmp_path: Path) -> None:
    certify(tmp_path)
    certificate, key = tmp_path / "broker.crt", tmp_path / "broker.key"
    with serving(Script(lambda _: ""), "script", tls=(certificate, key)) as url:
        assert url.startswith("https:")
        assert await models(settings(url, authority=certificate, connect_s=10.0)) == ["script"]
        for unknown in (None, tmp_path / "broker.key"):
            with pytest.raises(EngineError) as caught:
                await models(settings(url, authority=unknown, connect_s=10.0))
            assert (caught.value.reason, "ollama.authority" in caught.value.hint) == ("address", True)


# The installed models


async def test_the_installed_models_are_named() -> None:
    with serving(Script(lambda _: ""), "script") as url:
        assert await models(settings(url)) == ["script"]


@pytest.mark.parametrize(
    ("asked", "listed"), [("qwen", ["qwen", "other:3b"]), ("qwen:latest", ["qwen:latest", "other:3b"])]
)
async def test_a_model_without_a_tag_is_the_latest(asked: str, listed: list[str]) -> None:
    body = json.dumps({"models": [{"model": "qwen:latest"}, {"model": "other:3b"}]}).encode()
    async with replying(sending(body)) as url:
        assert await models(settings(url, model=asked)) == listed


async def test_a_model_that_is_not_installed_names_the_command() -> None:
    with serving(Script(lambda _: ""), "script") as url, pytest.raises(EngineError) as caught:
        await models(settings(url, model="other"))
    assert (caught.value.reason, caught.value.hint) == ("unknown-model", "Run: ollama pull other")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (silent, "missing"),
        (sending(b"{}"), "garbage"),
        (sending(b"[]"), "garbage"),
        (sending(b"<html>"), "garbage"),
        (sending(b'{"models": "none"}'), "garbage"),
        (sending(b"", "500 No"), "server"),
        (endless(b"a" * 9_000_000), "garbage"),
    ],
)
async def test_what_is_not_ollama_lists_no_models(reply: Reply, reason: str) -> None:
    async with replying(reply) as url:
        with pytest.raises(EngineError) as caught:
            await models(settings(url))
    assert caught.value.reason == reason


async def test_no_server_lists_no_models() -> None:
    with serving(Script(lambda _: ""), "script") as url:
        pass
    with pytest.raises(EngineError) as caught:
        await models(settings(url))
    assert (caught.value.reason, "ollama serve" in caught.value.hint) == ("missing", True)


async def test_a_foreign_address_is_not_even_asked_for_its_models() -> None:
    with pytest.raises(EngineError) as caught:
        await models(settings("https://ollama.com"))
    assert caught.value.reason == "address"


# Where speech may go


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:11434",
        "http://localhost:11434",
        "http://[::1]:11434",
        "https://192.168.1.20",
        "https://gpu.local:11434",
        "https://gpu",
    ],
)
def test_this_machine_and_https_on_the_own_network_are_allowed(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize("url", REFUSED_ADDRESSES)
def test_every_other_address_is_refused(url: str) -> None:
    with pytest.raises(EngineError) as caught:
        check_address(url)
    assert caught.value.reason == "address"
