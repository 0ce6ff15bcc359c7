"""A microphone that may be unplugged in the middle: frames go on when it is back, and the time between is a gap."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from typing import Protocol

from scribe.audio.attention import Attention, Change
from scribe.audio.frame import RATE, Frame
from scribe.audio.source import Source
from scribe.errors import AudioDeviceError

RETRY_S = 0.5
"""Between looks for a device that is away: it is heard again within three seconds. A look may take a tenth of a second
of a processor, and a device a second to open."""


SILENCE_S = 0.8
"""Samples without sound for this long: a muted or dead microphone is noticed within a second."""

Tell = Callable[[Change, AudioDeviceError | None], Awaitable[None]]
"""What became of the device, with the error where it is away."""


class Device(Source, Protocol):
    @property
    def name(self) -> str: ...
    @property
    def xruns(self) -> int:
        """Times that it lost sound."""
        ...


class Steady:
    """`open_at(position)` opens the device; it may take its time, and runs on a thread of its own.

    `tell` is awaited with each change.
    """

    def __init__(
        self,
        open_at: Callable[[int], Device],
        tell: Tell,
        opened: Device | None,
        start: int = 0,
        silence_s: float = SILENCE_S,
    ) -> None:
        """`opened`: the device as it stands open now, or None to look for it from `start` on."""
        self._open_at = open_at
        self._tell = tell
        self._source = opened
        self._name = opened.name if opened else None
        self._away_at, self._away_since = start, time.monotonic()
        self._attention = Attention(silence_s)
        self._skips = 0
        self._told = self._paused = False
        self._closed = asyncio.Event()

    @property
    def position(self) -> int:
        if self._source:
            return self._source.position
        return self._away_at + int((time.monotonic() - self._away_since) * RATE)

    @property
    def xruns(self) -> int:
        """Times that sound was lost, by this device and those before it."""
        return self._skips + (self._source.xruns if self._source else 0)

    @property
    def waiting(self) -> bool:
        return self._source is not None and self._source.waiting

    async def frames(self) -> AsyncIterator[Frame]:
        """Every frame of the device, for as long as it takes; ends after `close`."""
        while source := self._source or await self._look():
            try:
                async with aclosing(source.frames()) as frames:  # type: ignore[type-var]  # they are generators
                    async for frame in frames:
                        if change := self._attention.feed(frame, source.xruns):
                            await self._tell(change, None)
                        yield frame
            except AudioDeviceError as error:
                await self._lose(source, error)
            else:
                return

    async def _lose(self, source: Device, error: AudioDeviceError) -> None:
        self._away_at, self._away_since = source.position, time.monotonic()
        self._skips += source.xruns
        self._source = None
        self._attention.renew()
        await source.close()
        self._told = True
        await self._tell(Change.AWAY, error)

    async def _look(self) -> Device | None:
        """The device, when it is there; None once this is closed."""
        while not self._closed.is_set():
            try:
                source = await self._opened()
            except AudioDeviceError as error:
                if not self._closed.is_set():
                    await self._not_there(error)
                continue
            if self._closed.is_set():
                await source.close()
                break
            if self._paused:
                source.pause()
            self._source = source
            before, self._name = self._name or source.name, source.name
            if self._told:
                self._told = False
                await self._tell(Change.BACK if source.name == before else Change.REPLACED, None)
            return source
        return None

    async def _opened(self) -> Device:
        """The device, open. Where nobody waits for it any more it is closed again as soon as it is: a thread can't be
        stopped in the middle of opening. Raises AudioDeviceError."""
        opening = asyncio.ensure_future(asyncio.to_thread(self._open_at, self.position))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_nobodys)
            raise

    async def _not_there(self, error: AudioDeviceError) -> None:
        if not self._told:
            self._told = True
            await self._tell(Change.AWAY, error)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), RETRY_S)

    def pause(self) -> None:
        self._paused = True
        if self._source:
            self._source.pause()

    def resume(self) -> None:
        self._paused = False
        if self._source:
            self._source.resume()

    async def close(self) -> None:
        self._closed.set()
        if self._source:
            await self._source.close()


def _nobodys(opening: asyncio.Future[Device]) -> None:
    if not opening.cancelled() and not opening.exception():
        closing = asyncio.ensure_future(opening.result().close())
        _closing.add(closing)
        closing.add_done_callback(_closing.discard)


_closing: set[asyncio.Future[None]] = set()
"""The event loop itself holds a task by a weak reference only."""
