"""Single keys from a terminal, as they are pressed."""

import asyncio
import os
import termios
import tty
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import IO

READ_BYTES = 64
ESCAPE = "\x1b"


@contextmanager
def single_keys(terminal: IO[str]) -> Iterator[asyncio.Queue[str]]:
    """Keys without Enter and without echo; the terminal is as before when this is left. Empty: it was closed."""
    file, keys = terminal.fileno(), asyncio.Queue[str]()
    before = termios.tcgetattr(file)
    loop = asyncio.get_running_loop()

    def read() -> None:
        try:
            pressed = os.read(file, READ_BYTES).decode(errors="ignore")
        except OSError:
            pressed = ""
        if not pressed:
            loop.remove_reader(file)
            keys.put_nowait("")
        elif not pressed.startswith(ESCAPE):  # an arrow or function key is several characters that mean nothing here
            for key in pressed:
                keys.put_nowait(key)

    tty.setcbreak(file)
    loop.add_reader(file, read)
    try:
        yield keys
    finally:
        loop.remove_reader(file)
        termios.tcsetattr(file, termios.TCSADRAIN, before)


async def pressed(keys: asyncio.Queue[str]) -> AsyncIterator[str]:
    """Until the terminal is closed."""
    while key := await keys.get():
        yield key
