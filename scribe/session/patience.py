"""A disk that is full, or turns read-only, while a session goes on: what happens waits until it takes it, in order, and
everyone is told that it does.

Losing what is said is the greater harm, so nothing ends: sound goes on into the journal's own memory, words wait where
they were found, and a command is answered when it is stored. Only who shuts the room down can't wait.
"""

import asyncio
import contextlib
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
        self._over = asyncio.Event()

    def give_up(self) -> None:
        """From now on nothing waits: what does is tried once more and then refused."""
        self._over.set()

    async def kept(self, write: Callable[[], Awaitable[T]]) -> T:
        """`write` again and again until the disk takes it. Raises what else goes wrong, and UnstoredError once it was
        given up."""
        while True:
            try:
                result = await write()
            except UnstoredError as error:
                if self._over.is_set():
                    raise
                self._say(ev.Saving(good=False, why=error.reason))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._over.wait(), AGAIN_S)
                continue
            if self.waits:
                self._say(ev.Saving(good=True))
            return result

    def _say(self, saving: ev.Saving) -> None:
        self.waits = not saving.good
        self._tell(saving)
