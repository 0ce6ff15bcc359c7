"""What the clinician did to a drafted note, as far as a new draft of it has to keep it. Pure."""

from collections.abc import Iterable

import msgspec

from scribe.events import Section, Statement

EDITED = "edited"
"""Flag of a statement whose words are the clinician's."""
ADDED = "added"
"""Flag of a statement that the clinician wrote; no draft takes it away."""


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """By statement id, which is the same in every format."""

    edited: dict[str, str] = {}
    """The clinician's words instead of the draft's."""
    added: tuple[tuple[str, Statement], ...] = ()
    """The clinician's own statements, each with the key of the section it was written in."""
    settled: frozenset[str] = frozenset()
    """Accepted or left out: no model words these anew."""

    def words_of(self, statement: str, prefix: str = "") -> str | None:
        """The clinician's words for a statement; a group's member has the statement under a `prefix` of their own."""
        own = self.edited.get(prefix + statement, self.edited.get(statement))
        if own is not None or prefix:
            return own
        return next((text for id, text in self.edited.items() if id.partition(".")[2] == statement), None)

    def locks(self, statement: Statement) -> bool:
        """No engine may touch it."""
        own = {EDITED, ADDED} & set(statement.flags)
        return bool(own) or statement.id in self.edited or statement.id in self.settled


UNTOUCHED = Hand()


def hand_on(sections: Iterable[Section]) -> Hand:
    """What the flags of a note's statements say."""
    edited: dict[str, str] = {}
    added: list[tuple[str, Statement]] = []
    for section in sections:
        for statement in section.statements:
            if ADDED in statement.flags:
                added.append((section.key, statement))
            elif EDITED in statement.flags:
                edited[statement.id] = statement.text
    return Hand(edited=edited, added=tuple(added))
