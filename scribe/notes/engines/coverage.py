"""Which of the outline's sentences a verified new wording replaces. Nothing that the outline carried is lost.

A new wording stands only in the place of sentences whose every cite, number, name, day and nearly every content word
it holds. Whatever is not covered so keeps the outline's words.
"""

import re
from collections.abc import Sequence

import msgspec

from scribe.events import Section, Statement
from scribe.notes.language.values import numbers
from scribe.notes.language.wording import Wording, meanings, words

LEAST_KEPT = 0.75
"""Share of an outline sentence's content words that its new wording must hold."""
MOST_GROWTH = 1.25
"""A new wording may be this much longer than what it replaces."""

_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][a-z]+")


class Rewording(msgspec.Struct, frozen=True, kw_only=True):
    """A verified sentence and the outline sentences it stands for."""

    text: str
    cites: tuple[str, ...]
    replaces: tuple[str, ...]
    """Statement ids, in the outline's order."""


def replaced(text: str, cites: frozenset[str], outline: Sequence[Statement], wording: Wording) -> tuple[str, ...]:
    """Ids of the outline's sentences that this wording covers; none where it is longer than they are."""
    covered = [one for one in outline if set(one.cites) <= cites and _carries(text, one.text, wording)]
    room = MOST_GROWTH * sum(len(one.text.split()) for one in covered)
    return tuple(one.id for one in covered) if len(text.split()) <= room else ()


def _carries(text: str, old: str, wording: Wording) -> bool:
    kept = {*meanings(text, wording)}
    content = [word for word in meanings(old, wording) if word not in wording.frames]
    enough = sum(word in kept for word in content) >= LEAST_KEPT * len(content)
    names = {name.lower() for name in _NAME.findall(old)} - wording.function
    return enough and numbers(old) <= numbers(text) and names <= {*words(text)}


def woven(section: Section, rewordings: Sequence[Rewording]) -> Section:
    """The section with each rewording in the place of the first sentence it replaces, under that one's id."""
    first = {one.replaces[0]: one for one in rewordings}
    gone = {old for one in rewordings for old in one.replaces[1:]}
    statements = [
        msgspec.structs.replace(old, text=first[old.id].text, cites=first[old.id].cites) if old.id in first else old
        for old in section.statements
        if old.id not in gone
    ]
    return msgspec.structs.replace(section, statements=tuple(statements))
