"""A session that nobody hears: somebody did not agree, so the clinician writes, and no microphone is opened.

The same log, note writer and states as a session that is heard, without a source, a journal or a listener.
"""

import asyncio
import logging
from concurrent.futures import Executor

from scribe import events as ev
from scribe.errors import UsageError
from scribe.session.clock import changed
from scribe.session.jotting import jotted
from scribe.session.log import SessionLog
from scribe.session.machine import Transition, after
from scribe.session.reviewing import checked, state_of
from scribe.session.writing import Hand

log = logging.getLogger(__name__)

UNHEARD = "without a microphone"
"""Why, in the state's own event, and so in the audit."""


class WrittenSession:
    """Runs until it is stopped; then everything that was written is in the log."""

    unheard = True

    def __init__(self, log: SessionLog, hand: Hand, worker: Executor) -> None:
        self.log = log
        self._hand = hand
        self._worker = worker
        self._stopped = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        if self.state is ev.SessionState.ENDED:  # cut off before its note
            self._stopped.set()

    async def run(self) -> None:
        await self._stopped.wait()

    def close(self) -> float:
        """Seconds of sound on the record: none."""
        return 0.0

    @property
    def state(self) -> ev.SessionState:
        return state_of(self.log.transcript).state

    async def jot(self, author: str, text: str, kind: str, section: str | None = None, key: str = "") -> None:
        """Once, however often it is asked for with the same `key`. Raises UsageError for a text that says nothing or
        too much."""
        if kind == "mark":
            raise UsageError("There is no moment to mark: nothing is heard.", "Write what you observe.")
        text = checked(text, "observation")
        async with self._one_at_a_time:  # what the note makes of it is told before the session ends
            for added in await jotted(self.log, author, text, kind, section, key):
                assert isinstance(added, ev.Jotting)
                await self.log.append(*await self._written(added))

    async def _written(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._worker, self._hand.jot, jotting)
        except Exception as error:  # what was written is kept, and the final note is made of it
            log.error("note writer failed: %s", type(error).__name__)
            return []

    async def stop(self) -> None:
        async with self._one_at_a_time:
            following = after(self.state, Transition.STOP)
            await self.log.append(changed(self.log.transcript.state, following, ""))
            self._stopped.set()
