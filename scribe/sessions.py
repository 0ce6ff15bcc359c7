"""How sessions begin in this room, are taken up after a crash, and come to their notes."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from scribe import commands
from scribe import events as ev
from scribe.assembly import Assembly, Hearing, writer_of
from scribe.audio.journal import Journal
from scribe.audio.source import Nothing, Source
from scribe.chart import Chart
from scribe.config import Settings
from scribe.equipment import Equipment
from scribe.errors import SoundGoneError, StateError
from scribe.notes.engines.ollama_turn import Turns
from scribe.notes.note import Timing
from scribe.records.store import SessionRow, Store
from scribe.room.inlet import Inlet
from scribe.session import recovery
from scribe.session.clock import CaptureClock, changed
from scribe.session.draft import draft
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.machine import missing_consent
from scribe.session.opening import opened
from scribe.session.remembering import Writer
from scribe.session.stage import Report, Running, Stage
from scribe.session.written import UNHEARD, WrittenSession
from scribe.wall_clock import utc_now


@dataclass(frozen=True, slots=True)
class Sessions:
    """Each task that is given back ends with the note. StateError while another session runs."""

    settings: Settings
    store: Store
    stage: Stage
    equipment: Equipment
    inlet: Inlet
    worker: Executor
    """The thread that notes are written on."""
    turns: Turns

    async def begin(
        self,
        source: Source,
        chart: Chart,
        consents: tuple[commands.ConsentGiven, ...],
        *,
        note_format: str | None = None,
        played: dict[str, Any] | None = None,
        paced: bool = True,
    ) -> Running:
        """Start to hear. StateError where consent is missing, too."""
        with self.stage.beginning():
            without = missing_consent(chart.participants, consents)
            if without:
                raise StateError(f"No consent from {', '.join(without)}: nothing is heard.", "Record it, then start.")
            self.equipment.wake()
            new = await opened(self.store, self.settings, chart, note_format, played)
            journal = Journal.create(self._folder(new.id), new.key)
            clock = CaptureClock()
            log = self._log(new.id, clock)
            await log.append(new.created, *map(_consent, consents))
            await log.append(changed(new.created, ev.SessionState.LIVE))
            return await self._hear(Hearing(log, clock, source, journal, chart), paced=paced)

    async def write(self, chart: Chart, note_format: str | None = None) -> Running:
        """A session without a microphone, written by the clinician."""
        with self.stage.beginning():
            new = await opened(self.store, self.settings, chart, note_format)
            log = self._log(new.id, CaptureClock())
            await log.append(new.created)
            await log.append(changed(new.created, ev.SessionState.UNHEARD, UNHEARD))
            return await self._write(log, chart)

    async def write_on(self, row: SessionRow) -> Running:
        """Take up a session without a microphone that was cut off."""
        with self.stage.beginning():
            history = await self.store.events(row.id)
            log = self._log(row.id, CaptureClock(), history)
            return await self._write(log, await self.store.chart(row.id))

    async def interrupted(self) -> SessionRow | None:
        """The session that was cut off, if there is one."""
        return await self.store.open_session()

    async def go_on(
        self, row: SessionRow, source: Callable[[int], Source], *, reason: str, paced: bool = True
    ) -> Running:
        """Take up a session that was cut off. `source(start)` is what it hears from sample `start` on."""
        with self.stage.beginning():
            journal = await self._journal(row.id)
            clock = CaptureClock()
            log = self._log(row.id, clock, await self.store.events(row.id))
            await log.append(*recovery.completions(log.transcript), recovery.notice(reason))
            heard_from = recovery.heard_until(log.transcript)
            chart = await self.store.chart(row.id)
            following = source(journal.end)
            if row.state == ev.SessionState.PAUSED:
                following.pause()
            it = Hearing(log, clock, following, journal, chart)
            return await self._hear(it, replay_from=heard_from, paced=paced)

    async def finish_interrupted(self, row: SessionRow) -> Running:
        """Write the note of a session that was cut off, from what was heard of it, or written."""
        states = [event.state for event in await self.store.events(row.id) if isinstance(event, ev.Session)]
        if ev.SessionState.UNHEARD in states:
            return await self.write_on(row)
        return await self.go_on(row, Nothing, reason="The session was interrupted; its note is made of what was heard.")

    async def _journal(self, session: str) -> Journal:
        """A restored backup holds no sound: then the session goes on with a journal of its own from now on."""
        try:
            return Journal.open(self._folder(session), await self.store.session_key(session))
        except SoundGoneError:
            return Journal.create(self._folder(session), await self.store.renew_session_key(session))

    def _log(self, session: str, clock: CaptureClock, history: Sequence[ev.AnyEvent] = ()) -> SessionLog:
        append, stored = partial(self.store.append, session), partial(self.store.vouched, session)
        return SessionLog(session, append, clock, history, stored=stored, patient=True)

    def _folder(self, session: str) -> Path:
        return self.settings.home / "audio" / session

    async def _hear(self, it: Hearing, *, replay_from: float | None = None, paced: bool) -> Running:
        models = self.equipment.models
        self.equipment.wake()
        if not models.good:  # a room that never heard anything says what it lacks; any other hears at once
            await models.get()
        writer = await self._writer(it.log, it.chart)
        assembly = Assembly(self.settings, self.store, models.get, self.worker)
        live = await assembly.live(it, writer, paced=paced)
        if replay_from is not None:
            await live.replay(replay_from)
        self.inlet.source = it.source
        return self.stage.enter(live, it.chart, self._to_the_note(live, writer))

    async def _write(self, log: SessionLog, chart: Chart) -> Running:
        writer = await self._writer(log, chart)
        session = WrittenSession(log, writer, self.worker)
        self.inlet.source = None
        return self.stage.enter(session, chart, self._to_the_note(session, writer))

    async def _writer(self, log: SessionLog, chart: Chart) -> Writer:
        writer = await writer_of(log, chart, self.store, await self.equipment.note_parts.get(), self.settings)
        self.worker.submit(writer.remember)  # what goes wrong with it is raised when it is asked
        return writer

    async def _to_the_note(self, session: LiveSession | WrittenSession, writer: Writer) -> Report:
        log = session.log
        await session.run()
        if isinstance(session, LiveSession):
            await session.end("the recording ended")
        heard_s = round(session.close(), 2)
        state = log.transcript.state
        assert state is not None
        timing = Timing(started_at=state.started_at, ended_at=state.ended_at, heard_s=heard_s, unheard=session.unheard)
        return await draft(log, writer, self.worker, self.settings, timing, self.store.append, self.turns)


def _consent(given: commands.ConsentGiven) -> ev.Consent:
    return ev.Consent(name=given.name, role=given.role, purpose=given.purpose, how=given.how, given_at=utc_now())
