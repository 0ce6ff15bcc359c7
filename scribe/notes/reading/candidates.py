"""What a statement of the note may rest on, and that nothing is said twice."""

from collections.abc import Iterable, Sequence

import msgspec

from scribe.notes.language.values import numbers
from scribe.notes.note import MUST, Candidate
from scribe.notes.reading.conversation import Clause, Session, Turn

__all__ = ["MUST", "Candidate", "Claims", "cites_of", "faithful", "shortened"]


def shortened(candidate: Candidate) -> list[Candidate]:
    """The candidate's forms from the shortest to itself."""
    forms = [candidate]
    while forms[0].shorter is not None:
        forms.insert(0, forms[0].shorter)
    return forms


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
    return tuple(dict.fromkeys([*(cite for clause in clauses for cite in clause.cites), *more]))


def faithful(candidates: Sequence[Candidate], session: Session) -> list[Candidate]:
    """Only candidates whose citations may be cited and hold every number of the text, in that form."""
    spoken = {one.id: one.text for one in session.heard}
    together = [(parts, session.texts[first]) for first, parts in session.parts.items() if first in session.texts]
    kept = []
    for candidate in candidates:
        whole: Candidate | None = None
        for form in shortened(candidate):
            if _holds(form, spoken, together):
                whole = msgspec.structs.replace(form, shorter=whole)
        if whole is not None:
            kept.append(whole)
    return kept


def _holds(candidate: Candidate, spoken: dict[str, str], together: Sequence[tuple[tuple[str, ...], str]]) -> bool:
    """`together`: utterances that one number may be cut in two by ('nine eight' 'eight'), and their words in one."""
    cites = tuple(cite for cite in candidate.cites if cite in spoken)
    whole = (text for parts, text in together if set(parts) <= set(cites))
    source = " . ".join((*(spoken[cite] for cite in cites), *whole))
    return cites == candidate.cites and bool(cites) and numbers(candidate.text) <= numbers(source)
