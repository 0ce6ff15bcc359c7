"""OpenMetrics for the clinic's own monitoring, on loopback alone: how late words are, what waits, what was lost.

No label holds anything of a session. `config/grafana/room.json` is a board over these names.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Enum,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    start_http_server,
)

from scribe import __version__
from scribe import events as ev
from scribe.errors import GatewayError
from scribe.room.condition import Condition, RoomState
from scribe.room.machine import free_bytes, temperature

LOOPBACK = "127.0.0.1"

LOOK_S = 5.0
"""Between looks at what has no event of its own: a scraper comes every 15 s or less often."""

DELAYS_S = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)
"""Bounds around what a person notices: a draft within a second, a confirmed word within three."""

NOTE_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


class Metrics:
    def __init__(self, home: Path) -> None:
        self.registry = own = CollectorRegistry()
        self._home = home
        self._ended_at: float | None = None
        ProcessCollector(registry=own)
        Info("scribe_build", "The version that runs.", registry=own).info({"version": __version__})
        states = [state.value for state in RoomState]
        self._state = Enum("scribe_room_state", "What the room does.", states=states, registry=own)
        self._word = Histogram(
            "scribe_word_delay_seconds", "From a word's end to its confirmation.", buckets=DELAYS_S, registry=own
        )
        self._draft = Histogram(
            "scribe_draft_delay_seconds", "From a draft's end to its showing.", buckets=DELAYS_S, registry=own
        )
        self._note = Histogram(
            "scribe_note_delay_seconds", "From the end of a session to its note.", buckets=NOTE_S, registry=own
        )
        self._queue = Gauge("scribe_queue_seconds", "Sound that was heard and is not yet words.", registry=own)
        self._ready = Gauge("scribe_ready", "1 while a session could begin, or is under way.", registry=own)
        self._problems = Gauge("scribe_problems", "Notices that hold now.", registry=own)
        self._clients = Gauge("scribe_clients", "Paired devices that watch now.", registry=own)
        self._sessions = Counter("scribe_sessions", "Sessions that were begun or taken up.", registry=own)
        self._notices = Counter("scribe_notices", "Notices, by their stable code.", ["code"], registry=own)
        self._lost = Gauge("scribe_sound_lost", "Times the microphone lost sound in this session.", registry=own)
        self._disk = Gauge("scribe_disk_free_bytes", "Where the records are.", registry=own)
        self._heat = Gauge("scribe_temperature_celsius", "The hottest part of this machine.", registry=own)

    def began(self) -> None:
        self._sessions.inc()
        self._ended_at = None

    def hear(self, event: ev.AnyEvent) -> None:
        match event:
            case ev.Words():
                for word in event.words:
                    self._word.observe(max(0.0, event.at - word.end))
            case ev.Draft():
                self._draft.observe(max(0.0, event.at - event.end))
            case ev.Notice():
                self._notices.labels(event.code).inc()
            case ev.Session(state=ev.SessionState.ENDED):
                self._ended_at = event.at
            case ev.Session(state=ev.SessionState.DRAFT) if self._ended_at is not None:
                self._note.observe(event.at - self._ended_at)
            case _:
                pass

    def look(self, condition: Condition, clients: int, lost: int) -> None:
        self._state.state(condition.state.value)
        self._queue.set(condition.queue_s)
        self._ready.set(condition.ready)
        self._problems.set(len(condition.problems))
        self._clients.set(clients)
        self._lost.set(lost)
        self._disk.set(free_bytes(self._home))
        heat = temperature()
        if heat is not None:
            self._heat.set(heat)


@contextmanager
def served(metrics: Metrics, port: int) -> Iterator[int]:
    """At http://127.0.0.1:PORT/metrics until left; `port` 0 is any free one. Yields the port."""
    try:
        server, thread = start_http_server(port, addr=LOOPBACK, registry=metrics.registry)
    except OSError as error:
        raise GatewayError(f"Metrics: port {port}: {error.strerror}.", "Choose another with metrics.port.") from None
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def measure(metrics: Metrics, port: int, look: Callable[[], tuple[Condition, int, int]]) -> None:
    """Serve and renew until cancelled."""
    with served(metrics, port):
        while True:
            metrics.look(*look())
            await asyncio.sleep(LOOK_S)
