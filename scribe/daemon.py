"""Composition root: builds the parts, joins them, and is what the gateway asks (`gateway.host.Host`).

One daemon holds one SCRIBE_HOME and hears one session at a time.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from functools import partial
from types import TracebackType
from typing import Any, Self

from scribe import __version__, commands, resources
from scribe import events as ev
from scribe.audio.source import Source
from scribe.chart import Goal
from scribe.clinic.elsewhere import notes_of
from scribe.config import Settings
from scribe.equipment import Equipment
from scribe.errors import StateError
from scribe.gateway.apart import NewApart
from scribe.gateway.control import ControlSocket
from scribe.gateway.palette import read_palette
from scribe.gateway.server import Gateway
from scribe.notes.engines import answering
from scribe.notes.engines.ollama_turn import Turns
from scribe.notes.formats.catalogue import listed
from scribe.records.heads import Heads
from scribe.records.lock import HomeLock
from scribe.records.passkey_shelf import PasskeyShelf
from scribe.records.store import Store
from scribe.room.inlet import Inlet
from scribe.room.memory import keep_trimmed
from scribe.session import rewriting
from scribe.session.desk import Desk
from scribe.session.earlier import earlier_notes
from scribe.session.errands import Errands
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.obeying import already, obey, obey_unheard
from scribe.session.recalling import Recalling
from scribe.session.stage import Stage
from scribe.sessions import Sessions


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
        self.stage = Stage()
        self._inlet = Inlet(settings.audio, self._tell)
        self.occupied: bool | None = None
        """What a sensor of the clinic says: a suggestion to whoever holds a tablet, and nothing begins by it."""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as parts:
            settings = self.settings
            settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = parts.enter_context(HomeLock(settings.home))
            self.store = await parts.enter_async_context(Store.open(settings.home, settings.records, lock))
            heads = Heads(settings.records.audit_heads)
            parts.callback(heads.close)
            self.store.on_head(heads)
            self.desk = Desk(self.store, settings, lambda: self.current)
            await self.desk.sweep()
            self.equipment = Equipment(settings)
            self.equipment.wake()
            parts.callback(self._worker.shutdown)
            turns = Turns(settings.ollama)
            self.sessions = Sessions(settings, self.store, self.stage, self.equipment, self._inlet, self._worker, turns)
            self._errands = self._for_later(parts, turns)
            trimming = asyncio.create_task(keep_trimmed(lambda: self.busy), name="memory")
            parts.callback(trimming.cancel)
            self.gateway = await parts.enter_async_context(self._gateway())
            await parts.enter_async_context(ControlSocket(settings.home, self.gateway))
            self._parts = parts.pop_all()
        return self

    def _gateway(self) -> Gateway:
        settings = self.settings
        return Gateway(
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

    def _for_later(self, parts: AsyncExitStack, turns: Turns) -> Errands:
        """What is asked of sessions whose note is drafted."""
        shelf = rewriting.Shelf(
            chart=self.store.chart,
            report=self.store.report,
            keep=self.store.append,
            earlier=partial(earlier_notes, self.store),
        )
        note_parts = self.equipment.note_parts.get
        again = rewriting.Rewriting(shelf, self.settings, note_parts, self._worker, turns)
        word = partial(answering.sentence, settings=self.settings.ollama, turns=turns)
        own = self.settings.notes.engine == "ollama"
        recalling = Recalling(self.store, lambda: self.current, note_parts, word=word if own else None)
        parts.callback(recalling.close)
        elsewhere = partial(notes_of, self.settings, self.store)
        return Errands(self.desk, again, self.store, recalling, self.stage.refuse_unfinished, elsewhere)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stage.close()
        await self.equipment.close()
        await self._parts.aclose()

    @property
    def busy(self) -> bool:
        return self.stage.busy

    @property
    def idle_since(self) -> float | None:
        """When the last session came to its end (monotonic); None while one is under way."""
        return self.stage.idle_since

    @property
    def ready(self) -> bool:
        """A session could begin now. False until the models were loaded once, and where one is missing."""
        return self.equipment.good

    def wake(self) -> None:
        """Begin to load what a session needs, unless that was done."""
        self.equipment.wake()

    async def rest(self) -> bool:
        """Put the models away while nothing is heard; the next session loads them. True when there was something."""
        if self.busy or not self.equipment.held:
            return False
        self.equipment.put_away()
        self.stage.clear()
        self._inlet.source = None
        self.gateway.rest()
        await self.store.slim()
        return True

    # -- what the gateway asks (Host) ------------------------------------------------------------------------------

    @property
    def room(self) -> str:
        return self.settings.room

    @property
    def live(self) -> LiveSession | None:
        """The session that is being heard."""
        return self.stage.live

    @property
    def current(self) -> SessionLog | None:
        return self.stage.current

    @property
    def goals(self) -> tuple[Goal, ...]:
        return self.stage.chart.goals

    def on_session(self, callback: Callable[[SessionLog], None]) -> Callable[[], None]:
        return self.stage.on_session(callback)

    async def do(self, command: commands.SessionCommand, by: str) -> Mapping[str, Any]:
        match command:
            case commands.Start():
                return await self._start(command)
            case commands.Formats():
                return {"formats": await asyncio.to_thread(listed, self.settings.notes.formats)}
            case commands.Righting() if command.session in ("", self.stage.heard):
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
        if self.current and (done := await already(self.current, command)):
            return done
        self.stage.refuse_another(command)
        if self.stage.unheard and self.stage.under_way:
            return await obey_unheard(self.stage.unheard, command, by)
        if self.live is None or not self.stage.under_way:
            raise StateError("No session is being heard.", "Start one first.")
        return await obey(self.live, command, by)

    def hush(self, session: str) -> None:
        if self.live and self.stage.under_way and session in ("", self.stage.heard):
            self.live.hush()

    @property
    def heard(self) -> str:
        """The session that somebody is in, heard or written; empty: none."""
        return self.stage.heard

    async def _start(self, command: commands.Start) -> Mapping[str, Any]:
        self.stage.refuse_second()
        if command.hears:
            source = self.room_source(0)
            await self.sessions.begin(source, command.chart, command.consents, note_format=command.note_format)
        else:
            await self.sessions.write(command.chart, command.note_format)
        return {"session": self.current.session if self.current else ""}

    def room_source(self, start: int, *, patient: bool = False) -> Source:
        """What this room hears through. AudioDeviceError when it is not there, unless `patient`: then it is waited
        for."""
        return self._inlet.opened(start, patient=patient)

    async def _tell(self, notice: ev.Notice) -> None:
        if self.current:
            await self.current.append(notice)

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
        state = self.current.transcript.state if self.current else None
        return {
            "ok": True,
            "ready": self.ready,
            "version": __version__,
            "hears": self._inlet.kind(hearing=self.stage.under_way),
            "occupied": self.occupied,
            "state": state.state if state and self.stage.under_way else "idle",
            "lag_s": round(self.live.lag, 2) if self.live and self.stage.under_way else 0.0,
        }
