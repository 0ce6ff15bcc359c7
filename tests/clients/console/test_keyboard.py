"""Keys come one by one from a real terminal, which is as before afterwards."""

import asyncio
import os
import pty
import termios

from clients.console.keyboard import pressed, single_keys


async def test_keys_without_enter_and_the_terminal_is_put_right() -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with os.fdopen(theirs, "r+b", buffering=0) as raw:
        terminal = open(raw.fileno(), closefd=False)  # noqa: SIM115
        with single_keys(terminal) as keys:
            assert not termios.tcgetattr(theirs)[3] & (termios.ICANON | termios.ECHO)
            os.write(ours, b"pm")
            got = [await asyncio.wait_for(keys.get(), 5) for _ in range(2)]
            os.write(ours, b"\x1b[A")
            await asyncio.sleep(0.05)
            os.write(ours, b"q")
            got.append(await asyncio.wait_for(keys.get(), 5))
        assert got == ["p", "m", "q"]
        assert termios.tcgetattr(theirs) == before
        terminal.close()
    os.close(ours)


async def test_a_terminal_that_was_closed_ends_the_keys() -> None:
    keys = asyncio.Queue[str]()
    for key in ("p", "m", ""):
        keys.put_nowait(key)
    assert [key async for key in pressed(keys)] == ["p", "m"]
