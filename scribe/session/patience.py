"""A disk that is full while a session goes on: what happens waits for room, in order, and everyone is told that it
does.

Losing what is said is the greater harm, so nothing ends: sound goes on into the journal's own memory, words wait where
they were found, and a command is answered when it is stored.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from scribe import events as ev
from scribe.errors import UnstoredError

AGAIN_S = 0.5
"""Between two tries. Each one tells the clients, so that one that has just come knows it too."""

T = TypeVar("T")


class Patience:
    """Of one session."""

    def __init__(self, tell: Callable[[ev.Saving], None]) -> None:
        self._tell = tell
        self.waits = False
        """The disk refused the newest try."""

    async def kept(self, write: Callable[[], Awaitable[T]]) -> T:
        """`write` again and again until the disk takes it. Raises what else goes wrong."""
        while True:
            try:
                result = await write()
            except UnstoredError:
                self._say(good=False)
                await asyncio.sleep(AGAIN_S)
                continue
            if self.waits:
                self._say(good=True)
            return result

    def _say(self, *, good: bool) -> None:
        self.waits = not good
        self._tell(ev.Saving(good=good))
