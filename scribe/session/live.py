"""One session from consent to draft: sound in, stored and announced events out.

    source -> journal, backlog -> listener -> log -> writer -> log

Tasks, each the only one that touches its stage: capture (never waits for a model), recognition (feeds the listener as
fast as it can take it), writing (evidence and note, on a worker thread) and, in spare time, a second hearing of what is
doubtful. What they exchange is bounded or, for sound, backed by the journal. Commands act on the source at once and on
the rest through these tasks.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

import msgspec

from scribe import events as ev
from scribe.audio.backlog import Backlog
from scribe.audio.frame import RATE
from scribe.audio.journal import Journal
from scribe.audio.source import Source
from scribe.errors import StateError
from scribe.session import righting, strike
from scribe.session.clock import CaptureClock, changed
from scribe.session.decided import Decided
from scribe.session.jotting import jotted
from scribe.session.log import SessionLog
from scribe.session.machine import INTERRUPTED, OPEN, Transition, after
from scribe.session.recognition import Ears, Heard, Recognition
from scribe.session.rehearing import Ear, Rehearing
from scribe.session.watching import Watch
from scribe.session.writing import Hand, Writing

SPARE_LAG_S = 1.0
"""Words that come later than this leave no time for a second hearing of earlier ones."""

MAX_SPEED_LEAD_S = 10.0
"""A recording played as fast as possible stays this far ahead at most, so that memory stays small."""


class LiveSession:
    """Runs until its source ends or it is stopped; then every word heard is in the log."""

    unheard = False

    def __init__(
        self,
        log: SessionLog,
        clock: CaptureClock,
        source: Source,
        journal: Journal,
        ears: Callable[[Heard], Ears],
        hand: Hand,
        worker: Executor,
        *,
        paced: bool = True,
        second_ear: Ear | None = None,
    ) -> None:
        self.log = log
        self.journal = journal
        self._clock = clock
        self._source = source
        self._paced = paced
        self._backlog = Backlog(journal)
        self._recognition = Recognition(ears, self._heard, self._backlog, log)
        self._watch = Watch(log, journal)
        self._writing = Writing(hand, worker, log.append)
        spare = (lambda: self.lag < SPARE_LAG_S) if paced else None
        self._rehearing = Rehearing(second_ear, journal, log.transcript, self._reheard, spare) if second_ear else None
        self._decided = Decided(log.since(0))
        self._struck_spans: list[tuple[float, float]] = []
        self._changing = asyncio.Lock()
        """Held until a change of state is stored, which a full disk delays: the next one is judged by what it made. The
        source is silent meanwhile."""
        self.captured = 0.0
        """Seconds since capture began, up to the newest frame that was taken from the source."""

    # -- the tasks -------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Hear until the source ends, then finish every stage in order."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._capture(), name="capture")
                tasks.create_task(self._recognise(), name="recognise")
                tasks.create_task(self._writing.run(), name="write")
                if self._rehearing:
                    tasks.create_task(self._rehearing.run(), name="hear again")
        finally:
            self._recognition.close()

    def close(self) -> float:
        """Put the journal away. Seconds of sound on the record."""
        self.journal.close()
        return self.journal.seconds

    async def replay(self, start: float) -> None:
        """Give the listener what the journal holds from `start` on: sound that was heard and not yet put into words."""
        for frame in await asyncio.to_thread(lambda: list(self.journal.read(int(start * RATE)))):
            self._backlog.put(frame)

    async def _capture(self) -> None:
        try:
            async for frame in self._source.frames():
                self._clock.frame_heard(frame.end)
                self.captured = frame.end
                self.journal.append(frame)
                self._backlog.put(frame)
                self._watch.see(frame, speech=self._recognition.speaking)
                if not self._paced:
                    await self._backlog.room(MAX_SPEED_LEAD_S)
        finally:
            self.journal.sync()
            self._backlog.close()
        await self._watch.end()

    async def _recognise(self) -> None:
        try:
            await self._recognition.run()
            if self._rehearing:
                await self._rehearing.finish()
        finally:
            self._writing.end()

    async def _heard(self, event: ev.AnyEvent) -> None:
        """What the listener found: into the log, and on to the writer unless it was struck."""
        if isinstance(event, ev.Draft | ev.Level | ev.Saving):
            self.log.tell(event)
            return
        event = self._decided.over(event)
        await self.log.append(event)
        if isinstance(event, ev.Utterance):
            await self._strike_late(event)
        if isinstance(event, ev.Speaker) or (isinstance(event, ev.Utterance) and event.id not in self.log.struck):
            self._writing.put(event)
        if isinstance(event, ev.Utterance) and self._rehearing:
            self._rehearing.offer(event)

    async def _reheard(self, event: ev.Revision | ev.Notice) -> None:
        """What a second hearing found: only as long as there is no draft, and not of what was struck."""
        if self.state not in INTERRUPTED or (isinstance(event, ev.Revision) and event.utterance in self.log.struck):
            return
        await self.log.append(event)
        if isinstance(event, ev.Revision):
            self._write_anew(event.utterance, event.certain)

    def _write_anew(self, utterance: str, text: str) -> None:
        said = self.log.transcript.said[utterance]
        if said.complete:
            anew = msgspec.structs.replace(said.complete, speaker=said.speaker, role=said.role, text=text)
            self._writing.put(anew)

    async def _strike_late(self, utterance: ev.Utterance) -> None:
        """A strike also reaches what had been said in its span and was put into words only later."""
        late = strike.covered(self.log.transcript.said.values(), self._struck_spans, {utterance.id})
        if late:
            await self._redact(late, "struck")

    # -- what the clinician touches --------------------------------------------------------------------------------

    @property
    def state(self) -> ev.SessionState:
        state = self.log.transcript.state
        if state is None:
            raise StateError("The session has not begun.")
        return state.state

    def hush(self) -> None:
        """A pause or a stop is coming: no frame leaves the source, however long it takes until its turn."""
        if self.state is ev.SessionState.LIVE:
            self._source.pause()

    async def pause(self, reason: str = "") -> None:
        """Off the record, from this moment: no frame leaves the source until `resume`."""
        async with self._changing:
            following = after(self.state, Transition.PAUSE)
            self._source.pause()
            self.journal.sync()
            await self._change(following, reason)
            self._recognition.go_off_record()

    async def resume(self) -> None:
        async with self._changing:
            following = after(self.state, Transition.RESUME)
            await self._recognition.forgotten()
            await self._change(following, "")
            self._source.resume()

    async def stop(self) -> None:
        """No more sound; `run` ends when everything heard has been worked through."""
        async with self._changing:
            following = after(self.state, Transition.STOP)
            await self._source.close()
            await self._change(following, "")

    async def end(self, reason: str) -> None:
        """After `run`: the source came to its end by itself, unless a stop did it."""
        async with self._changing:
            if self.state in OPEN:
                await self._change(ev.SessionState.ENDED, reason)

    async def strike(self, start: float, end: float) -> tuple[str, ...]:
        """Take back what was said between `start` and `end`: words, evidence, note and sound. Returns utterance ids."""
        self._struck_spans.append((start, end))
        said = self.log.transcript.said
        struck = strike.covered(said.values(), [(start, end)])
        if struck:
            await self._redact(struck, "struck")
        await asyncio.to_thread(self.journal.erase, start, end)
        return struck

    async def _redact(self, utterances: tuple[str, ...], reason: str) -> None:
        redaction = ev.Redaction(utterances=utterances, reason=reason)
        await self.log.append(redaction)
        self._writing.put(redaction)

    async def jot(self, author: str, text: str, kind: str, section: str | None = None, key: str = "") -> None:
        """Once, however often it is asked for with the same `key`."""
        for added in await jotted(self.log, author, text, kind, section, key):
            self._writing.put(added)

    async def name(self, speaker: str, role: ev.Role, name: str | None, author: str) -> None:
        change = righting.naming(self.log.transcript, speaker, role, name, author)
        self._decided.name(change)
        await self.log.append(change)
        self._writing.put(change)

    async def assign(self, utterances: tuple[str, ...], speaker: str, author: str) -> None:
        """These were said by `speaker`, who was heard before. Raises StateError."""
        change = righting.assignment(self.log.transcript, utterances, speaker, author)
        self._decided.assign(change)
        await self.log.append(change)
        self._writing.put(change)

    async def correct(self, utterance: str, text: str, author: str) -> None:
        """The note is written anew from what the utterance reads now. Raises StateError."""
        change = righting.correction(self.log.transcript, utterance, text, author)
        await self.log.append(change)
        self._write_anew(utterance, change.text)

    async def _change(self, state: ev.SessionState, reason: str) -> None:
        await self.log.append(changed(self.log.transcript.state, state, reason))

    @property
    def position(self) -> float:
        """Seconds since capture began."""
        return self._source.position / RATE

    @property
    def sound_waits(self) -> bool:
        """The source holds sound that capture has not taken."""
        return self._source.waiting

    @property
    def unsaved(self) -> bool:
        """The disk is full or takes no writes, and what is heard waits for it."""
        return self.log.waits

    @property
    def lag(self) -> float:
        """Seconds of sound that were heard and not yet put into words."""
        return self._recognition.lag
