"""When to say that the machine can't keep up. Pure.

Drafts thin out first, by themselves: a pass takes all the sound there is, so slow passes are fewer. What can't be
helped is delay, and the clinician is told once when it grows and once when it is over.
"""

from scribe.events import Notice, NoticeLevel

THIN_S = 2.0
"""Behind by this much: no drafts, only confirmed words."""
BEHIND_S = 5.0
"""Delay at which a notice is given."""
LEVEL_S = 1.0
"""Delay at which it is over."""
FED_FASTER = 1.5
"""Sound that comes this much faster than time passes (a recording, a journal heard again) is no overload."""


class Overload:
    """Watches the delay of one session."""

    def __init__(self) -> None:
        self.behind = False
        """A notice was given and is not over."""
        self._heard = 0.0
        self._now = 0.0

    def observe(self, lag: float, heard: float, now: float) -> Notice | None:
        """`lag`: seconds of sound that wait; `heard`: seconds of sound heard in all; `now`: a clock, seconds."""
        if lag < LEVEL_S:
            self._heard, self._now = heard, now
            return self._caught_up() if self.behind else None
        in_time = heard - self._heard <= FED_FASTER * (now - self._now) + LEVEL_S
        if lag > BEHIND_S and in_time and not self.behind:
            self.behind = True
            text = "This device can't keep up: words come later than usual. Nothing is lost."
            return Notice(level=NoticeLevel.WARNING, code="overloaded", text=text)
        return None

    def _caught_up(self) -> Notice:
        self.behind = False
        return Notice(level=NoticeLevel.INFO, code="caught-up", text="Words come without delay again.")
