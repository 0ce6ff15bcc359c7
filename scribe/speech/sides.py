"""Who speaks where each side of the talk has a channel of its own: the channel decides, no voice is compared."""

from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import Frame
from scribe.chart import Participant
from scribe.events import Notice, Role
from scribe.speech.roles import Assignment, Spoken
from scribe.speech.turns import Turn, merge, within

NEAR, FAR = "S1", "S2"
"""Labels of the side with the microphone, where the clinician is, and of the other one."""
GAP_S = 0.8
"""Silence that one turn may hold if nobody else speaks in it."""
KEPT_S = 60.0
"""How long a turn is needed: words come later than their sound by less, whatever the machine does."""


class SeparateSides:
    """As `People`, for frames that know who speaks. Not thread-safe: one worker thread calls it."""

    revision = 0
    """What a channel says is final."""
    exact = True

    def __init__(self, participants: Sequence[Participant]) -> None:
        self._roles = {NEAR: _part(participants, Role.THERAPIST), FAR: _other(participants)}
        self._turns: deque[Turn] = deque()

    def see(self, frames: Sequence[Frame]) -> None:
        """Frames in order, before their sound is heard."""
        for frame in frames:
            if frame.sides:
                if frame.sides.near:
                    self._speaks(frame, NEAR)
                if frame.sides.far:
                    self._speaks(frame, FAR)
                while self._turns and self._turns[0].end < frame.end - KEPT_S:
                    self._turns.popleft()

    def hear(self, position: int, samples: NDArray[np.float32], since: float) -> tuple[Turn, ...]:
        return self.turns(since)

    def turns(self, since: float = 0.0) -> tuple[Turn, ...]:
        """From `since` (seconds) on, as far as they are kept."""
        return within(merge(self._turns, GAP_S), since, float("inf"))

    def roles(self, spoken: Sequence[Spoken]) -> Mapping[str, Assignment]:
        return self._roles

    def finish(self) -> tuple[Turn, ...]:
        """Nothing changes at the end."""
        return ()

    def forget(self) -> None:
        self._turns.clear()

    def restore(self, voices: bytes) -> None:
        """There is nothing to go on with: the channels tell it anew."""

    def voices(self) -> bytes | None:
        """None is known."""
        return None

    def notice(self) -> Notice | None:
        return None

    def _speaks(self, frame: Frame, side: str) -> None:
        """One turn grows while its frames follow each other."""
        last = next((turn for turn in reversed(self._turns) if turn.speaker == side), None)
        if last and frame.start - last.end < frame.end - frame.start:
            self._turns.remove(last)
            self._turns.append(Turn(last.start, frame.end, side))
        else:
            self._turns.append(Turn(frame.start, frame.end, side))


def _part(participants: Sequence[Participant], role: Role) -> Assignment:
    return Assignment(role, next((one.name for one in participants if one.role is role), None) or None)


def _other(participants: Sequence[Participant]) -> Assignment:
    other = next((one for one in participants if one.role is not Role.THERAPIST), None)
    return Assignment(other.role, other.name or None) if other else Assignment(Role.CLIENT)
