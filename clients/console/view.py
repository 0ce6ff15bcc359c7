"""`scribe console`: pairs once, then shows the room until it is told to quit. The thin shell around fold and drawing.

On a terminal it draws the whole screen (the other one, so nothing that was said stays in the scroll-back). Without one,
in a pipe or a log, it prints a line for each thing once it is certain.
"""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.text import Text

from clients.console import address, keyboard
from clients.console.drawing import draw
from clients.console.keys import Keys, Quit
from clients.console.lines import Lines
from clients.console.screen import Screen
from clients.console.tokens import Tokens
from clients.console.watcher import UnpairedError, Watcher
from scribe.gateway.client import connect

FRAME_S = 0.1
"""Between two pictures: faster than words are spoken, slow enough to cost nothing."""

TICK_S = 0.5
"""The clock on the screen goes on without any event."""

ANSWER_SHOWN_S = 5.0

DEVICE = "console"


async def watch(
    url: str,
    code: str | None,
    home: Path,
    *,
    console: Console | None = None,
    keys: AsyncIterator[str] | None = None,
    unlock: tuple[int, str] | None = None,
) -> None:
    """Until `q` is pressed or it is interrupted. `code` is needed once; the token is kept in `home`. `unlock` is a
    person's number and PIN, where the room has people.

    `keys` stands for the keyboard. Raises GatewayError, RefusedError and UsageError.
    """
    at, tokens = address.parse(url), Tokens(home)
    if code:
        tokens.keep(at.socket, await pair(at, code))
    token = tokens.get(at.socket)
    if token is None:
        raise UnpairedError
    shown = console or Console()
    try:
        with contextlib.suppress(Quit, BrokenPipeError):
            if shown.is_terminal:
                await OnScreen(at, token, shown, unlock).run(keys)
            else:
                await in_lines(at, token, shown, unlock)
    except UnpairedError:
        tokens.forget(at.socket)
        raise


async def pair(at: address.Address, code: str) -> str:
    async with connect(at.socket, origin=at.origin, tls=at.tls) as client:
        return await client.pair(code, DEVICE)


async def in_lines(at: address.Address, token: str, out: Console, unlock: tuple[int, str] | None = None) -> None:
    screen, lines = Screen(), Lines()

    def told(answer: str) -> None:
        for line in lines.news(screen):
            out.print(Text(line), soft_wrap=True)

    await Watcher(at, token, screen, told, unlock=unlock).run()


class OnScreen:
    """The picture, the keys, and the connection that feeds the one and takes the other."""

    def __init__(
        self, at: address.Address, token: str, console: Console, unlock: tuple[int, str] | None = None
    ) -> None:
        self._console = console
        self._screen = Screen()
        self._keys = Keys()
        self._watcher = Watcher(at, token, self._screen, self._told, unlock=unlock)
        self._answer, self._answered_at = "", 0.0
        self._news = asyncio.Event()

    async def run(self, keys: AsyncIterator[str] | None) -> None:
        """Raises Quit."""
        with contextlib.ExitStack() as stack:
            if keys is None and sys.stdin.isatty():
                keys = keyboard.pressed(stack.enter_context(keyboard.single_keys(sys.stdin)))
            live = stack.enter_context(Live(console=self._console, screen=True, auto_refresh=False))
            await first_of(self._watcher.run(), self._draw(live), *([self._press(keys)] if keys else []))

    def _told(self, answer: str) -> None:
        if answer:
            self._answer, self._answered_at = answer, time.monotonic()
        self._news.set()

    async def _press(self, keys: AsyncIterator[str]) -> None:
        async for key in keys:
            command = self._keys.press(key, self._screen.state, time.monotonic(), self._screen.transcript.session)
            self._news.set()
            if command:
                await self._watcher.ask(command)
        raise Quit  # the terminal is gone

    async def _draw(self, live: Live) -> None:
        while True:
            self._news.clear()
            self._watcher.give_up_late()
            live.update(self.picture(time.monotonic()), refresh=True)
            await asyncio.sleep(FRAME_S)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), TICK_S)

    def picture(self, now: float) -> Text:
        answer = self._answer if now - self._answered_at < ANSWER_SHOWN_S else ""
        footer = self._keys.standing(now) or answer
        return Text("\n").join(draw(self._screen, footer, now, self._console))


async def first_of(*jobs: Coroutine[Any, Any, None]) -> None:
    """Run all of them until one ends or fails, or the process is told to end; raises what the first one raised."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        with ended_by(signal.SIGTERM, tasks[0].cancel):
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        if not task.cancelled():
            task.result()


@contextlib.contextmanager
def ended_by(number: signal.Signals, end: Callable[[], object]) -> Iterator[None]:
    """A terminal must be put right also when the process is told to end."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(number, end)
    try:
        yield
    finally:
        loop.remove_signal_handler(number)
