"""What is wrong in the room now: a fold over the notices that a session gives. Pure."""

from scribe import events as ev

OVER = {
    "microphone-back": "microphone-lost",
    "sound-back": "no-sound",
    "journal-recovered": "journal-degraded",
    "caught-up": "overloaded",
}
"""Code of the notice that takes another one back."""

LASTING = frozenset({*OVER.values(), "note-degraded", "speakers-unavailable"})
"""Notices that hold until they are taken back, or the session ends; the others tell of a moment."""

UNSAVED = "record-degraded"
"""The disk is full or takes no writes, and the record waits for it. No notice, for there is nowhere to store one."""


class Problems:
    def __init__(self) -> None:
        self._codes: set[str] = set()

    @property
    def now(self) -> tuple[str, ...]:
        return tuple(sorted(self._codes))

    def hear(self, event: ev.AnyEvent) -> None:
        if isinstance(event, ev.Saving):
            (self._codes.discard if event.good else self._codes.add)(UNSAVED)
        elif isinstance(event, ev.Notice):
            if event.code in LASTING:
                self._codes.add(event.code)
            self._codes.discard(OVER.get(event.code, ""))
        elif isinstance(event, ev.Session) and event.state not in (ev.SessionState.LIVE, ev.SessionState.PAUSED):
            self._codes.clear()
