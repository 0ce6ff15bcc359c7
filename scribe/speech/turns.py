"""Turns: who speaks from when to when. Pure.

Times are seconds since capture began. Turns of different speakers may overlap; those of one speaker never do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Turn:
    """`speaker` has the floor from `start` to `end`."""

    start: float
    end: float
    speaker: str
    """S1, S2, … in the order in which they were first heard."""


def merge(turns: Iterable[Turn], gap: float) -> tuple[Turn, ...]:
    """In order of start; a speaker's turns that touch, or lie at most `gap` seconds apart with no one between, are one.

    Someone who starts between them keeps them apart, but not someone who both starts and ends while the other talks on.
    """
    last: dict[str, Turn] = {}
    done: list[Turn] = []
    between: dict[str, float] = {}  # until when others spoke who started after the speaker's newest
    for turn in sorted(turns, key=lambda t: (t.start, t.end, t.speaker)):
        before = last.get(turn.speaker)
        near = before is not None and turn.start - before.end <= gap
        if before is not None and near and (turn.start <= before.end or between[turn.speaker] <= before.end):
            last[turn.speaker] = replace(before, end=max(before.end, turn.end))
        else:
            if before is not None:
                done.append(before)
            last[turn.speaker] = turn
        between = {speaker: max(until, turn.end) for speaker, until in between.items()}
        between[turn.speaker] = float("-inf")
    return tuple(sorted([*done, *last.values()], key=lambda t: (t.start, t.end)))


def within(turns: Iterable[Turn], start: float, end: float) -> tuple[Turn, ...]:
    """What of the turns lies in [start, end]: those across an edge are cut there."""
    return tuple(
        replace(turn, start=max(turn.start, start), end=min(turn.end, end))
        for turn in turns
        if turn.start < end and turn.end > start
    )


def without(turns: Iterable[Turn], start: float, end: float) -> tuple[Turn, ...]:
    """The turns with [start, end] cut out of them."""
    left: list[Turn] = []
    for turn in turns:
        if turn.end <= start or turn.start >= end:
            left.append(turn)
            continue
        if turn.start < start:
            left.append(replace(turn, end=start))
        if turn.end > end:
            left.append(replace(turn, start=end))
    return tuple(left)
