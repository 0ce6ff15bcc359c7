"""The talk in passages of the size that the reader of turns was taught on, each with what is said around it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from scribe.events import Role
from scribe.notes.language.content import word_count
from scribe.notes.reading.conversation import Clause, Meant, Turn
from scribe.notes.reading.exclusions import OUT_OF_SIGHT

MOST_WORDS = 60
"""Words of a passage; a longer turn is read sentence by sentence in several."""
BEFORE = 3
"""Passages that are read before it, to know what it answers."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """What is read in one go: a turn, or a part of a long one."""

    turn: int
    """Index of the turn."""
    clauses: tuple[Clause, ...]
    before: str
    said: str
    """'Client: Not since the spring.'"""
    after: str


class Meanings(Protocol):
    """See `turn_reader`."""

    def read(self, passage: Passage) -> Meant: ...


def passages(turns: Sequence[Turn]) -> list[Passage]:
    """In order. What is out of sight is not read at all."""
    parts = [(turn, clauses) for turn in turns for clauses in _parts(turn)]
    texts = [_text(turn.role, clauses) for turn, clauses in parts]
    return [
        Passage(
            turn=turn.index,
            clauses=clauses,
            before=" ".join(texts[max(0, place - BEFORE) : place]),
            said=texts[place],
            after=texts[place + 1] if place + 1 < len(texts) else "",
        )
        for place, (turn, clauses) in enumerate(parts)
    ]


def _parts(turn: Turn) -> Iterable[tuple[Clause, ...]]:
    part: list[Clause] = []
    words = 0
    for clause in turn.clauses:
        if clause.excluded in OUT_OF_SIGHT:
            continue
        begins = part and (clause.utterance, clause.sentence) != (part[-1].utterance, part[-1].sentence)
        if begins and words + word_count(clause.raw) > MOST_WORDS:
            yield tuple(part)
            part, words = [], 0
        part.append(clause)
        words += word_count(clause.raw)
    if part:
        yield tuple(part)


def _text(role: Role, clauses: Iterable[Clause]) -> str:
    """As it was taught: who speaks, by role, and the words with their marks."""
    return f"{role.value.capitalize()}: " + " ".join(clause.raw + clause.end for clause in clauses)
