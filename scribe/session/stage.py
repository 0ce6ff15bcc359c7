"""What this room has to do with a session now: one at a time, from its beginning to its note."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from scribe import commands
from scribe.chart import Chart
from scribe.errors import StateError
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.machine import OPEN
from scribe.session.written import WrittenSession

Report = dict[str, Any]
Running = asyncio.Task[Report]
"""A session that is under way; it ends with the note."""


class Stage:
    """Empty when made; afterwards it knows the newest session of this run. Used on the event loop."""

    def __init__(self) -> None:
        self.chart = Chart()
        self.running: Running | None = None
        self._session: LiveSession | WrittenSession | None = None
        self._log: SessionLog | None = None
        self._begins = False
        self._idle_since = time.monotonic()
        self._callbacks: list[Callable[[SessionLog], None]] = []
        self._broken = asyncio.Event()

    @property
    def current(self) -> SessionLog | None:
        return self._log

    @property
    def live(self) -> LiveSession | None:
        """The session that is heard, also for a moment after it."""
        return self._session if isinstance(self._session, LiveSession) else None

    @property
    def unheard(self) -> WrittenSession | None:
        """The session without a microphone."""
        return self._session if isinstance(self._session, WrittenSession) else None

    @property
    def under_way(self) -> bool:
        """It is heard, or its note is being written."""
        return self.running is not None and not self.running.done()

    @property
    def busy(self) -> bool:
        return self._begins or self.under_way

    @property
    def idle_since(self) -> float | None:
        """When the last session, or the try to begin one, came to its end (monotonic); None while one is under way."""
        return None if self.busy else self._idle_since

    @property
    def finishing(self) -> Running | None:
        """The note that is being written: nobody is heard any more."""
        state = self._log.transcript.state if self._log else None
        is_open = state is None or state.state in OPEN
        return self.running if self.under_way and not is_open else None

    @property
    def heard(self) -> str:
        """The session that somebody is in: heard, off the record, or written about. Empty: none."""
        is_open = self._log is not None and self.under_way and self.finishing is None
        return self._log.session if self._log and is_open else ""

    def refuse_another(self, command: commands.Command) -> None:
        """What was asked of one session may come, after a lost connection, when the next client is here. StateError."""
        meant = command.session if isinstance(command, commands.Meant) else ""
        if meant and self.under_way and self._log and self._log.session != meant:
            raise StateError("That was for an earlier session: another one goes on now.", "Nothing was changed in it.")

    def on_session(self, callback: Callable[[SessionLog], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    @contextmanager
    def beginning(self) -> Iterator[None]:
        """One at a time; and what is being loaded for it is not put away again. StateError."""
        self.refuse_second()
        self._begins = True
        try:
            yield
        finally:
            self._begins = False
            self._idle_since = time.monotonic()

    def refuse_second(self) -> None:
        if self.busy:
            raise StateError("A session is already being heard in this room.", "Stop it first.")

    def refuse_unfinished(self, session: str) -> None:
        if self.under_way and self._log and self._log.session == session:
            raise StateError("The note is still being written.", "Wait for the final note.")

    def enter(self, session: LiveSession | WrittenSession, chart: Chart, to_the_note: Awaitable[Report]) -> Running:
        """It begins, and everyone who asked for it is told."""
        self._session, self._log, self.chart = session, session.log, chart
        for callback in tuple(self._callbacks):
            callback(session.log)
        self.running = asyncio.ensure_future(to_the_note)
        self.running.set_name("session")
        self.running.add_done_callback(self._ended)
        return self.running

    def clear(self) -> None:
        """A session that is over holds models too."""
        self._session = None

    async def until_broken(self) -> None:
        """Raises what ended a session before its note. What was heard is on the disk: a new start takes it up."""
        self._broken.clear()
        await self._broken.wait()
        assert self.running is not None
        await self.running

    async def close(self) -> None:
        """Cut off what is under way, also where the disk is full: a new start takes it up from what was stored."""
        if self._log:
            self._log.give_up()
        if self.running:
            self.running.cancel()
            await asyncio.gather(self.running, return_exceptions=True)

    def _ended(self, running: Running) -> None:
        self._idle_since = time.monotonic()
        if not running.cancelled() and running.exception():
            self._broken.set()
