"""The view without a terminal: a line for each thing once it is certain. Pure.

Compares the screen with what was printed before, so that a resumed connection, a snapshot and a single event need no
three ways of telling.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from clients.console.drawing import SIGNED, STATES
from clients.console.screen import Link, Screen
from clients.console.text import UNSIGNED, clean, clock, risk_line
from scribe import events as ev


@dataclass(slots=True)
class Lines:
    _seen: tuple[str, int, Link, str] | None = None
    _session: str = ""
    _link: Link = Link.CONNECTING
    _state: ev.SessionState | None = None
    _said: set[str] = field(default_factory=set)
    _risks: set[ev.Risk] = field(default_factory=set)
    _notices: set[int] = field(default_factory=set)
    _note: int | None = None
    _unsaved: str = ""

    def news(self, screen: Screen) -> list[str]:
        """What has become certain since the last call: nothing where no durable event came between."""
        seen = (screen.transcript.session, screen.seq, screen.link, screen.unsaved)
        if seen == self._seen:
            return []
        self._seen = seen
        if screen.transcript.session != self._session:
            self._forget(screen.transcript.session)
        return [*self._connection(screen), *self._struck(screen), *self._told(screen), *self._written(screen)]

    def _forget(self, session: str) -> None:
        self._session, self._state, self._note = session, None, None
        for printed in (self._said, self._risks, self._notices):
            printed.clear()

    def _connection(self, screen: Screen) -> Iterator[str]:
        if screen.link is not self._link:
            self._link = screen.link
            if screen.link is Link.LOST:
                yield "-- connection lost, trying again"
            elif screen.link is Link.HERE:
                yield f"-- connected to {clean(screen.room)}"
        if screen.unsaved != self._unsaved:
            self._unsaved = screen.unsaved
            waits = f"-- not saved: the disk of the room's device is {screen.unsaved}; what is said waits"
            yield waits if screen.unsaved else "-- saved again"
        if screen.state is not self._state:
            self._state = screen.state
            yield f"-- {STATES[screen.state][0]}"

    def _struck(self, screen: Screen) -> Iterator[str]:
        kept = {said.id for said in screen.transcript.said.values() if not said.struck}
        gone = self._said - kept
        if gone:
            self._said -= gone
            yield f"-- struck: {len(gone)} of the lines above are taken back"

    def _told(self, screen: Screen) -> Iterator[str]:
        for said in screen.talk():
            if said.complete and said.id not in self._said:
                self._said.add(said.id)
                yield f"[{clock(said.start)}] {clean(screen.who(said))}: {clean(said.text)}"
        for risk in screen.transcript.risks:
            if risk not in self._risks:
                self._risks.add(risk)
                yield f"!! {risk_line(risk)}"
        for notice in screen.transcript.notices:
            if notice.seq not in self._notices:
                self._notices.add(notice.seq)
                yield f"-- {notice.level}: {clean(notice.text)}"

    def _written(self, screen: Screen) -> Iterator[str]:
        """The final note; what the live one said on the way is not certain yet."""
        made = screen.transcript.note
        if made is None or not made.final or made.revision == self._note:
            return
        self._note = made.revision
        yield "== Note" if screen.state in SIGNED else f"== Note ({UNSIGNED})"
        for section in screen.transcript.sections.values():
            yield clean(section.title)
            yield from (f"  - {clean(statement.text)}" for statement in section.statements)
