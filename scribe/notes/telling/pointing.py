"""'That is gone' tells nothing, or something wrong, without what is gone.

A clause that points to what was said just before it brings that along; where it can't be told, the clause is left out,
whatever stands above it.
"""

import re

from scribe.notes.reading.conversation import Clause
from scribe.notes.telling.told import Told

_POINTS = re.compile(r"^(?:and |but |so |well, )*that(?:'s| is| was| has| had| went| got)\b", re.IGNORECASE)


def understood(told: Told, chosen: set[int]) -> set[int]:
    """Ids of `chosen` that can be understood, with those of what they point to."""
    kept: set[int] = set()
    before: Clause | None = None
    for clause in told.clauses:
        if id(clause) in chosen:
            if clause.place and _POINTS.match(clause.text):
                if before is None or (before.utterance, before.place + 1) != clause.key:
                    before = clause
                    continue
                kept.add(id(before))
            kept.add(id(clause))
        before = clause
    return kept | {id(clause) for clause in told.known if id(clause) in chosen}
