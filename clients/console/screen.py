"""What the console knows of the room: a fold over the messages of `scribe.v1`. Pure: the clock is given.

The fold of events is the daemon's own (`session.transcript`); this adds what only a viewer has: whether it is
connected, the level, and the time that passes between two events.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scribe import events as ev
from scribe.gateway import messages, snapshot
from scribe.session.transcript import Said, Transcript

LEVEL_S = 1.5
"""A level older than this says nothing about now; they come up to five times a second."""

UNSAVED = {"full": "full", "unwritable": "not writable"}
"""How a person says why nothing can be saved (`Saving.why`)."""

HEARD = (ev.SessionState.LIVE, ev.SessionState.PAUSED)
"""States in which a session's time passes."""


class Link(StrEnum):
    CONNECTING = "connecting"
    HERE = "here"
    LOST = "lost"


class Gap(Exception):
    """A durable event is missing: what is shown can't be trusted, the whole session is needed."""


@dataclass(slots=True)
class Screen:
    room: str = ""
    link: Link = Link.CONNECTING
    transcript: Transcript = field(default_factory=Transcript)
    seq: int = 0
    """Of the last durable event that was folded in."""
    level: ev.Level | None = None
    unsaved: str = ""
    """What the room's disk is, such as `full`, that what happens waits; empty: it is saved."""
    told_at: float = 0.0
    """On the viewer's clock, when the newest event came."""
    level_at: float = 0.0
    """The same for the level."""

    @property
    def state(self) -> ev.SessionState | None:
        return self.transcript.state.state if self.transcript.state else None

    @property
    def place(self) -> tuple[str, int] | None:
        """Where to go on after a lost connection."""
        return (self.transcript.session, self.seq) if self.transcript.session else None

    def welcome(self, message: messages.Welcome, now: float) -> None:
        self.room, self.link, self.told_at = message.room, Link.HERE, now
        if message.resumed:
            self.unsaved = ""  # not sent again; while the disk is full the room says so twice a second
            return
        self.forget()
        if message.snapshot:
            self.transcript, self.seq = snapshot.restore(message.snapshot), message.snapshot.seq

    def forget(self) -> None:
        """Whatever comes next is a whole session."""
        self.transcript, self.seq, self.level, self.unsaved = Transcript(), 0, None, ""

    def event(self, event: ev.AnyEvent, now: float) -> None:
        """Raises Gap."""
        known = self.transcript.session
        if (known and event.session != known) or (event.durable and event.seq != self.seq + 1):
            raise Gap
        if event.durable:
            self.seq = event.seq
        if isinstance(event, ev.Level):
            self.level, self.level_at = event, now
        if isinstance(event, ev.Saving):
            self.unsaved = "" if event.good else UNSAVED.get(event.why, "full")
        self.transcript.apply(event)
        self.told_at = now

    def elapsed(self, now: float) -> float:
        """Seconds since the session began; of a session that is over, how long it was."""
        state = self.transcript.state
        if state and state.started_at and state.ended_at:
            begun, over = datetime.fromisoformat(state.started_at), datetime.fromisoformat(state.ended_at)
            return max(0.0, (over - begun).total_seconds())
        passing = self.state in HEARD and self.transcript.at > 0
        return self.transcript.at + (now - self.told_at if passing else 0.0)

    def loudness(self, now: float) -> ev.Level | None:
        """The level if it is of now."""
        fresh = self.link is Link.HERE and self.state is ev.SessionState.LIVE and now - self.level_at < LEVEL_S
        return self.level if fresh else None

    def who(self, said: Said) -> str:
        """A speaker as a person would say it: the name, else the role, else the label."""
        role, name = self.transcript.names.get(said.speaker, (said.role, None))
        return name or (said.speaker or "?" if role is ev.Role.UNKNOWN else role.capitalize())

    def talk(self) -> list[Said]:
        """What was said, in order, with something to show."""
        return [said for said in self.transcript.said.values() if not said.struck and (said.text or said.draft)]
