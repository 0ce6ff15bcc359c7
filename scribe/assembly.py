"""What one session is made of: the stages, joined to the store. Used by the daemon alone."""

from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from scribe import events as ev
from scribe.audio.journal import Journal
from scribe.audio.pair import Pair
from scribe.audio.recording import Recording
from scribe.audio.source import Source
from scribe.chart import Chart
from scribe.config import Settings
from scribe.notes.parts import NoteParts
from scribe.records import voiceprints
from scribe.records.store import Store
from scribe.session import recovery
from scribe.session.clock import CaptureClock
from scribe.session.earlier import earlier_notes
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.remembering import Remembering, Writer
from scribe.speech import doubt, enrolment, second_ear
from scribe.speech.listener import Listener
from scribe.speech.models import SpeechModels
from scribe.speech.second_ear import SecondEar
from scribe.speech.vocabulary import names, terms
from scribe.speech.waking import WakingListener

MOST_SEPARATE = 2
"""People whom two channels tell apart; more are told by their voices, in the sound of both."""


async def writer_of(log: SessionLog, chart: Chart, store: Store, parts: NoteParts, settings: Settings) -> Remembering:
    """Of a session, with what it knew of it before."""
    state = log.transcript.state
    earlier = await earlier_notes(store, chart.client, log.session)
    writer = parts.writer(chart, state.format if state else settings.notes.format, earlier)
    return Remembering(writer, log.since(0))


@dataclass(frozen=True, slots=True)
class Hearing:
    """A session that is to be heard: where its events go, its clock, what it hears through and where that is kept."""

    log: SessionLog
    clock: CaptureClock
    source: Source
    journal: Journal
    chart: Chart


@dataclass(frozen=True, slots=True)
class Assembly:
    """`models` waits until they are loaded; `worker`: the thread that notes are written on."""

    settings: Settings
    store: Store
    models: Callable[[], Awaitable[SpeechModels]]
    worker: Executor

    async def live(self, it: Hearing, writer: Writer, *, paced: bool) -> LiveSession:
        ears = await self._ears(it.log, it.chart, separate=_is_separate(it.source, it.chart))
        return LiveSession(
            it.log,
            it.clock,
            it.source,
            it.journal,
            ears,
            writer,
            self.worker,
            paced=paced,
            second_ear=self._second_ear(it.chart),
        )

    async def _ears(
        self, log: SessionLog, chart: Chart, *, separate: bool
    ) -> Callable[[Callable[[ev.AnyEvent], Awaitable[None]]], WakingListener]:
        """A listener that goes on from whatever the log holds by then, as soon as the models are there."""
        voices = await self.store.voices(log.session)
        enrolled = {row.name: row.print for row in await self.store.ask(voiceprints.enrolled)}

        async def keep(newest: bytes) -> None:
            nonlocal voices
            voices = newest
            await log.patiently(partial(self.store.keep_voices, log.session, newest))

        async def listener(emit: Callable[[ev.AnyEvent], Awaitable[None]]) -> Listener:
            return Listener(
                await self.models(),
                self.settings.speech,
                chart.participants,
                emit,
                vocabulary=terms(chart),
                clinician=enrolment.clinician(chart, enrolled),
                separate=separate,
                first_utterance=recovery.next_utterance(log.transcript),
                earlier=recovery.earlier(log.transcript, voices),
                keep=keep,
            )

        return lambda emit: WakingListener(partial(listener, emit))

    def _second_ear(self, chart: Chart) -> SecondEar | None:
        if not self.settings.speech.second_look:
            return None
        return SecondEar(partial(second_ear.load, self.settings), terms(chart), doubt.REASONS, names(chart))


def _is_separate(source: Source, chart: Chart) -> bool:
    """Whether the channel tells who speaks: not where several people share the far side."""
    two_channels = isinstance(source, Pair) or (isinstance(source, Recording) and source.separate)
    return two_channels and len(chart.participants) <= MOST_SEPARATE
