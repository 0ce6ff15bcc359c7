"""The session's state machine. Pure: it says what may happen, the room makes it happen.

created -start-> live <-> paused -stop-> ended -drafted-> draft -review-> reviewed -sign-> signed -amend-> amended
created -write-> unheard -stop-> ended …
"""

from enum import StrEnum

from scribe.chart import Participant
from scribe.commands import ConsentGiven
from scribe.errors import StateError
from scribe.events import SessionState


class Transition(StrEnum):
    START = "start"
    WRITE = "write"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    DRAFTED = "drafted"
    REVIEW = "review"
    SIGN = "sign"
    AMEND = "amend"


_ALLOWED: dict[tuple[SessionState, Transition], SessionState] = {
    (SessionState.CREATED, Transition.START): SessionState.LIVE,
    (SessionState.CREATED, Transition.WRITE): SessionState.UNHEARD,
    (SessionState.LIVE, Transition.PAUSE): SessionState.PAUSED,
    (SessionState.PAUSED, Transition.RESUME): SessionState.LIVE,
    (SessionState.LIVE, Transition.STOP): SessionState.ENDED,
    (SessionState.PAUSED, Transition.STOP): SessionState.ENDED,
    (SessionState.UNHEARD, Transition.STOP): SessionState.ENDED,
    (SessionState.ENDED, Transition.DRAFTED): SessionState.DRAFT,
    (SessionState.DRAFT, Transition.REVIEW): SessionState.REVIEWED,
    (SessionState.REVIEWED, Transition.SIGN): SessionState.SIGNED,
    (SessionState.SIGNED, Transition.AMEND): SessionState.AMENDED,
    (SessionState.AMENDED, Transition.AMEND): SessionState.AMENDED,
}

OPEN = (SessionState.LIVE, SessionState.PAUSED, SessionState.UNHEARD)
"""Somebody is in session: heard, off the record, or written about."""

HEARD = (SessionState.CREATED, SessionState.LIVE, SessionState.PAUSED)
"""Somebody is heard, or is about to be, or will be again."""

INTERRUPTED = (*OPEN, SessionState.ENDED)
"""It began and there is no note yet. Found in one of these at start-up, it was cut off and has to be finished or
continued."""

REVIEWABLE = (SessionState.DRAFT, SessionState.REVIEWED)
"""There is a note, and it is not signed."""


def after(state: SessionState, transition: Transition) -> SessionState:
    """The state that follows, or StateError when the transition is not allowed."""
    try:
        return _ALLOWED[state, transition]
    except KeyError:
        raise StateError(f"The session is {state}: it can't {transition} now.", _hint(state)) from None


def _hint(state: SessionState) -> str:
    possible = sorted(transition for (source, transition) in _ALLOWED if source == state)
    return f"Possible now: {', '.join(possible)}." if possible else ""


def missing_consent(participants: tuple[Participant, ...], consents: tuple[ConsentGiven, ...]) -> tuple[str, ...]:
    """Names of the people who have not agreed to be heard. The clinician starts the session, and so agrees."""
    agreed = {consent.name for consent in consents if consent.purpose.strip()}
    return tuple(p.name for p in participants if p.role != "therapist" and p.name not in agreed)
