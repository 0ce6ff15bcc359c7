"""Guessing costs time, more each time, and a good answer is forgiven."""

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
