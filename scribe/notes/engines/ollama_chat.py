"""The way to Ollama and back: an address that speech may be sent to, one streamed chat, every failure explained."""

import asyncio
import ipaddress
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from ollama import AsyncClient, ChatResponse, ResponseError

from scribe.config import OllamaSettings
from scribe.errors import EngineError
from scribe.notes.engines.ollama_turn import busy

LAN_SUFFIXES = (".local", ".lan", ".internal", ".home.arpa")
MOST_BYTES = 8_000_000
"""Of one answer: 50 times the longest honest one, with Ollama's 150 bytes around each token. More never ends."""
SEED = 7
"""Any fixed number: the same words give the same answer."""
AGAIN_S = 1.0
"""Before a server that is full is asked again."""


def check_address(url: str) -> None:
    """Raises EngineError (`address`) unless the URL is loopback, or a host of the own network over https."""
    try:
        parts = urlsplit(url)
        host, scheme = parts.hostname or "", parts.scheme
        parts.port  # noqa: B018  # a wrong port raises here
    except ValueError:
        host, scheme = "", ""
    if scheme in ("http", "https") and _is_loopback(host):
        return
    if scheme == "https" and _is_own_network(host):
        return
    raise EngineError(
        "The language model's address is neither this machine nor an https host of its own network.",
        "Set [ollama] url to http://127.0.0.1:11434, or to https:// and a private address.",
        reason="address",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_own_network(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and ("." not in host or host.endswith(LAN_SUFFIXES))
    return address.is_private and not address.is_unspecified


def chat(
    model: str, messages: list[dict[str, str]], form: dict[str, Any], *, answer: int, context: int
) -> dict[str, Any]:
    """A chat that can be repeated, and whose answer has this form. `answer`, `context`: most tokens of either."""
    options = {"temperature": 0, "seed": SEED, "num_predict": answer, "num_ctx": context}
    return {"model": model, "messages": messages, "format": form, "think": False, "options": options}


def connect(settings: OllamaSettings) -> AsyncClient:
    """Without proxies, .netrc and redirects: each could send speech elsewhere."""
    return AsyncClient(
        host=settings.url,
        timeout=httpx.Timeout(None, connect=settings.connect_s),
        trust_env=False,
        follow_redirects=False,
        event_hooks={"response": [_bound]},
        verify=_trust(settings) if settings.url.startswith("https") else True,
    )


def _trust(settings: OllamaSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.authority)
    except (OSError, ssl.SSLError):
        raise EngineError(
            f"{settings.authority}: not a certificate authority.",
            "Set ollama.authority to the PEM file that the server's certificate was signed with.",
            reason="address",
        ) from None


async def models(settings: OllamaSettings) -> list[str]:
    """Names of the installed models. EngineError where Ollama can't be asked or has not the model of `settings`."""
    names = await installed(settings)
    if settings.model not in names:
        raise _unknown(settings.model)
    return names


async def installed(settings: OllamaSettings) -> list[str]:
    """Names of the installed models. EngineError where Ollama can't be asked.

    Ollama calls a model without a tag NAME:latest; here it has the name that `settings` may give it.
    """
    check_address(settings.url)
    async with connect(settings) as client:
        with _explained(settings):
            try:
                async with asyncio.timeout(settings.connect_s):
                    listed = await client.list()
            except TimeoutError:
                raise _missing() from None
    names = [str(one.model) for one in listed.models if one.model]
    return [name if name == settings.model else name.removesuffix(":latest") for name in names]


async def context_length(client: AsyncClient, settings: OllamaSettings) -> int | None:
    """How many tokens the model of `settings` can attend to; None where Ollama does not say."""
    try:
        async with asyncio.timeout(settings.connect_s):
            shown = await client.show(settings.model)
    except (ResponseError, httpx.HTTPError, ConnectionError, TimeoutError, ValueError, TypeError, AttributeError):
        return None  # the first chat will tell what is wrong
    lengths = [value for key, value in (shown.modelinfo or {}).items() if key.endswith(".context_length")]
    return next((value for value in lengths if isinstance(value, int) and value > 0), None)


async def chunks(
    client: AsyncClient, request: dict[str, Any], settings: OllamaSettings
) -> AsyncGenerator[ChatResponse]:
    """The answer's chunks as they come. Raises EngineError for everything that can go wrong on the way."""
    with _explained(settings):
        answer, chunk = await _begun(client, request, settings)
        async with aclosing(answer) as parts:
            yield chunk
            async for chunk in parts:
                yield chunk
        if not chunk.done:
            raise _dropped()


async def _begun(
    client: AsyncClient, request: dict[str, Any], settings: OllamaSettings
) -> tuple[AsyncGenerator[ChatResponse], ChatResponse]:
    """The answer and its first chunk. A server that is full of other rooms' questions is asked again for `wait_s`."""
    until = time.monotonic() + settings.wait_s
    longest_s = settings.first_token_s + settings.wait_s
    while True:
        # The client promises an iterator and returns a generator, which holds the connection until it is closed.
        answer = cast(AsyncGenerator[ChatResponse], await client.chat(**request, stream=True))
        try:
            async with asyncio.timeout(longest_s):
                return answer, await anext(answer)
        except TimeoutError:
            raise slow(settings.model, f"no first word within {longest_s:g} s") from None
        except ResponseError as error:
            if error.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() >= until:
                raise
        await asyncio.sleep(AGAIN_S)


@contextmanager
def _explained(settings: OllamaSettings) -> Iterator[None]:
    """What the client and its HTTP library raise, as EngineErrors with the next step."""
    try:
        yield
    except ResponseError as error:
        if error.status_code == httpx.codes.NOT_FOUND:
            raise _unknown(settings.model) from None
        if error.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise busy("other rooms") from None
        raise EngineError(
            f"Ollama answered with an error (HTTP {error.status_code}).", "See Ollama's own log.", reason="server"
        ) from None
    except (httpx.ConnectError, httpx.ConnectTimeout, ConnectionError) as error:
        # The client puts an error of its own over the one that says why.
        refused = any("CERTIFICATE_VERIFY_FAILED" in str(one) for one in (error, error.__context__))
        raise (_untrusted() if refused else _missing()) from None
    except (httpx.HTTPError, StopAsyncIteration):
        raise _dropped() from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        # The client reads each line as an object with Ollama's fields and says of any other JSON what Python says.
        raise EngineError(
            "What answers at Ollama's address is not Ollama.", "Check [ollama] url.", reason="garbage"
        ) from None


class _Bounded(httpx.AsyncByteStream):
    """An answer's bytes, up to `MOST_BYTES`: the client itself would keep an endless line in memory."""

    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        async for part in self._stream:
            left -= len(part)
            if left < 0:
                raise EngineError("Ollama's answer went on without end.", "Try another model.", reason="garbage")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx.Response) -> None:
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Bounded(response.stream)


def slow(model: str, what: str) -> EngineError:
    return EngineError(
        f"{model} is too slow: {what}.", "Use a smaller model, or allow more time in [ollama].", reason="slow"
    )


def _missing() -> EngineError:
    return EngineError(
        "Ollama does not answer at its address.", "Start it (ollama serve) or check [ollama] url.", reason="missing"
    )


def _untrusted() -> EngineError:
    return EngineError(
        "The certificate at Ollama's address is not trusted, or is for another name.",
        "Set ollama.authority to the clinic's authority, and ollama.url to a name that the certificate has.",
        reason="address",
    )


def _unknown(model: str) -> EngineError:
    return EngineError(f"Ollama has no model {model}.", f"Run: ollama pull {model}", reason="unknown-model")


def _dropped() -> EngineError:
    return EngineError("Ollama closed the connection in the middle.", "Try again; see Ollama's log.", reason="dropped")
