"""Whose turn it is at a language model: a room asks one thing at a time, so that each room of a clinic gets its share.

Ollama answers in the order in which it was asked. A room that has one request there at a time, a section of one note,
stands behind at most one section of each other room.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scribe.config import OllamaSettings
from scribe.errors import EngineError


class Turns:
    """Of one room: its notes take turns, the one that has waited longest first."""

    def __init__(self, settings: OllamaSettings) -> None:
        self._free = asyncio.Semaphore(settings.at_once)
        self._longest_s = settings.section_s + settings.wait_s

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """EngineError (`busy`) where it does not come within the time that a section may take."""
        try:
            async with asyncio.timeout(self._longest_s):
                await self._free.acquire()
        except TimeoutError:
            raise busy("another note of this room") from None
        try:
            yield
        finally:
            self._free.release()


def busy(who: str) -> EngineError:
    return EngineError(
        f"The language model is taken up by {who}.", "Write the section again later, or raise ollama.wait_s.", "busy"
    )
