"""How much of a note stands word for word in an earlier one: payers read copied text as a service not rendered."""

import re
from collections.abc import Iterable, Sequence

from scribe.practice.past import Past

SHINGLE = 5
"""Words in a row; shorter ones are shared by any two notes of one clinician (Broder 1997 uses 5 to 10)."""

ALIKE = 0.5
"""Share of a note's word runs found in one earlier note from which on it is named. Set by hand, not measured."""

_WORD = re.compile(r"[a-z0-9']+")


Runs = frozenset[tuple[str, ...]]


def shingles(text: str) -> Runs:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def containment(text: str, earlier: str) -> float:
    """Share of `text`'s word runs that stand in `earlier`, 0 to 1; 0 for a text too short to tell."""
    return _share(shingles(text), shingles(earlier))


def _share(ours: Runs, theirs: Runs) -> float:
    return len(ours & theirs) / len(ours) if ours else 0.0


def resembles(ours: Runs, earlier: Iterable[tuple[str, Runs]]) -> list[tuple[str, float]]:
    """(session, share) of the earlier notes that this one repeats, the most alike first."""
    found = [(session, round(_share(ours, theirs), 2)) for session, theirs in earlier]
    return sorted((pair for pair in found if pair[1] >= ALIKE), key=lambda pair: -pair[1])


def repeats(notes: Sequence[Past]) -> dict[str, list[tuple[str, float]]]:
    """Session -> what it repeats of the notes before it. `notes` oldest first, of one client or of many."""
    runs = [(note.session, shingles(note.text)) for note in notes]
    found = {session: resembles(ours, runs[:place]) for place, (session, ours) in enumerate(runs)}
    return {session: alike for session, alike in found.items() if alike}
