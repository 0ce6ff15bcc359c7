"""The speaker stage as the listener sees it: a stage that may be missing or fail, and then takes only itself down."""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import Frame
from scribe.chart import Participant
from scribe.errors import SpeakerStateError
from scribe.events import Notice, NoticeLevel
from scribe.speech.roles import Assignment, Roles, Spoken
from scribe.speech.speakers import SpeakerModels, SpeakerTracker
from scribe.speech.turns import Turn

log = logging.getLogger(__name__)


class Speakers(Protocol):
    """What the listener needs of whoever knows the people: their voices (`People`), or their channels."""

    @property
    def revision(self) -> int: ...
    @property
    def exact(self) -> bool: ...
    def see(self, frames: Sequence[Frame]) -> None: ...
    def hear(self, position: int, samples: NDArray[np.float32], since: float) -> tuple[Turn, ...]: ...
    def turns(self, since: float = 0.0) -> tuple[Turn, ...]: ...
    def roles(self, spoken: Sequence[Spoken]) -> Mapping[str, Assignment]: ...
    def forget(self) -> None: ...
    def finish(self) -> tuple[Turn, ...]: ...
    def restore(self, voices: bytes) -> None: ...
    def voices(self) -> bytes | None: ...
    def notice(self) -> Notice | None: ...


class People:
    """Not thread-safe: one worker thread calls it."""

    exact = False
    """Where a turn ends is known to a few tenths of a second."""

    def __init__(
        self,
        models: SpeakerModels | None,
        participants: Sequence[Participant],
        clinician: NDArray[np.float32] | None = None,
    ) -> None:
        """`clinician`: the enrolled voice of the therapist, where there is one."""
        self._clinician = clinician
        self._tracker = SpeakerTracker(models, len(participants) or None) if models else None
        self._roles = Roles(participants)
        self._known_until = 0
        self._told = False

    def restore(self, voices: bytes) -> None:
        """Go on with the people of a tracker whose `voices` these are; afresh where they can't be read."""
        if self._tracker:
            try:
                self._tracker.restore(voices)
                self._known_until = self._tracker.heard
            except SpeakerStateError as error:
                log.warning("voices were not restored: %s", error.code)

    def voices(self) -> bytes | None:
        """What is known of the people's voices, without any sound. None while the stage is down."""
        return self._tracker.state() if self._tracker else None

    @property
    def revision(self) -> int:
        """Grows when labels of earlier turns have changed."""
        return self._tracker.revision if self._tracker else 0

    def see(self, frames: Sequence[Frame]) -> None:
        """Frames before their sound is heard: what they know is of no use to voices."""

    def hear(self, position: int, samples: NDArray[np.float32], since: float) -> tuple[Turn, ...]:
        """More sound, in order; the turns from `since` (seconds) on. None while the stage is down."""
        if self._tracker is None:
            return ()
        heard = min(max(0, self._known_until - position), len(samples))  # a resumed session hears its last words again
        try:
            if heard < len(samples):
                self._tracker.hear(position + heard, samples[heard:])
            return self._tracker.turns(since, float("inf"))
        except Exception as error:  # whatever a model raises, words go on
            self._fail(error)
            return ()

    def turns(self, since: float = 0.0) -> tuple[Turn, ...]:
        """From `since` (seconds) on, as they are known now."""
        return self._tracker.turns(since, float("inf")) if self._tracker else ()

    def forget(self) -> None:
        """A pause: all sound still held is dropped."""
        if self._tracker:
            try:
                self._tracker.forget()
            except Exception as error:  # as above
                self._fail(error)

    def finish(self) -> tuple[Turn, ...]:
        """The whole session clustered once more."""
        try:
            return self._tracker.finish() if self._tracker else ()
        except Exception as error:  # as above
            self._fail(error)
            return ()

    def roles(self, spoken: Sequence[Spoken]) -> Mapping[str, Assignment]:
        """Who plays which part; nobody known while the stage is down."""
        if self._tracker is None:
            return {}
        likeness = self._tracker.likeness(self._clinician) if self._clinician is not None else {}
        return self._roles.assign(spoken, likeness)

    def notice(self) -> Notice | None:
        """Once, when the stage is down."""
        if self._tracker or self._told:
            return None
        self._told = True
        text = "Who is speaking can't be told in this session. Words are still heard."
        return Notice(level=NoticeLevel.WARNING, code="speakers-unavailable", text=text)

    def _fail(self, error: Exception) -> None:
        log.error("speaker stage failed: %s", type(error).__name__)
        self._tracker = None
