"""How much of a note stands word for word in an earlier one: payers read copied text as a service not rendered."""

import re
from collections.abc import Sequence

import numpy as np

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
    ours = shingles(text)
    return len(ours & shingles(earlier)) / len(ours) if ours else 0.0


def repeats(notes: Sequence[Past]) -> dict[str, list[tuple[str, float]]]:
    """Session -> (session, share) of the earlier notes that it repeats, the most alike first. `notes` oldest first, of
    one client or of many."""
    runs = [shingles(note.text) for note in notes]
    shared = _places(runs)
    found = {
        note.session: [(notes[earlier].session, share) for earlier, share in _alike(place, runs[place], shared)]
        for place, note in enumerate(notes)
    }
    return {session: alike for session, alike in found.items() if alike}


Places = dict[tuple[str, ...], "np.ndarray[tuple[int], np.dtype[np.int64]]"]
"""Run of words -> which notes have it; only those that more than one has. A year's notes are compared in a second this
way, pair by pair in a minute."""


def _places(runs: Sequence[Runs]) -> Places:
    found: dict[tuple[str, ...], list[int]] = {}
    for place, ours in enumerate(runs):
        for run in ours:
            found.setdefault(run, []).append(place)
    return {run: np.asarray(places) for run, places in found.items() if len(places) > 1}


def _alike(place: int, ours: Runs, shared: Places) -> list[tuple[int, float]]:
    """Notes before `place` that hold enough of its runs, with the share."""
    holders = [shared[run] for run in ours if run in shared]
    if not holders:
        return []
    shares = np.round(np.bincount(np.concatenate(holders), minlength=place + 1)[:place] / len(ours), 2)
    alike = [(int(earlier), float(shares[earlier])) for earlier in np.flatnonzero(shares >= ALIKE)]
    return sorted(alike, key=lambda pair: -pair[1])
