"""Composition root: builds the parts, joins them, and is what the gateway asks (`gateway.host.Host`).

One daemon holds one SCRIBE_HOME and hears one session at a time.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scribe import __version__, commands, resources
from scribe import events as ev
from scribe.assembly import Assembly, writer_of
from scribe.audio.journal import Journal
from scribe.audio.source import Nothing, Source
from scribe.chart import Chart, Goal
from scribe.clinic.elsewhere import notes_of
from scribe.config import Settings
from scribe.errors import SoundGoneError, StateError
from scribe.gateway.apart import NewApart
from scribe.gateway.control import ControlSocket
from scribe.gateway.palette import read_palette
from scribe.gateway.server import Gateway
from scribe.notes.note import Timing
from scribe.notes.ollama_turn import Turns
from scribe.notes.parts import NoteParts
from scribe.notes.writer import NoteWriter
from scribe.records.heads import Heads
from scribe.records.lock import HomeLock
from scribe.records.passkey_shelf import PasskeyShelf
from scribe.records.store import SessionRow, Store
from scribe.room.inlet import Inlet
from scribe.room.on_call import OnCall
from scribe.session import recovery, rewriting
from scribe.session.clock import CaptureClock, changed
from scribe.session.desk import Desk
from scribe.session.draft import draft
from scribe.session.earlier import earlier_notes
from scribe.session.errands import Errands
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.machine import OPEN, missing_consent
from scribe.session.obeying import obey, obey_unheard
from scribe.session.opening import opened
from scribe.session.recalling import Recalling
from scribe.session.written import UNHEARD, WrittenSession
from scribe.speech.models import Reloading
from scribe.wall_clock import utc_now

Report = dict[str, Any]


class Daemon:
    """`async with Daemon(settings) as daemon`: ready to hear when entered; everything put away when left."""

    def __init__(
        self,
        settings: Settings,
        *,
        any_port: bool = False,
        code_life_s: float | None = 120.0,
        apart: NewApart | None = None,
    ) -> None:
        """`apart` is the clinician's private notes, for the gateway alone."""
        self.settings = settings
        self._apart = apart
        self._any_port = any_port
        self._code_life_s = code_life_s
        self._parts = AsyncExitStack()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="notes")
        self._turns = Turns(settings.ollama)
        self._callbacks: list[Callable[[SessionLog], None]] = []
        self._live: LiveSession | None = None
        self._unheard: WrittenSession | None = None
        self._log: SessionLog | None = None
        self._chart = Chart()
        self._inlet = Inlet(settings.audio, self._tell)
        self._running: asyncio.Task[Report] | None = None
        self._begins = False
        self._broken = asyncio.Event()
        self.occupied: bool | None = None
        """What a sensor of the clinic says: a suggestion to whoever holds a tablet, and nothing begins by it."""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as parts:
            settings = self.settings
            settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            parts.enter_context(HomeLock(settings.home))
            self.store = await parts.enter_async_context(Store.open(settings.home, settings.records))
            self.store.on_head(Heads(settings.records.audit_heads))
            self.desk = Desk(self.store, settings, lambda: self._log)
            await self.desk.sweep()
            self._models = OnCall(Reloading(settings), "load models")
            self._note_parts = OnCall(partial(NoteParts.load, settings), "load cues")
            self._wake()
            self.gateway = await parts.enter_async_context(
                Gateway(
                    settings.gateway,
                    self,
                    self.store,
                    resources.tablet(),
                    authority_folder=settings.home / "tls",
                    people=self.store,
                    passkeys=PasskeyShelf(self.store),
                    palette=read_palette(resources.config("observations.toml")),
                    apart=self._apart,
                    witness=self.store.audit,
                    any_port=self._any_port,
                    code_life_s=self._code_life_s,
                )
            )
            await parts.enter_async_context(ControlSocket(settings.home, self.gateway))
            parts.callback(self._worker.shutdown)
            shelf = rewriting.Shelf(
                chart=self.store.chart,
                report=self.store.report,
                save_report=self.store.save_report,
                earlier=partial(earlier_notes, self.store),
            )
            again = rewriting.Rewriting(shelf, settings, self._note_parts.get, self._worker, self._turns)
            recalling = Recalling(self.store, lambda: self._log, self._note_parts.get)
            parts.callback(recalling.close)
            elsewhere = partial(notes_of, settings, self.store)
            self._errands = Errands(self.desk, again, self.store, recalling, self._refuse_unfinished, elsewhere)
            self._parts = parts.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await asyncio.gather(self._models.close(), self._note_parts.close())
        await self._parts.aclose()

    # -- sessions --------------------------------------------------------------------------------------------------

    async def begin(
        self,
        source: Source,
        chart: Chart,
        consents: tuple[commands.ConsentGiven, ...],
        *,
        note_format: str | None = None,
        played: dict[str, Any] | None = None,
        paced: bool = True,
    ) -> "asyncio.Task[Report]":
        """Start to hear. The task ends with the note. StateError while another session runs or consent is missing."""
        with self._beginning():
            without = missing_consent(chart.participants, consents)
            if without:
                raise StateError(f"No consent from {', '.join(without)}: nothing is heard.", "Record it, then start.")
            self._wake()
            new = await opened(self.store, self.settings, chart, note_format, played)
            journal = Journal.create(self._folder(new.id), new.key)
            clock = CaptureClock()
            log = SessionLog(new.id, partial(self.store.append, new.id), clock)
            await log.append(new.created, *map(_consent, consents))
            await log.append(changed(new.created, ev.SessionState.LIVE))
            return await self._run(log, clock, source, journal, chart, paced=paced)

    async def write(self, chart: Chart, note_format: str | None = None) -> "asyncio.Task[Report]":
        """A session without a microphone, written by the clinician. StateError while another session runs."""
        with self._beginning():
            new = await opened(self.store, self.settings, chart, note_format)
            log = SessionLog(new.id, partial(self.store.append, new.id), CaptureClock())
            await log.append(new.created)
            await log.append(changed(new.created, ev.SessionState.UNHEARD, UNHEARD))
            return await self._write(log, chart)

    async def write_on(self, row: SessionRow) -> "asyncio.Task[Report]":
        """Take up a session without a microphone that was cut off."""
        with self._beginning():
            history = await self.store.events(row.id)
            log = SessionLog(row.id, partial(self.store.append, row.id), CaptureClock(), history)
            return await self._write(log, await self.store.chart(row.id))

    async def interrupted(self) -> SessionRow | None:
        """The session that was cut off, if there is one."""
        return await self.store.open_session()

    async def go_on(
        self, row: SessionRow, source: Callable[[int], Source], *, reason: str, paced: bool = True
    ) -> "asyncio.Task[Report]":
        """Take up a session that was cut off. `source(start)` is what it hears from sample `start` on."""
        with self._beginning():
            journal = await self._journal(row.id)
            clock = CaptureClock()
            log = SessionLog(row.id, partial(self.store.append, row.id), clock, await self.store.events(row.id))
            await log.append(*recovery.completions(log.transcript), recovery.notice(reason))
            heard_from = recovery.heard_until(log.transcript)
            chart = await self.store.chart(row.id)
            following = source(journal.end)
            if row.state == ev.SessionState.PAUSED:
                following.pause()
            return await self._run(log, clock, following, journal, chart, replay_from=heard_from, paced=paced)

    async def _journal(self, session: str) -> Journal:
        """A restored backup holds no sound: then the session goes on with a journal of its own from now on."""
        try:
            return Journal.open(self._folder(session), await self.store.session_key(session))
        except SoundGoneError:
            return Journal.create(self._folder(session), await self.store.renew_session_key(session))

    async def finish_interrupted(self, row: SessionRow) -> "asyncio.Task[Report]":
        """Write the note of a session that was cut off, from what was heard of it, or written."""
        states = [event.state for event in await self.store.events(row.id) if isinstance(event, ev.Session)]
        if ev.SessionState.UNHEARD in states:
            return await self.write_on(row)
        return await self.go_on(row, Nothing, reason="The session was interrupted; its note is made of what was heard.")

    @property
    def _hearing(self) -> bool:
        """A session is under way: it is heard, or its note is being written."""
        return self._running is not None and not self._running.done()

    @property
    def busy(self) -> bool:
        return self._begins or self._hearing

    @property
    def finishing(self) -> "asyncio.Task[Report] | None":
        """The note that is being written: nobody is heard any more."""
        state = self._log.transcript.state if self._log else None
        under_way = state is None or state.state in OPEN
        return self._running if self._hearing and not under_way else None

    @property
    def ready(self) -> bool:
        """A session could begin now. False until the models were loaded once, and where one is missing."""
        return self._models.good and self._note_parts.good

    def _wake(self) -> None:
        """Begin to load what a session needs."""
        self._models.fetch()
        self._note_parts.fetch()

    def rest(self) -> bool:
        """Put the models away while nothing is heard; the next session loads them. True when there was something."""
        if self.busy or not self._models.held:
            return False
        self._models.put_away()
        self._note_parts.put_away()
        self._live = self._unheard = self._inlet.source = None  # a session that is over holds them too
        return True

    @contextmanager
    def _beginning(self) -> Iterator[None]:
        """One at a time; and what is being loaded for it is not put away again."""
        self._refuse_second()
        self._begins = True
        try:
            yield
        finally:
            self._begins = False

    def _refuse_second(self) -> None:
        if self.busy:
            raise StateError("A session is already being heard in this room.", "Stop it first.")

    def _folder(self, session: str) -> Path:
        return self.settings.home / "audio" / session

    async def _run(
        self,
        log: SessionLog,
        clock: CaptureClock,
        source: Source,
        journal: Journal,
        chart: Chart,
        *,
        replay_from: float | None = None,
        paced: bool,
    ) -> "asyncio.Task[Report]":
        self._wake()
        if not self._models.good:  # a room that never heard anything says what it lacks; any other hears at once
            await self._models.get()
        writer = await self._writer(log, chart)
        assembly = Assembly(self.settings, self.store, self._models.get, self._worker)
        live = await assembly.live(log, clock, source, journal, chart, writer, paced=paced)
        if replay_from is not None:
            await live.replay(replay_from)
        self._live, self._unheard, self._inlet.source = live, None, source
        return self._under_way(live, chart, writer)

    async def _write(self, log: SessionLog, chart: Chart) -> "asyncio.Task[Report]":
        writer = await self._writer(log, chart)
        session = WrittenSession(log, writer, self._worker)
        self._live, self._unheard, self._inlet.source = None, session, None
        return self._under_way(session, chart, writer)

    async def _writer(self, log: SessionLog, chart: Chart) -> NoteWriter:
        return await writer_of(log, chart, self.store, await self._note_parts.get(), self.settings)

    def _under_way(
        self, session: LiveSession | WrittenSession, chart: Chart, writer: NoteWriter
    ) -> "asyncio.Task[Report]":
        self._log, self._chart = session.log, chart
        for callback in tuple(self._callbacks):
            callback(session.log)
        self._running = asyncio.create_task(self._to_the_note(session, writer), name="session")
        self._running.add_done_callback(self._ended)
        return self._running

    def _ended(self, session: "asyncio.Task[Report]") -> None:
        if not session.cancelled() and session.exception():
            self._broken.set()

    async def until_broken(self) -> None:
        """Raises what ended a session before its note. What was heard is on the disk: a new start takes it up."""
        self._broken.clear()
        await self._broken.wait()
        assert self._running is not None
        await self._running

    async def _to_the_note(self, session: LiveSession | WrittenSession, writer: NoteWriter) -> Report:
        log = session.log
        await session.run()
        if session.state in OPEN:
            await log.append(changed(log.transcript.state, ev.SessionState.ENDED, "the recording ended"))
        heard_s = round(session.close(), 2)
        state = log.transcript.state
        assert state is not None
        timing = Timing(started_at=state.started_at, ended_at=state.ended_at, heard_s=heard_s, unheard=session.unheard)
        save = partial(self.store.save_report, log.session)
        return await draft(log, writer, self._worker, self.settings, timing, save, self._turns)

    # -- what the gateway asks (Host) ------------------------------------------------------------------------------

    @property
    def room(self) -> str:
        return self.settings.room

    @property
    def live(self) -> LiveSession | None:
        """The session that is being heard."""
        return self._live

    @property
    def current(self) -> SessionLog | None:
        return self._log

    @property
    def goals(self) -> tuple[Goal, ...]:
        return self._chart.goals

    def on_session(self, callback: Callable[[SessionLog], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    async def do(self, command: commands.SessionCommand, by: str) -> Mapping[str, Any]:
        match command:
            case commands.Start():
                return await self._start(command)
            case commands.Formats():
                return {"formats": await asyncio.to_thread(rewriting.listed, self.settings)}
            case commands.Righting() if not command.session:
                pass  # for the session that is heard
            case (
                commands.DeskCommand()
                | commands.Righting()
                | commands.Sessions()
                | commands.Recent()
                | commands.Brief()
                | commands.History()
            ):
                return await self._errands.do(command, by)
            case _:
                pass
        if self._unheard and self._hearing:
            return await obey_unheard(self._unheard, command, by)
        if self._live is None or not self._hearing:
            raise StateError("No session is being heard.", "Start one first.")
        return await obey(self._live, command, by)

    def _refuse_unfinished(self, session: str) -> None:
        if self._hearing and self._log and self._log.session == session:
            raise StateError("The note is still being written.", "Wait for the final note.")

    async def _start(self, command: commands.Start) -> Mapping[str, Any]:
        self._refuse_second()
        if command.hears:
            source = self.room_source(0)
            await self.begin(source, command.chart, command.consents, note_format=command.note_format)
        else:
            await self.write(command.chart, command.note_format)
        return {"session": self._log.session if self._log else ""}

    def room_source(self, start: int, *, patient: bool = False) -> Source:
        """What this room hears through. AudioDeviceError when it is not there, unless `patient`: then it is waited
        for."""
        return self._inlet.opened(start, patient=patient)

    async def _tell(self, notice: ev.Notice) -> None:
        if self._log:
            await self._log.append(notice)

    @property
    def audit_head(self) -> str:
        """`SEQ:HASH`; empty before it is known."""
        return str(self.store.head or "")

    @property
    def sound_lost(self) -> int:
        """Times that the microphone lost sound in this session."""
        return self._inlet.lost

    async def hear(self, number: int, pcm: bytes) -> int:
        return self._inlet.offer(number, pcm)

    def health(self) -> Mapping[str, Any]:
        state = self._log.transcript.state if self._log else None
        return {
            "ok": True,
            "ready": self.ready,
            "version": __version__,
            "hears": self._inlet.kind(hearing=self._hearing),
            "occupied": self.occupied,
            "state": state.state if state and self._hearing else "idle",
            "lag_s": round(self._live.lag, 2) if self._live and self._hearing else 0.0,
        }


def _consent(given: commands.ConsentGiven) -> ev.Consent:
    return ev.Consent(name=given.name, role=given.role, purpose=given.purpose, how=given.how, given_at=utc_now())
