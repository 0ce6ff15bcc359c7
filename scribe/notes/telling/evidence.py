"""Candidates as evidence events.

Each keeps its id while it rests on the same first utterance; a later one replaces it.
"""

from collections.abc import Sequence

from scribe.events import Evidence, EvidenceKind
from scribe.notes.reading.candidates import Candidate

_KINDS = frozenset(kind.value for kind in EvidenceKind)


class EvidenceBook:
    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, int], str] = {}
        self._last: dict[str, Evidence] = {}

    def update(self, candidates: Sequence[Candidate], goals: dict[str, str]) -> list[Evidence]:
        """Evidence that is new or says something else than before."""
        current = self.all(candidates, goals)
        changed = [one for one in current if self._last.get(one.id) != one]
        self._last = {one.id: one for one in current}
        return changed

    def all(self, candidates: Sequence[Candidate], goals: dict[str, str]) -> tuple[Evidence, ...]:
        seen: dict[tuple[str, str], int] = {}
        found = []
        for candidate in candidates:
            place = (candidate.kind, candidate.cites[0])
            seen[place] = seen.get(place, 0) + 1
            found.append(self._as_evidence(candidate, (*place, seen[place]), goals))
        return tuple(found)

    def _as_evidence(self, candidate: Candidate, key: tuple[str, str, int], goals: dict[str, str]) -> Evidence:
        name = self._ids.setdefault(key, f"e{len(self._ids) + 1}")
        kind = candidate.kind if candidate.kind in _KINDS else EvidenceKind.PRESENTATION.value
        return Evidence(
            id=name,
            kind=EvidenceKind(kind),
            utterances=candidate.cites,
            text=candidate.text,
            polarity=candidate.polarity,
            goal=goals.get(candidate.text),
        )
