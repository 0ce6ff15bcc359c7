"""The path of the words through the sound."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.speech.alignment import first_frames, warp


def paths(tokens: int, frames: int) -> list[list[tuple[int, int]]]:
    """Every way from corner to corner by single steps."""
    if (tokens, frames) == (1, 1):
        return [[(0, 0)]]
    found = []
    for token, frame in ((1, 1), (1, 0), (0, 1)):
        if tokens - token >= 1 and frames - frame >= 1:
            found += [[*path, (tokens - 1, frames - 1)] for path in paths(tokens - token, frames - frame)]
    return found


@given(st.integers(1, 4), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_it_is_the_cheapest_of_all_paths(tokens: int, frames: int, seed: int) -> None:
    cost = np.random.default_rng(seed).random((tokens, frames))
    best = min(paths(tokens, frames), key=lambda path: sum(cost[at] for at in path))
    begins = [min(frame for token, frame in best if token == number) for number in range(tokens)]
    assert warp(cost) == begins


@given(st.integers(1, 12), st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_words_begin_in_their_order_within_the_sound(tokens: int, frames: int, seed: int) -> None:
    begins = warp(np.random.default_rng(seed).random((tokens, frames)))
    assert begins[0] == 0
    assert all(before <= after < frames for before, after in itertools.pairwise([*begins, begins[-1]]))


def looking(at: list[int], frames: int) -> NDArray[np.float32]:
    """Attention of three heads to the frames that each token is about, and a little noise."""
    noise = np.random.default_rng(1).random((3, len(at), frames)).astype(np.float32)
    for token, frame in enumerate(at):
        noise[:, token, frame : frame + 10] += 50
    return noise


def test_a_token_begins_where_its_heads_begin_to_look() -> None:
    found = first_frames(looking([0, 0, 0, 10, 20, 30, 40], 50), 2)
    assert found == pytest.approx([0, 10, 20, 30, 40], abs=3)
