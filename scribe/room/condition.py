"""How a room is, as anyone in the clinic may know it: no name, no word, no session id, nothing that tells a client."""

from enum import StrEnum
from typing import Protocol

import msgspec

from scribe import __version__
from scribe import events as ev
from scribe.room.progress import Progress
from scribe.session.log import SessionLog


class RoomState(StrEnum):
    IDLE = "idle"
    RECORDING = "recording"
    PAUSED = "paused"
    FINALISING = "finalising"
    """Nobody is heard any more; the note is being written."""


STATES = {
    ev.SessionState.CREATED: RoomState.RECORDING,
    ev.SessionState.LIVE: RoomState.RECORDING,
    ev.SessionState.PAUSED: RoomState.PAUSED,
    ev.SessionState.UNHEARD: RoomState.IDLE,
}
"""Of a session that is under way; every later state of it is the note being written."""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    state: RoomState
    queue_s: float = 0.0
    """Seconds of sound that were heard and are not yet words."""
    ready: bool = True
    """A session could begin now, or is under way."""
    problems: tuple[str, ...] = ()
    """Codes of the notices that hold now, such as `microphone-lost`; sorted."""
    version: str = __version__

    @property
    def recording(self) -> bool:
        return self.state is RoomState.RECORDING

    @property
    def healthy(self) -> bool:
        return self.ready and not self.problems

    def __str__(self) -> str:
        """One line for `systemctl status`."""
        unready = "" if self.ready else ", not ready: models are loading, or missing"
        behind = f", {self.queue_s:.1f} s behind" if self.queue_s >= 1.0 else ""
        wrong = f" ({', '.join(self.problems)})" if self.problems else ""
        return f"{self.state.value}{unready}{behind}{wrong}"


class Session(Protocol):
    """What is asked of the session that is heard."""

    captured: float

    @property
    def lag(self) -> float: ...
    @property
    def sound_waits(self) -> bool: ...
    @property
    def unsaved(self) -> bool: ...


class Occupant(Protocol):
    """What is asked of the daemon."""

    @property
    def busy(self) -> bool: ...
    @property
    def live(self) -> Session | None: ...
    @property
    def current(self) -> SessionLog | None: ...
    @property
    def ready(self) -> bool: ...


def condition_of(room: Occupant, problems: tuple[str, ...] = ()) -> Condition:
    state = RoomState.IDLE
    session = room.current.transcript.state if room.busy and room.current else None
    if session:
        state = STATES.get(session.state, RoomState.FINALISING)
    queue_s = round(room.live.lag, 1) if session and room.live else 0.0
    return Condition(state=state, queue_s=queue_s, ready=room.ready, problems=problems)


def progress_of(room: Occupant) -> Progress | None:
    """Of the session that is heard; None where nothing is."""
    if not room.busy or room.live is None:
        return None
    # Where the disk is full words wait for it: a new start could not store them either, and would lose them.
    lag = 0.0 if room.live.unsaved else room.live.lag
    return Progress(captured=room.live.captured, sound_waits=room.live.sound_waits, lag=lag)
