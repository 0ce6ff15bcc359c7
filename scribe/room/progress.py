"""Is sound becoming words? What the watchdog asks, of the pipeline's own counters. Pure.

An event loop that turns proves little: a capture that hangs in the driver, or a model that never returns, leaves it
turning. So the room is alive while whatever waits to be done gets on.
"""

from dataclasses import dataclass

STALL_S = 20.0
"""Work that waits this long without getting on is stuck. One look of the slowest model at the longest window takes
less than half of it on the slowest machine measured."""

LEAST_S = 0.01
"""A third of a frame: less is the rounding of a difference, not movement."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the stages of the session in this room are."""

    captured: float
    """Seconds of sound that capture has taken."""
    sound_waits: bool
    """The source holds sound that capture has not taken."""
    lag: float
    """Seconds of captured sound that need recognition."""


class Stage:
    """One counter, which must move while there is something to do. Backwards is movement too: sound is heard again."""

    def __init__(self) -> None:
        self._reached = -1.0
        self._moved_at = 0.0

    def stalled(self, reached: float, busy: bool, now: float) -> bool:
        if not busy or abs(reached - self._reached) > LEAST_S:
            self._reached, self._moved_at = reached, now
        return now - self._moved_at > STALL_S


class Pipeline:
    """Observed now and then with a monotonic clock, in seconds."""

    def __init__(self) -> None:
        self._capture, self._recognition = Stage(), Stage()

    def alive(self, progress: Progress | None, now: float) -> bool:
        """`progress`: None while no session is heard, when there is nothing to get on with."""
        if progress is None:
            self._capture, self._recognition = Stage(), Stage()
            return True
        deaf = self._capture.stalled(progress.captured, progress.sound_waits, now)
        mute = self._recognition.stalled(progress.captured - progress.lag, progress.lag > 0, now)
        return not (deaf or mute)
