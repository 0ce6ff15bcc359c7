"""Turns are joined, cut and cut out without inventing or losing speech."""

from collections.abc import Iterable
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.turns import Turn, merge, within, without

GRID = 8
"""Cells a second: every edge lies on the grid, so that sums of floats are exact."""

edges = st.integers(0, 80)
turns_ = st.lists(
    st.builds(
        lambda start, length, speaker: Turn(start / GRID, (start + length) / GRID, speaker),
        edges,
        st.integers(1, 16),
        st.sampled_from(["S1", "S2", "S3"]),
    ),
    max_size=12,
)


def cells(turns: Iterable[Turn]) -> set[tuple[str, int]]:
    return {(t.speaker, cell) for t in turns for cell in range(round(t.start * GRID), round(t.end * GRID))}


@given(turns_)
def test_merging_without_a_gap_covers_the_same_time(turns: list[Turn]) -> None:
    assert cells(merge(turns, 0)) == cells(turns)


@given(turns_, st.integers(0, 12))
def test_merging_fills_short_silences_of_one_speaker_and_no_others(turns: list[Turn], gap: int) -> None:
    found = merge(turns, gap / GRID)
    assert cells(turns) <= cells(found)
    for speaker, cell in cells(found) - cells(turns):
        own = {at for who, at in cells(turns) if who == speaker}
        left = max(at for at in own if at < cell)
        right = min(at for at in own if at > cell)
        assert right - left - 1 <= gap


@given(turns_, st.integers(0, 12))
def test_merged_turns_of_one_speaker_never_overlap_and_come_in_order(turns: list[Turn], gap: int) -> None:
    found = merge(turns, gap / GRID)
    assert [t.start for t in found] == sorted(t.start for t in found)
    for speaker in {t.speaker for t in found}:
        own = [t for t in found if t.speaker == speaker]
        assert all(one.end < other.start for one, other in pairwise(own))


@given(turns_, st.integers(0, 12), st.randoms())
def test_the_order_they_come_in_does_not_matter(turns: list[Turn], gap: int, random: Random) -> None:
    mixed = list(turns)
    random.shuffle(mixed)
    assert cells(merge(mixed, gap / GRID)) == cells(merge(turns, gap / GRID))


@given(turns_, edges, edges)
def test_what_is_within_and_what_is_left_without_are_the_whole(turns: list[Turn], one: int, other: int) -> None:
    start, end = min(one, other), max(one, other)
    inside, outside = (cut(turns, start / GRID, end / GRID) for cut in (within, without))
    assert cells(inside) == {(who, at) for who, at in cells(turns) if start <= at < end}
    assert cells(outside) == {(who, at) for who, at in cells(turns) if not start <= at < end}


def test_someone_who_starts_between_keeps_turns_apart() -> None:
    turns = [Turn(0, 2, "S1"), Turn(2.1, 2.3, "S2"), Turn(2.4, 4, "S1")]
    assert merge(turns, 0.8) == tuple(turns)


def test_someone_heard_while_the_other_talks_on_does_not() -> None:
    found = merge([Turn(0, 3, "S1"), Turn(1, 1.5, "S2"), Turn(3.2, 5, "S1")], 0.8)
    assert found == (Turn(0, 5, "S1"), Turn(1, 1.5, "S2"))
