"""How the note calls each speaker: 'Client' when there is one, first names when there are more.

Where the speakers have no names yet, how people address each other tells: after the therapist's 'Jo?' it is Jo who
answers, and nobody calls themselves by name.
"""

import re
from collections.abc import Sequence
from itertools import permutations

from scribe.chart import Chart
from scribe.events import Role
from scribe.notes.note import Heard

NAMED = ("client", "partner", "parent", "child")
TITLES = {Role.PARTNER: "Partner", Role.PARENT: "Parent", Role.CHILD: "Child", Role.OTHER: "Other participant"}
"""Where several people speak and one has no name: nobody's words are given to the client."""
NEXT, ADDRESSED = 2.0, 1.0
"""Votes: for the one who answers a call by name, and against the one who says a name."""


def first_names(chart: Chart) -> tuple[str, ...]:
    """First names of the participants that are no therapists, where there is more than one of them."""
    people = [p for p in chart.participants if p.role.value in NAMED and p.name.strip()]
    return tuple(p.name.split()[0] for p in people) if len(people) > 1 else ()


def called(heard: Sequence[Heard], chart: Chart) -> dict[str, str]:
    """What the note calls each speaker label."""
    names = first_names(chart)
    roles = {one.speaker: one.role for one in heard if one.role is not Role.THERAPIST}
    labels = list(roles)
    titles = {label: TITLES.get(role, "Client") if len(roles) > 1 else "Client" for label, role in roles.items()}
    if not names:
        return titles
    given = {
        one.speaker: one.name.split()[0]
        for one in heard
        if one.name and one.name.strip() and one.role is not Role.THERAPIST
    }
    found = {label: name for label, name in given.items() if name in names}
    open_labels = [label for label in labels if label not in found]
    open_names = [name for name in names if name not in found.values()]
    told = _by_address(heard, open_labels, open_names)
    return {**titles, **found, **told, **_left_over(labels, names, {**found, **told})}


def _left_over(labels: Sequence[str], names: Sequence[str], told: dict[str, str]) -> dict[str, str]:
    """Where all names but one are known and one voice is left, it is theirs."""
    voices = [label for label in labels if label not in told]
    left = [name for name in names if name not in told.values()]
    single = told and len(voices) == len(left) == 1
    return {voices[0]: left[0]} if single else {}


def _by_address(heard: Sequence[Heard], labels: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    if not labels or not names:
        return {}
    votes = _votes(heard, names)
    size = min(len(labels), len(names))
    pairings = (
        [
            tuple(zip(some, order, strict=True))
            for some in permutations(labels, size)
            for order in permutations(names, size)
        ]
        if len(labels) <= 5
        else []
    )
    best = max(pairings, key=lambda pairs: sum(votes.get(pair, 0.0) for pair in pairs), default=())
    return {label: name for label, name in best if votes.get((label, name), 0.0) > 0}


def _votes(heard: Sequence[Heard], names: Sequence[str]) -> dict[tuple[str, str], float]:
    votes: dict[tuple[str, str], float] = {}
    for index, one in enumerate(heard):
        for name in names:
            if not re.search(rf"\b{re.escape(name)}\b", one.text):
                continue
            if one.role is Role.THERAPIST:
                after = next((h for h in heard[index + 1 : index + 3] if h.role is not Role.THERAPIST), None)
                if after and _calls(one.text, name):
                    votes[after.speaker, name] = votes.get((after.speaker, name), 0.0) + NEXT
            else:
                votes[one.speaker, name] = votes.get((one.speaker, name), 0.0) - ADDRESSED
    return votes


def _calls(text: str, name: str) -> bool:
    """The name stands last, or first before a comma: a call, not a mention."""
    return bool(
        re.search(
            rf"(?:^|[.?!]\s+|\b(?:and|okay),?\s+){re.escape(name)}\b[,?]|\b{re.escape(name)}[?.!,]*\s*$|"
            rf", {re.escape(name)}[,?.]",
            text,
        )
    )
