"""The note while people talk: the same outline read anew, of which only changed sections are told."""

from collections.abc import Sequence

from msgspec import structs

from scribe.events import Note, Section


class LiveNote:
    def __init__(self, layout: str) -> None:
        self._layout = layout
        self._shown: dict[str, Section] = {}
        self.revision = 0

    def update(self, sections: Sequence[Section]) -> list[Note]:
        """One event with the sections that changed; nothing when none did."""
        changed = tuple(self._sharing(section) for section in sections if self._changed(section))
        if not changed:
            return []
        self.revision += 1
        self._shown.update({section.key: section for section in changed})
        return [Note(revision=self.revision, final=False, engine="outline", format=self._layout, sections=changed)]

    def _changed(self, section: Section) -> bool:
        before = self._shown.get(section.key)
        return before != section if before else bool(section.statements)

    def _sharing(self, section: Section) -> Section:
        """With the very statements that it was told with before. The session's log holds each revision: a copy of every
        sentence in each of them would grow with the square of the session's length."""
        before = self._shown.get(section.key)
        told = {statement: statement for statement in before.statements} if before else {}
        return structs.replace(section, statements=tuple(told.get(one, one) for one in section.statements))

    def final(self, sections: tuple[Section, ...]) -> Note:
        self.revision += 1
        return Note(revision=self.revision, final=True, engine="outline", format=self._layout, sections=sections)
