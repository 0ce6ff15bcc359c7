"""Mentions of risk that no cue knows, by what a passage means: 'I dig my nails in, it quietens the noise.'

They are added to what the cues found, take none of it away, and are told in the words that were said. A denial is never
heard so: it needs a question that is known for what it asks, and "no" answers most.
"""

from collections.abc import Iterable, Sequence

from scribe.events import RiskKind, RiskStatus
from scribe.notes.reading.conversation import Exchange, Meant, Session, Turn
from scribe.notes.risk.mentions import Mention, mention_of
from scribe.notes.risk.status import ONE_FAMILY

SURE = 0.85
"""Probability from which a mention is surfaced: in 30 talks that it was not taught on nine right ones and three that
were none (docs/benchmarks.md)."""
LEFT_TO_CUES = frozenset({RiskKind.SUBSTANCE_USE})
"""Cues know drink and drugs well, and their amounts are like those of medicine: of what else was found, hardly any was
a mention."""


def overlooked(session: Session, found: Sequence[Mention]) -> list[Mention]:
    """In order. What a therapist says alone is nobody's mention."""
    places = {turn.index: (exchange, turn) for exchange in session.exchanges for turn in exchange.answers}
    return [
        mention
        for meant in session.meant
        if meant.turn in places
        for mention in _heard(meant, *places[meant.turn], found)
    ]


def _heard(meant: Meant, exchange: Exchange, turn: Turn, found: Sequence[Mention]) -> Iterable[Mention]:
    said = tuple(clause for clause in meant.clauses if clause.excluded is None)
    if not said:
        return
    for (kind, status), likely in meant.risk.items():
        if likely >= SURE and kind not in LEFT_TO_CUES and status is not RiskStatus.DENIED:
            alike = ONE_FAMILY if kind in ONE_FAMILY else {kind}
            if not any(one.at == exchange.index and one.kind in alike and one.status is status for one in found):
                yield mention_of(kind, status, turn, exchange, said, "", meant=True)
