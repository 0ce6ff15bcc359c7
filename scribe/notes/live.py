"""The note while people talk: the same outline read anew, of which only changed sections are told."""

from collections.abc import Sequence

from scribe.events import Note, Section


class LiveNote:
    def __init__(self, layout: str) -> None:
        self._layout = layout
        self._shown: dict[str, Section] = {}
        self.revision = 0

    def update(self, sections: Sequence[Section]) -> list[Note]:
        """One event with the sections that changed; nothing when none did."""
        changed = tuple(section for section in sections if self._changed(section))
        if not changed:
            return []
        self.revision += 1
        self._shown.update({section.key: section for section in changed})
        return [Note(revision=self.revision, final=False, engine="outline", format=self._layout, sections=changed)]

    def _changed(self, section: Section) -> bool:
        before = self._shown.get(section.key)
        return before != section if before else bool(section.statements)

    def final(self, sections: tuple[Section, ...]) -> Note:
        self.revision += 1
        return Note(revision=self.revision, final=True, engine="outline", format=self._layout, sections=sections)
