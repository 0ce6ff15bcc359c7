"""A note writer that has to learn again what it knew before a crash, without keeping anybody waiting for it.

An hour of talk takes it the better part of a minute. So it learns on the thread that notes are written on, when it is
asked for the first time: meanwhile the room hears, its tablets are answered, and words come.
"""

from collections.abc import Iterable
from typing import Protocol

from scribe import events as ev
from scribe.notes.note import FinalNote, Timing
from scribe.session.recovery import Learner, relearn


class Writer(Learner, Protocol):
    """What a session asks of the note writer, to its end."""

    def finish(self, timing: Timing) -> FinalNote: ...


class Remembering:
    """A `Writer` before which `history` happened. One call at a time, as for the one it stands for."""

    def __init__(self, writer: Writer, history: Iterable[ev.AnyEvent]) -> None:
        self._writer = writer
        self._history = tuple(history)

    def remember(self) -> Writer:
        """Takes its time once."""
        if self._history:
            relearn(self._writer, self._history)
            self._history = ()
        return self._writer

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
        return self.remember().hear(utterance)

    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]:
        return self.remember().speaker(change)

    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]:
        return self.remember().redact(redaction)

    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
        return self.remember().jot(jotting)

    def finish(self, timing: Timing) -> FinalNote:
        return self.remember().finish(timing)
