"""A run is cut where the voice changes and nowhere else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.speech.changes import cuts

SIZE = 192
FIDELITY = 0.67
"""How like a person's windows are to the person: what real ones reach."""

seeds = st.integers(0, 50)


def windows(shares: list[tuple[float, ...]], seed: int) -> NDArray[np.float32]:
    """One window for each row of shares that the voices have in it."""
    noise = np.random.default_rng(seed).normal(size=(len(shares), SIZE))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    voices = np.zeros((len(shares), SIZE))
    for row, share in enumerate(shares):
        voices[row, : len(share)] = share
    voices /= np.linalg.norm(voices, axis=1, keepdims=True)
    found = FIDELITY * voices + np.sqrt(1 - FIDELITY**2) * noise
    unit: NDArray[np.float32] = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return unit


def near(at: int, change: int) -> bool:
    """The next voice begins at change + 1; a cut is good to two windows, as the one before holds both voices."""
    return change - 1 <= at <= change + 3


@given(st.integers(0, 12), seeds)
def test_one_voice_is_not_cut(count: int, seed: int) -> None:
    assert cuts(windows([(1.0,)] * count, seed)) == []


@given(st.integers(2, 8), st.integers(2, 8), seeds)
def test_the_cut_is_where_the_other_voice_begins(before: int, after: int, seed: int) -> None:
    shares: list[tuple[float, ...]] = [*[(1.0, 0.0)] * before, (0.5, 0.5), *[(0.0, 1.0)] * after]
    found = cuts(windows(shares, seed))
    assert found
    assert all(near(at, before) for at in found)


@given(seeds)
def test_another_voice_within_is_cut_on_both_sides(seed: int) -> None:
    shares: list[tuple[float, ...]] = [(0.5, 0.5)] * 18
    shares[:4] = shares[14:] = [(1.0, 0.0)] * 4
    shares[5:13] = [(0.0, 1.0)] * 8
    found = cuts(windows(shares, seed))
    assert all(any(near(at, change) for at in found) for change in (4, 13))


def test_too_little_to_tell() -> None:
    assert cuts(windows([(1.0, 0.0), (0.0, 1.0)], 0)) == []
    assert cuts(np.zeros((0, SIZE), np.float32)) == []
