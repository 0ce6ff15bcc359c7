"""What a statement of the note may rest on, and that nothing is said twice."""

from collections.abc import Iterable, Sequence

from scribe.notes.note import Candidate
from scribe.notes.reading import Clause, Session, Turn
from scribe.notes.values import numbers

__all__ = ["MUST", "Candidate", "Claims", "cites_of", "faithful"]


MUST = 10.0


class Claims:
    """Clauses that already stand in a statement, so that nothing is said twice."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, int]] = set()

    def take(self, clauses: Iterable[Clause]) -> None:
        self._taken.update(clause.key for clause in clauses)

    def free(self, clause: Clause) -> bool:
        return clause.key not in self._taken

    def take_all(self, turns: Iterable[Turn]) -> None:
        for turn in turns:
            self.take(turn.clauses)


def cites_of(clauses: Iterable[Clause], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(clause.utterance for clause in clauses), *more]))


def faithful(candidates: Sequence[Candidate], session: Session) -> list[Candidate]:
    """Only candidates whose citations may be cited and hold every number of the text."""
    spoken = {one.id: one.text for one in session.heard}
    kept = []
    for candidate in candidates:
        cites = tuple(cite for cite in candidate.cites if cite in spoken)
        source = " . ".join(spoken[cite] for cite in cites)
        if cites == candidate.cites and cites and numbers(candidate.text) <= numbers(source):
            kept.append(candidate)
    return kept
