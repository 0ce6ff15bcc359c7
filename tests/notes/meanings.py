"""A reader of turns that takes words for what a test says they mean."""

from scribe.events import RiskKind, RiskStatus
from scribe.notes.reading.conversation import Meant
from scribe.notes.reading.passages import Passage

Risks = dict[tuple[RiskKind, RiskStatus], float]
NOTHING: Risks = {(kind, status): 0.0 for kind in RiskKind for status in RiskStatus}


class Says:
    def __init__(self, risk: dict[str, Risks]) -> None:
        """By words that a passage holds."""
        self._risk = risk

    def read(self, passage: Passage) -> Meant:
        risk = dict(NOTHING)
        for words, found in self._risk.items():
            risk |= found if words in passage.said else {}
        return Meant(turn=passage.turn, clauses=passage.clauses, risk=risk)
