"""What a key means. Pure: what can't be undone is asked again, and a question that is not answered is withdrawn."""

from dataclasses import dataclass
from enum import StrEnum

from scribe import commands
from scribe.events import SessionState

ASKED_S = 10.0
"""A question that stands longer was forgotten: a stray key must not answer it."""

MINUTE_S = 60.0

Wish = commands.AnyCommand | None


class Question(StrEnum):
    STRIKE = "Strike the last minute for good? y: yes, any other key: no"
    STOP = "End the session and write the note? y: yes, any other key: no"


class Quit(Exception):
    """The view is to end. The session goes on."""


@dataclass(slots=True)
class Keys:
    question: Question | None = None
    _asked_at: float = 0.0
    _about: str = ""
    """The session that the question is about."""

    def press(self, key: str, state: SessionState | None, now: float, session: str = "") -> Wish:
        """What to ask of the room in the session that is shown. Raises Quit."""
        asked, self.question = (self.standing(now) if session == self._about else None), None
        if asked:
            return _sure(asked) if key in "yY" else None
        match key.lower():
            case "q" | "\x03" | "\x04":
                raise Quit
            case _ if state not in (SessionState.LIVE, SessionState.PAUSED):
                return None
            case "p":
                return commands.Resume() if state is SessionState.PAUSED else commands.Pause()
            case "m":
                return commands.Mark()
            case "s":
                self._ask(Question.STRIKE, now, session)
            case "e":
                self._ask(Question.STOP, now, session)
        return None

    def standing(self, now: float) -> Question | None:
        """The question that waits for an answer."""
        return self.question if now - self._asked_at < ASKED_S else None

    def _ask(self, question: Question, now: float, session: str) -> None:
        self.question, self._asked_at, self._about = question, now, session


def _sure(question: Question) -> commands.AnyCommand:
    return commands.Strike(last_s=MINUTE_S) if question is Question.STRIKE else commands.Stop()
