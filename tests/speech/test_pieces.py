"""Runs of a track: all of its speech, each stretch settled once."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.speech.pieces import BRIDGE, LONGEST, SETTLE, SHORTEST, Run, bridged, runs, speaking

Speaks = NDArray[np.bool_]


def stretches(lengths: list[int]) -> Speaks:
    """Silence and speech by turns."""
    return np.concatenate([np.full(length, n % 2 == 1) for n, length in enumerate(lengths)])


speech = st.lists(st.one_of(st.integers(1, 20), st.integers(1, 400)), min_size=1, max_size=12).map(stretches)


def told(speaks: Speaks, step: int) -> tuple[list[Run], list[Run]]:
    """As it grows by `step` frames: what was settled on the way, and what is provisional at the end."""
    settled: list[Run] = []
    tail: list[Run] = []
    for end in [*range(step, len(speaks), step), len(speaks)]:
        found = list(runs(speaks[:end], 7, 0, settled[-1].last if settled else 0, end - SETTLE))
        settled += [run for run in found if run.settled]
        tail = [run for run in found if not run.settled]
    return settled, tail


@given(speech, st.integers(10, 200))
def test_all_speech_is_in_one_run_but_for_clicks(speaks: Speaks, step: int) -> None:
    settled, tail = told(speaks, step)
    covered = np.zeros(len(speaks), int)
    for run in (*settled, *tail):
        assert run.track == 7
        covered[run.first : run.last] += 1
    assert covered.max(initial=0) <= 1
    assert all(last - first < SHORTEST for first, last in bridged(speaks & (covered == 0), 0))


@given(speech, st.integers(10, 200))
def test_runs_hold_no_pause(speaks: Speaks, step: int) -> None:
    for found in told(speaks, step):
        for run in found:
            assert all(last - first <= BRIDGE for first, last in bridged(~speaks[run.first : run.last], 0))


@given(speech, st.integers(10, 200))
def test_what_is_settled_is_past_short_and_in_order(speaks: Speaks, step: int) -> None:
    settled, _ = told(speaks, step)
    assert all(run.last - run.first <= LONGEST and run.last <= len(speaks) - SETTLE for run in settled)
    assert all(one.last <= other.first for one, other in pairwise(settled))


def test_frames_count_from_the_origin() -> None:
    speaks = stretches([10, 30, 60])
    assert list(runs(speaks, 1, 1_000, 0, 1_100)) == [Run(1, 1_010, 1_040, True)]
    assert list(runs(speaks, 1, 1_000, 1_020, 1_100)) == [Run(1, 1_020, 1_040, True)]


def test_the_newest_speech_is_provisional() -> None:
    assert list(runs(stretches([10, 30]), 1, 0, 0, 20)) == [Run(1, 10, 40, False)]


def test_doubt_after_speech_goes_on_and_doubt_alone_is_none() -> None:
    probability = np.array([[0.45, 0.45], [0.45, 0.6], [0.1, 0.45], [0.45, 0.3]], np.float32)
    assert speaking(probability).tolist() == [[False, True], [False, True], [False, True], [False, False]]


@given(st.lists(st.booleans(), max_size=60), st.integers(0, 10))
def test_bridging_joins_what_is_near_and_keeps_the_rest(speaks: list[bool], gap: int) -> None:
    found = bridged(np.array(speaks, bool), gap)
    assert all(speaks[first] and speaks[last - 1] for first, last in found)
    assert all(later[0] - earlier[1] > gap for earlier, later in pairwise(found))
    assert {at for at, on in enumerate(speaks) if on} <= {at for first, last in found for at in range(first, last)}
