"""What was heard, to the note writer and back: one event at a time, on a worker thread."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from typing import Protocol

from scribe import events as ev
from scribe.session.fault import where

log = logging.getLogger(__name__)


class Hand(Protocol):
    """What a session needs of the note writer. Called on a worker thread, one call at a time."""

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]: ...
    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]: ...
    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]: ...
    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]: ...


class Writing:
    """Ends once `end` was called and all before it is written."""

    def __init__(self, hand: Hand, worker: Executor, append: Callable[..., Awaitable[None]]) -> None:
        """`append`: puts events into the session's log."""
        self._hand = hand
        self._worker = worker
        self._append = append
        self._waiting: asyncio.Queue[ev.AnyEvent | None] = asyncio.Queue()
        self._degraded = False

    def put(self, event: ev.AnyEvent) -> None:
        """Returns at once."""
        self._waiting.put_nowait(event)

    def end(self) -> None:
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while event := await self._waiting.get():
            try:
                written = await loop.run_in_executor(self._worker, self._written, event)
            except Exception as error:  # words are worth more than the live note: whatever it raises, hearing goes on
                written = self._failed(error)
            await self._append(*written)

    def _failed(self, error: Exception) -> list[ev.AnyEvent]:
        log.error("note writer failed: %s in %s", type(error).__name__, where(error))
        if self._degraded:
            return []
        self._degraded = True
        text = "The live note can't follow right now. Every word is kept."
        return [ev.Notice(level=ev.NoticeLevel.WARNING, code="note-degraded", text=text)]

    def _written(self, event: ev.AnyEvent) -> list[ev.AnyEvent]:
        match event:
            case ev.Utterance():
                return self._hand.hear(event)
            case ev.Speaker():
                return self._hand.speaker(event)
            case ev.Redaction():
                return self._hand.redact(event)
            case ev.Jotting():
                return self._hand.jot(event)
            case _:
                return []
