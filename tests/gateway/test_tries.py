"""Guessing costs time, more each time, and a good answer is forgiven; a great many keys cost no memory."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scribe.gateway.tries import FIRST_LOCK_S, LAST_LOCK_S, MAX_WRONG, Tries


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def wrong(tries: Tries, times: int = MAX_WRONG) -> None:
    for _ in range(times):
        tries.wrong(1)


def test_the_wait_doubles_up_to_the_longest() -> None:
    clock = Clock()
    tries, waits = Tries(clock), []
    for _ in range(6):
        wrong(tries)
        waits.append(tries.wait_s(1))
        clock.now += waits[-1]
        assert tries.wait_s(1) == 0.0
    assert waits[:3] == [FIRST_LOCK_S, 2 * FIRST_LOCK_S, 4 * FIRST_LOCK_S] and waits[-1] == LAST_LOCK_S


def test_each_key_has_a_count_of_its_own_and_a_good_one_ends_it() -> None:
    tries = Tries(Clock())
    wrong(tries, MAX_WRONG - 1)
    tries.good(1)
    wrong(tries, MAX_WRONG - 1)
    assert tries.wait_s(1) == 0.0
    tries.wrong(1)
    assert tries.wait_s(1) > 0.0 and tries.wait_s(2) == 0.0


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.floats(0, 400)), max_size=150))
def test_the_table_keeps_its_bound_and_nobody_guesses_more_often_without_a_wait(
    guesses: list[tuple[int, bool, float]],
) -> None:
    clock = Clock()
    tries, in_a_row = Tries(clock, most=3), Counter[int]()
    for key, good, pause in guesses:
        clock.now += pause
        if tries.wait_s(key):
            continue
        (tries.good if good else tries.wrong)(key)
        in_a_row[key] = 0 if good else in_a_row[key] + 1
        for locked in [each for each in in_a_row if tries.wait_s(each)]:
            in_a_row[locked] = 0
        assert len(tries) <= 3
        assert max(in_a_row.values()) < MAX_WRONG


def test_asking_how_long_to_wait_keeps_nothing() -> None:
    tries = Tries(Clock())
    for key in range(10_000):
        assert tries.wait_s(key) == 0.0
    assert len(tries) == 0


def test_who_guesses_at_a_great_many_keys_waits_at_the_next_ones() -> None:
    tries = Tries(Clock(), most=100)
    for key in range(10_000):
        if not tries.wait_s(key):
            tries.wrong(key)
    assert len(tries) == 100
    assert tries.wait_s(10_001) > 0.0
    assert tries.wait_s(5) == 0.0, "who was counted before has a count of their own"
