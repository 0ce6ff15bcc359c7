"""A note that was written earlier, as the pages of this room read it."""

from collections.abc import Iterator

import msgspec

from scribe import events as ev
from scribe.events import SessionState


class Past(msgspec.Struct, frozen=True, kw_only=True):
    session: str
    date: str
    """Of the session, YYYY-MM-DD, by the clinic's clock."""
    state: SessionState
    sections: tuple[ev.Section, ...]

    @property
    def statements(self) -> Iterator[ev.Statement]:
        return (statement for section in self.sections for statement in section.statements)

    def of(self, *kinds: str) -> tuple[str, ...]:
        return tuple(s.text for s in self.statements if s.kind in kinds)

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.statements)
