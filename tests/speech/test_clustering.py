"""Voiceprints become as many people as there are, and people keep their names."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.speech.clustering import Apart, Prints, nearest, people, renamed

SIZE = 24
NONE = Apart(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32), np.zeros(0, bool))


def prints_of(voices: list[int], seed: int, noise: float = 0.3) -> Prints:
    """Pieces of voices that have nothing in common."""
    random = np.random.default_rng(seed).normal(size=(len(voices), SIZE))
    found = np.eye(SIZE)[voices] + noise * random / np.linalg.norm(random, axis=1, keepdims=True)
    unit: Prints = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return unit


def lengths(values: list[float]) -> NDArray[np.float32]:
    return np.array(values, np.float32)


def toward(similarity: float) -> Prints:
    """Ten pieces of one voice, ten of another that is this like it."""
    other = similarity * np.eye(SIZE)[0] + np.sqrt(1 - similarity**2) * np.eye(SIZE)[1]
    return np.stack([np.eye(SIZE)[0]] * 10 + [other] * 10).astype(np.float32)


several = st.lists(st.integers(0, 3), min_size=1, max_size=20)
seeds = st.integers(0, 10_000)


@given(several, seeds)
def test_as_many_people_as_voices_and_each_piece_with_its_own(voices: list[int], seed: int) -> None:
    prints = prints_of(voices, seed)
    found = people(prints, lengths([2.0] * len(voices)), NONE)
    groups = nearest(prints, found).tolist()
    assert len(found) == len(set(voices))
    assert len(set(zip(groups, voices, strict=True))) == len(set(voices))


@given(several, seeds, st.data())
def test_the_order_of_the_pieces_does_not_matter(voices: list[int], seed: int, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(voices))))
    prints, seconds = prints_of(voices, seed, 0.6), lengths([1.0 + n % 3 for n in range(len(voices))])
    one, other = people(prints, seconds, NONE), people(prints[order], seconds[order], NONE)
    assert len(one) == len(other)
    same = one @ other.T
    np.testing.assert_allclose(same.max(axis=1), 1, atol=1e-4)


@given(st.integers(1, 30), seeds, st.one_of(st.none(), st.integers(1, 4)))
def test_never_more_people_than_pieces_and_never_none(count: int, seed: int, expected: int | None) -> None:
    prints = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    prints /= np.linalg.norm(prints, axis=1, keepdims=True)
    found = people(prints, lengths([1.0] * count), NONE, expected)
    assert 1 <= len(found) <= count
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_like_voices_are_two_people_where_segmentation_told_them_apart() -> None:
    prints, seconds = toward(0.45), lengths([2.0] * 20)
    first, second = np.arange(10), np.arange(10, 20)
    told = Apart(first, second, lengths([2.0] * 10), np.ones(10, bool))
    assert len(people(prints, seconds, NONE)) == 1
    assert len(people(prints, seconds, told)) == 2


@pytest.mark.parametrize("expected", [1, 2])
def test_the_number_expected_decides_a_near_tie(expected: int) -> None:
    assert len(people(toward(0.3), lengths([2.0] * 20), NONE, expected)) == expected


@pytest.mark.parametrize("expected", [1, 2, 5])
def test_the_number_expected_does_not_overrule_what_is_heard(expected: int) -> None:
    assert len(people(toward(0.0), lengths([2.0] * 20), NONE, expected)) == 2
    assert len(people(toward(0.9), lengths([2.0] * 20), NONE, expected)) == 1


def test_a_noise_is_nobody() -> None:
    assert len(people(prints_of([0, 0, 0, 1], 0), lengths([3, 3, 3, 0.3]), NONE)) == 1


def test_someone_who_joins_late_in_a_long_session_is_a_person() -> None:
    assert len(people(prints_of([0] * 300 + [1] * 2, 0), lengths([5.0] * 300 + [4.0] * 2), NONE)) == 2


def test_the_first_names_go_by_order_of_speech() -> None:
    assert renamed([2, 0, 2, 1], [1, 1, 1, 1], ["?"] * 4)[2] == "?"
    assert renamed([2, 0, 2, 1], [1, 1, 1, 1], ["S1", "S1", "S1", "S1"]) == {2: "S1", 0: "S2", 1: "S3"}


def test_a_person_keeps_the_name_that_most_of_their_speech_carries() -> None:
    assert renamed([0, 1, 1, 1], [9, 1, 1, 5], ["S2", "S2", "S2", "S1"]) == {0: "S2", 1: "S1"}


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["S1", "S2", "S3", "S7"])), min_size=1, max_size=15))
def test_nobody_shares_a_name(pairs: list[tuple[int, str]]) -> None:
    groups, names = [group for group, _ in pairs], [name for _, name in pairs]
    found = renamed(groups, [1.0] * len(pairs), names)
    assert set(found) == set(groups)
    assert len(set(found.values())) == len(found)
