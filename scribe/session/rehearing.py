"""Second hearings of finished utterances, in time that nothing else needs.

The sound comes from the journal, so that nothing is held for it and what was struck is not heard again. What holds a
critical word is heard before what is only doubtful. Nothing waits for it but the end of the session, and that for a
moment only.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import takewhile
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scribe import events as ev
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.journal import Journal
from scribe.session.fault import where
from scribe.session.transcript import Said, Transcript
from scribe.speech.doubt import LONGEST_S, MARGIN_S, urgency

log = logging.getLogger(__name__)

SETTLED_S = 2.0
"""Seconds behind the newest sound from which on an utterance has all its neighbours, and its margin."""
IDLE_S = 0.25
"""How often spare time is looked for."""
SHARE = 0.1
"""Of one core at most: the device stays cool."""
CLOSING_S = 1.0
"""What the end of a session may be kept waiting for utterances not heard again yet."""
BEFORE_S = 12.0
"""Of what was said before an utterance, that belongs to it: a question, put to two people one after the other."""
EDGE_S = 0.3
"""An utterance's edges are no more exact."""
MOST = 200
"""Utterances that wait; the oldest of those that just ended give way, and the least urgent of the others."""

Tell = Callable[[ev.Revision | ev.Notice], Awaitable[None]]


class Ear(Protocol):
    """What a session needs of the second look."""

    def reason(
        self, utterance: ev.Utterance, words: Sequence[ev.Word], near: Sequence[ev.Utterance], before: str = ""
    ) -> str | None: ...

    async def hear(
        self, words: Sequence[ev.Word], samples: NDArray[np.float32], start: float, before: str = ""
    ) -> tuple[ev.Word, ...] | None:
        """The words as they are believed then; None: nothing has changed. `before`: what was said before them."""
        ...

    def close(self) -> None: ...


class Rehearing:
    """`offer` and `finish` are called on the event loop, `run` is a task of the session's."""

    def __init__(
        self, ear: Ear, journal: Journal, transcript: Transcript, tell: Tell, spare: Callable[[], bool] | None
    ) -> None:
        """`spare`: true when nobody waits for the processor; None: nobody waits for anything."""
        self._ear, self._journal, self._transcript, self._tell = ear, journal, transcript, tell
        self._spare = spare
        self._ended: deque[str] = deque(maxlen=MOST)
        self._worth: list[tuple[str, str]] = []
        """Utterances to be heard again, each with its reason, the most urgent one first."""
        self._closing = self._given_up = False
        self._rests_until = 0.0
        self._hearing: asyncio.Task[tuple[ev.Word, ...] | None] | None = None
        self._done = asyncio.Event()

    def offer(self, utterance: ev.Utterance) -> None:
        """A finished one: is it worth another hearing?"""
        self._ended.append(utterance.id)

    async def finish(self) -> None:
        """Hear what waits, as long as a session's end may be kept waiting for it; then even what is being heard is
        given up."""
        self._closing = True
        if self._spare is not None:
            asyncio.get_running_loop().call_later(CLOSING_S, self._give_up)
        await self._done.wait()

    async def run(self) -> None:
        """Ends after `finish`, or when the second look fails: it takes only itself down."""
        try:
            while not self._is_over():
                self._judge()
                if self._is_due():
                    begun = time.monotonic()
                    if await self._hear(*self._worth.pop(0)):
                        self._rest(time.monotonic() - begun)
                else:
                    await asyncio.sleep(IDLE_S)
        except Exception as error:  # whatever a model raises, the words of the first hearing stand
            log.error("second look failed: %s in %s", type(error).__name__, where(error))
            text = "Doubtful words are not heard a second time in this session. `scribe doctor` may say why."
            await self._tell(ev.Notice(level=ev.NoticeLevel.WARNING, code="second-look-unavailable", text=text))
        finally:
            self._ear.close()
            self._done.set()

    def _give_up(self) -> None:
        self._given_up = True
        if self._hearing:
            self._hearing.cancel()

    def _is_over(self) -> bool:
        return self._given_up or (self._closing and not self._ended and not self._worth)

    def _judge(self) -> None:
        """Which of the utterances that ended are worth another hearing."""
        while self._ended and (self._closing or self._is_settled(self._ended[0])):
            id = self._ended.popleft()
            reason = self._reason(id)
            if reason:
                self._worth.append((id, reason))
        self._worth.sort(key=lambda each: urgency(each[1]))
        del self._worth[MOST:]

    def _is_settled(self, id: str) -> bool:
        said = self._transcript.said.get(id)
        return said is None or said.end + SETTLED_S <= self._journal.end / RATE

    def _reason(self, id: str) -> str | None:
        said = self._transcript.said.get(id)
        if said is None or said.complete is None or said.corrected or not said.words:
            return None
        return self._ear.reason(said.complete, said.words, self._near(said), said_before(said, self._transcript))

    def _is_due(self) -> bool:
        if not self._worth:
            return False
        return self._closing or self._spare is None or (self._is_rested() and self._spare())

    def _is_rested(self) -> bool:
        return time.monotonic() >= self._rests_until

    def _rest(self, heard_s: float) -> None:
        """So long that hearing again stays within its share of the processor."""
        self._rests_until = time.monotonic() + heard_s * (1 / SHARE - 1)

    async def _hear(self, id: str, reason: str) -> bool:
        """True when the processor was used."""
        said = self._transcript.said.get(id)
        if said is None or said.corrected or not said.words:
            return False
        start, end = max(0.0, said.words[0].start - MARGIN_S), said.words[-1].end + MARGIN_S
        if end - start > LONGEST_S:
            return False
        before = tuple(said.words)
        frames = await asyncio.to_thread(self._frames, start, end)
        if not frames:
            return False
        samples = np.concatenate([frame.samples for frame in frames])
        lead = said_before(said, self._transcript)
        heard = await self._listen(before, samples, frames[0].start, lead)
        if heard is not None and tuple(said.words) == before and not said.corrected:
            await self._tell(ev.Revision(utterance=id, words=heard, reason=reason))
        return True

    async def _listen(
        self, words: Sequence[ev.Word], samples: NDArray[np.float32], start: float, before: str
    ) -> tuple[ev.Word, ...] | None:
        """None as well where it is given up."""
        hears = self._ear.hear(words, samples, start, before)
        self._hearing = hearing = asyncio.create_task(hears, name="second hearing")
        try:
            await asyncio.wait({hearing})
        finally:
            hearing.cancel()
        return None if hearing.cancelled() else hearing.result()

    def _near(self, said: Said) -> list[ev.Utterance]:
        """Finished utterances that overlap it."""
        return [
            one.complete
            for one in self._transcript.said.values()
            if one.complete and one.id != said.id and one.start < said.end and one.end > said.start
        ]

    def _frames(self, start: float, end: float) -> list[Frame]:
        """From the journal; none where some of the sound is gone."""
        wanted = takewhile(lambda frame: frame.start < end, self._journal.read(round(start * RATE)))
        frames = list(wanted)
        whole = bool(frames) and frames[-1].position - frames[0].position == (len(frames) - 1) * FRAME
        return frames if whole else []


def said_before(said: Said, transcript: Transcript) -> str:
    """In the seconds before it; nothing that was struck."""
    first, last = said.start - BEFORE_S, said.start + EDGE_S
    lead = [one for one in transcript.said.values() if one.complete and not one.struck and first < one.end <= last]
    return " ".join(one.text for one in sorted(lead, key=lambda one: one.start) if one.id != said.id)
