"""Ears whose models may still be loading: capture begins with consent, and words catch up.

What is heard meanwhile lies in the journal and in the backlog; only its first frame is held here.
"""

import asyncio
from collections.abc import Awaitable, Callable

from scribe.audio.frame import Frame
from scribe.speech.listener import Listener


class WakingListener:
    """A listener that is made with the first frame, or at the end. `make` waits for the models, and raises what loading
    them raised."""

    def __init__(self, make: Callable[[], Awaitable[Listener]]) -> None:
        self._make = make
        self._making: asyncio.Task[Listener] | None = None
        self._listener: Listener | None = None

    async def _awake(self) -> Listener:
        if self._making is None:
            self._making = asyncio.create_task(self._made(), name="wake")
        return await asyncio.shield(self._making)

    async def _made(self) -> Listener:
        self._listener = await self._make()
        return self._listener

    async def hear(self, frame: Frame) -> None:
        await (await self._awake()).hear(frame)

    async def pause(self) -> None:
        """Nothing is to be forgotten where nothing was heard."""
        if self._making:
            await (await self._awake()).pause()

    async def finish(self) -> None:
        await (await self._awake()).finish()

    @property
    def speaking(self) -> bool:
        return self._listener is not None and self._listener.speaking

    @property
    def lag(self) -> float:
        return self._listener.lag if self._listener else 0.0

    @property
    def failed(self) -> bool:
        return self._listener is not None and self._listener.failed
