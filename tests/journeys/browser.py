"""A real Chromium at tablet size, and a cable that can be cut."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from jsonschema import Draft202012Validator
from playwright.async_api import Browser, BrowserContext, Page, WebSocket, async_playwright

SCHEMA = Path(__file__).parents[2] / "docs" / "protocol.schema.json"
CLIENT = Draft202012Validator(
    {
        "$defs": json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"],
        "anyOf": [{"$ref": "#/$defs/FromClient"}, {"$ref": "#/$defs/Command"}],
    }
)
"""What a client may send."""

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
LANDSCAPE, PORTRAIT = (1024, 768), (768, 1024)


@asynccontextmanager
async def chromium(microphone: Path | None = None) -> AsyncIterator[Browser]:
    """`microphone` is a WAV file that every page hears over and over."""
    heard = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}",
    ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, *(heard if microphone else [])]
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def tablet(
    browser: Browser, size: tuple[int, int] = LANDSCAPE, scheme: Literal["light", "dark"] = "light"
) -> AsyncIterator["Tablet"]:
    """A tablet of its own: its storage is shared with no other."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, has_touch=True, reduced_motion="reduce"
    )
    page = await context.new_page()
    page.set_default_timeout(15_000)
    held = Tablet(context, page)
    yield held
    held.check_sent()
    await context.close()


class Tablet:
    """`problems` is everything the page complained about: errors, and what its own policy forbade; `asked` every
    address it asked for."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.problems: list[str] = []
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        self.sent: list[str] = []
        page.on("websocket", self._follow)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)

    def _follow(self, socket: WebSocket) -> None:
        self.asked.append(socket.url)
        socket.on("framesent", lambda frame: self.sent.append(frame) if isinstance(frame, str) else None)

    def check_sent(self) -> None:
        """Every message that the page sent is one of the protocol's schema."""
        for text in self.sent:
            CLIENT.validate(json.loads(text))

    async def words(self) -> dict[str, str]:
        """Utterance id -> the confirmed words on the screen."""
        rows = await self.page.locator(".said").evaluate_all(
            "rows => rows.map(row => [row.dataset.utterance, row.querySelector('.confirmed').textContent])"
        )
        assert len(rows) == len(dict(rows)), "an utterance is on the screen twice"
        return dict(rows)

    async def stored(self) -> str:
        """Everything that the browser keeps for this page."""
        kept = await self.page.evaluate(
            """async () => JSON.stringify({
                local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
                caches: await caches.keys(), databases: await indexedDB.databases(),
            })"""
        )
        return str(kept)


class Cable:
    """A TCP proxy to `target`, a port that may be set later.

    While it is cut, nothing gets through and nothing is closed: as in a dead Wi-Fi.
    """

    def __init__(self, target: int = 0) -> None:
        self.target = target
        self._whole = asyncio.Event()
        self._whole.set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.connections = 0

    async def __aenter__(self) -> "Cable":
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for pump in tuple(self._pumps):
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    @property
    def host(self) -> str:
        """Its near end, as a Host header."""
        return f"127.0.0.1:{self.port}"

    def cut(self) -> None:
        self._whole.clear()

    def mend(self) -> None:
        self._whole.set()

    def sever(self) -> None:
        """Cut, and end every connection: as when an access point goes off."""
        self.cut()
        for pump in tuple(self._pumps):
            pump.cancel()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
        for source, target in ((reader, there_writer), (there_reader, writer)):
            pump = asyncio.create_task(self._pump(source, target))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                await self._whole.wait()
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()
