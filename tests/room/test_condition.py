"""How the room is: a state and figures, and nothing that tells a client."""

from types import SimpleNamespace

import msgspec
import pytest

from scribe import events as ev
from scribe.room.condition import Condition, RoomState, condition_of, progress_of


class Room:
    """A room whose session is in `state`; None: no session was ever heard."""

    def __init__(
        self, state: ev.SessionState | None, *, busy: bool = True, ready: bool = True, unsaved: bool = False
    ) -> None:
        session = ev.Session(state=state, session="5e55", room="Room 3") if state else None
        self.current = SimpleNamespace(transcript=SimpleNamespace(state=session)) if state else None
        self.live = SimpleNamespace(captured=12.0, lag=1.26, sound_waits=True, unsaved=unsaved) if state else None
        self.busy, self.ready = busy, ready


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (ev.SessionState.CREATED, RoomState.RECORDING),
        (ev.SessionState.LIVE, RoomState.RECORDING),
        (ev.SessionState.PAUSED, RoomState.PAUSED),
        (ev.SessionState.ENDED, RoomState.FINALISING),
        (ev.SessionState.DRAFT, RoomState.FINALISING),
    ],
)
def test_a_session_under_way(state: ev.SessionState, seen: RoomState) -> None:
    condition = condition_of(Room(state), ("overloaded",))  # type: ignore[arg-type]
    assert (condition.state, condition.queue_s, condition.problems) == (seen, 1.3, ("overloaded",))
    assert condition.recording == (seen is RoomState.RECORDING)
    assert not condition.healthy


@pytest.mark.parametrize("room", [Room(None, busy=False), Room(ev.SessionState.DRAFT, busy=False)])
def test_an_idle_room(room: Room) -> None:
    condition = condition_of(room)  # type: ignore[arg-type]
    assert condition.state is RoomState.IDLE
    assert condition.queue_s == 0
    assert condition.healthy
    assert progress_of(room) is None  # type: ignore[arg-type]


def test_it_tells_no_session_and_no_room() -> None:
    told = msgspec.json.encode(condition_of(Room(ev.SessionState.LIVE))).decode()  # type: ignore[arg-type]
    assert "5e55" not in told and "Room 3" not in told
    assert set(Condition.__struct_fields__) == {"state", "queue_s", "ready", "problems", "version"}


def test_its_line_for_the_supervisor() -> None:
    assert str(Condition(state=RoomState.IDLE)) == "idle"
    assert str(Condition(state=RoomState.IDLE, ready=False)) == "idle, not ready: models are loading, or missing"
    behind = Condition(state=RoomState.RECORDING, queue_s=6.25, problems=("microphone-lost", "overloaded"))
    assert str(behind) == "recording, 6.2 s behind (microphone-lost, overloaded)"


def test_progress_of_a_session() -> None:
    progress = progress_of(Room(ev.SessionState.LIVE))  # type: ignore[arg-type]
    assert progress is not None
    assert (progress.captured, progress.lag, progress.sound_waits) == (12.0, 1.26, True)


def test_words_that_wait_for_a_full_disk_are_no_stall() -> None:
    """Else the watchdog would end the process, and with it what only its memory holds."""
    progress = progress_of(Room(ev.SessionState.LIVE, unsaved=True))  # type: ignore[arg-type]
    assert progress is not None
    assert (progress.captured, progress.lag) == (12.0, 0.0)
