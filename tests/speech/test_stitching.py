"""A voice keeps its track from window to window, whatever number the model gives it there."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.speech.stitching import Stitcher

WINDOW, SHIFT, HELD = 300, 28, 450

orders = st.lists(st.permutations(range(3)), min_size=20, max_size=20)


def by_turns(length: int, people: int, each: int = 50) -> NDArray[np.float32]:
    """Who speaks, shape (length, 3): one after the other, `each` frames long."""
    found = np.zeros((length, 3), np.float32)
    found[np.arange(length), np.arange(length) // each % people] = 0.95
    return found


def heard(truth: NDArray[np.float32], orders: list[list[int]], stitcher: Stitcher) -> None:
    for n, order in enumerate(orders):
        first = n * SHIFT
        if first + WINDOW <= len(truth):
            stitcher.add(first, truth[first : first + WINDOW][:, order])


@given(orders, st.integers(1, 3))
def test_each_person_has_one_track_whatever_the_order_of_the_channels(orders: list[list[int]], people: int) -> None:
    truth, stitcher = by_turns(1_000, people), Stitcher(HELD)
    heard(truth, orders, stitcher)
    assert stitcher.next == people
    assert len(stitcher.tracks) == people
    found = stitcher.activity() > 0.5
    shown = truth[stitcher.first : stitcher.end, :people] > 0.5
    assert {tuple(column) for column in found.T.tolist()} == {tuple(column) for column in shown.T.tolist()}


@given(orders)
def test_two_at_once_stay_two(orders: list[list[int]]) -> None:
    truth, stitcher = by_turns(1_000, 2), Stitcher(HELD)
    truth[100:150, :2] = truth[400:480, :2] = truth[700:720, :2] = 0.95
    heard(truth, orders, stitcher)
    assert stitcher.next == 2
    found = stitcher.activity() > 0.5
    assert found.sum(axis=1).tolist() == (truth[stitcher.first : stitcher.end] > 0.5).sum(axis=1).tolist()


def test_only_the_newest_frames_are_held() -> None:
    stitcher = Stitcher(HELD)
    heard(by_turns(1_000, 2), [[0, 1, 2]] * 20, stitcher)
    assert stitcher.end - stitcher.first == HELD == len(stitcher.activity())
    assert stitcher.end == 19 * SHIFT + WINDOW


def test_a_track_ends_in_a_long_silence_and_the_next_has_another_number() -> None:
    truth, stitcher = np.zeros((1_200, 3), np.float32), Stitcher(HELD, track=5)
    truth[50:100, 0] = truth[1_000:1_100, 0] = 0.95
    ends = []
    for first in range(0, 900, SHIFT):
        stitcher.add(first, truth[first : first + WINDOW])
        ends.append(list(stitcher.tracks))
    assert ends[0] == [5]
    assert [] in ends
    assert len(ends[-1]) == 1
    assert ends[-1][0] > 5


def test_nobody_speaks() -> None:
    stitcher = Stitcher(HELD)
    heard(np.full((1_000, 3), 0.001, np.float32), [[0, 1, 2]] * 20, stitcher)
    assert (stitcher.tracks, stitcher.next) == ([], 0)
    assert stitcher.activity().shape == (HELD, 0)
