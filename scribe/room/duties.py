"""What a room's daemon does beside hearing: it tells systemd, the journal, the metrics and the clinic's broker.

A duty that fails is begun again; none of them can hold up a session or end it.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from scribe import events as ev
from scribe.config import Settings
from scribe.daemon import Daemon
from scribe.errors import ClinicError, GatewayError, MissingPartError
from scribe.room import logs
from scribe.room.condition import Condition, condition_of
from scribe.room.memory import give_back
from scribe.room.notify import Notifier
from scribe.room.problems import Problems
from scribe.room.watchdog import keep_alive
from scribe.session.log import SessionLog
from scribe.speech.second_ear import lingers

if TYPE_CHECKING:
    from scribe.room.metrics import Metrics

log = logging.getLogger(__name__)

AGAIN_S = 10.0
"""Before a duty that failed is begun again."""


ASK_S = 1.0
"""Before a duty that should end is asked again."""


WINDOW_S = 3600.0
"""How often it is asked whose words have had their time: what is counted in days may be an hour late."""


LOOK_S = 5.0
"""How often it is asked whether the room was idle for long enough."""


QUIET_LOOKS, LITTLE = 3, 1_000_000
"""Memory is all given back when so many looks in a row have found less than this (bytes)."""


TO_BE_MENDED = (MissingPartError, GatewayError, ClinicError)
"""What a person has to see to: a part, a file, a port, an address that a setting names."""


WELL_S = 60.0
"""A duty that went so long before it failed is told again."""


TRY_S = 30.0
"""Between tries of a room that lacks something to load it all the same."""


class Waking(Protocol):
    """What may lack something."""

    @property
    def ready(self) -> bool: ...
    def wake(self) -> None: ...


class Resting(Protocol):
    """What can give memory back."""

    @property
    def idle_since(self) -> float | None: ...
    async def rest(self) -> bool: ...


class Duties:
    """`async with Duties(daemon, settings, notifier):` while the daemon serves."""

    def __init__(self, daemon: Daemon, settings: Settings, notifier: Notifier) -> None:
        self._daemon = daemon
        self._settings = settings
        self._notifier = notifier
        self._problems = Problems()
        self._metrics: Metrics | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._detach: Callable[[], None] = lambda: None
        self._leave: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        self._detach = self._daemon.on_session(self._follow)
        self._begin("watchdog", lambda: keep_alive(self._notifier, self._daemon, lambda: str(self.condition)))
        self._begin("ready", lambda: get_ready(self._daemon))
        if self._settings.speech.unload_after_s:
            self._begin("rest", lambda: rest(self._daemon, self._settings.speech.unload_after_s))
        if self._settings.records.words_days:
            self._begin("windows", lambda: close_windows(self._daemon))
        if self._settings.metrics.port:
            self._measure()
        if self._settings.mqtt.host:
            self._appear()
        if self._settings.records.replicate:
            self._replicate()
        return self

    def _measure(self) -> None:
        from scribe.room.metrics import Metrics, measure

        metrics = self._metrics = Metrics(self._settings.home)
        daemon, port = self._daemon, self._settings.metrics.port
        self._begin(
            "metrics",
            lambda: measure(metrics, port, lambda: (self.condition, daemon.gateway.clients, daemon.sound_lost)),
        )

    def _appear(self) -> None:
        from scribe.room.presence import Presence, identity

        settings = self._settings
        presence = Presence(settings.mqtt, self._daemon, settings.room, identity(settings.home), lambda: self.condition)
        self._begin("presence", presence.keep)

    def _replicate(self) -> None:
        from scribe.clinic.replicator import Replicator

        self._begin("clinic", Replicator(self._settings, self._daemon.store).keep)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*map(_end, self._tasks))
        self._leave()
        self._detach()

    @property
    def condition(self) -> Condition:
        return condition_of(self._daemon, self._problems.now)

    def _begin(self, name: str, duty: Callable[[], Awaitable[None]]) -> None:
        self._tasks.append(asyncio.create_task(_again_and_again(name, duty), name=name))

    def _follow(self, session: SessionLog) -> None:
        self._leave()
        self._leave = session.attach(self._hear)
        for event in session.since(0):
            self._problems.hear(event)
        if self._metrics:
            self._metrics.began()
        if session.transcript.state:
            logs.chronicle(session.transcript.state)

    def _hear(self, event: ev.AnyEvent) -> None:
        self._problems.hear(event)
        logs.chronicle(event)
        if self._metrics:
            self._metrics.hear(event)


async def get_ready(room: Waking) -> None:
    """Until cancelled: models that were missing may have been installed since."""
    while True:
        await asyncio.sleep(TRY_S)
        if not room.ready:
            room.wake()


async def rest(room: Resting, after_s: float) -> None:
    """Until cancelled: an idle room gives its memory back, and what tasks of the last session, a second hearing among
    them, hold a while longer once that has ended: until a few looks in a row find nothing more."""
    since, looks = room.idle_since, 0
    while True:
        if room.idle_since != since:  # the room knows of sessions that were shorter than a look
            since, looks = room.idle_since, 0
        if since is not None and time.monotonic() - since >= after_s and await room.rest():
            await asyncio.sleep(0)  # whoever waits for the models' task holds them a moment longer
            looks = QUIET_LOOKS
            give_back()
            log.info("the models are put away until the next session")
        elif looks and not lingers():
            looks = looks - 1 if give_back() < LITTLE else QUIET_LOOKS
        await asyncio.sleep(min(LOOK_S, after_s))


async def close_windows(daemon: Daemon) -> None:
    """Until cancelled: what was said is destroyed when its days have passed."""
    while True:
        await daemon.desk.close_windows()
        await asyncio.sleep(WINDOW_S)


async def _end(task: asyncio.Task[None]) -> None:
    """Asked until it ends: a connection that breaks in the same moment can take a cancellation's place."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=ASK_S)


async def _again_and_again(name: str, duty: Callable[[], Awaitable[None]]) -> None:
    told = ""
    while True:
        begun = time.monotonic()
        try:
            await duty()
        except TO_BE_MENDED as error:  # says what to do, and nothing of a session; once is enough
            now, level = f"{name} waits: {error}", logging.WARNING
        except Exception as error:  # whatever it was, hearing goes on and the duty is tried again
            now, level = f"{name} failed: {type(error).__name__}", logging.ERROR
        else:
            now, level = "", logging.DEBUG
        if time.monotonic() - begun > WELL_S:
            told = ""
        if now and now != told:
            told = now
            log.log(level, "%s", now)
        await asyncio.sleep(AGAIN_S)
