"""The session's clock, and its changes of state with the time of day."""

import time

import msgspec

from scribe import events as ev
from scribe.wall_clock import utc_now


class CaptureClock:
    """Seconds since the first frame of capture, on the monotonic clock. A resumed session goes on where it was."""

    def __init__(self) -> None:
        self._zero: float | None = None

    def frame_heard(self, end: float) -> None:
        """The first frame fixes the zero: its last sample, `end` seconds after capture began, is heard now."""
        if self._zero is None:
            self._zero = time.monotonic() - end

    def __call__(self) -> float:
        return 0.0 if self._zero is None else time.monotonic() - self._zero


def changed(before: ev.Session | None, state: ev.SessionState, reason: str = "") -> ev.Session:
    """The session event that follows `before`."""
    now = utc_now()
    base = before or ev.Session(state=state)
    return msgspec.structs.replace(
        base,
        state=state,
        reason=reason,
        started_at=base.started_at or (now if state in (ev.SessionState.LIVE, ev.SessionState.UNHEARD) else None),
        ended_at=base.ended_at or (now if state == ev.SessionState.ENDED else None),
    )
