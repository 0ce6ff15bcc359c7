"""A code can't be guessed, is good once, and for a while only."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.gateway.pairing import ALPHABET, LENGTH, LIFE_S, LOCK_S, MAX_WRONG, PairingDesk, PairingError, plain


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def desk(life_s: float | None = LIFE_S) -> tuple[PairingDesk, Clock]:
    clock = Clock()
    return PairingDesk(clock, life_s), clock


def claim(desk: PairingDesk, given: str) -> None:
    with desk.claimed(given):
        pass


def wrong(desk: PairingDesk, times: int) -> None:
    for _ in range(times):
        with pytest.raises(PairingError):
            claim(desk, "2222-2222")


def test_a_code_is_long_enough_and_has_no_letter_that_looks_like_another() -> None:
    assert len(set(ALPHABET)) ** LENGTH >= 2**40
    assert not set("01OI") & set(ALPHABET)


def test_codes_differ() -> None:
    at, _ = desk()
    assert len({at.issue() for _ in range(200)}) == 200


def test_a_code_is_good_once() -> None:
    at, _ = desk()
    code = at.issue()
    claim(at, code)
    with pytest.raises(PairingError):
        claim(at, code)


def test_a_code_may_be_typed_as_people_type() -> None:
    at, _ = desk()
    claim(at, f" {at.issue().lower().replace('-', ' ')} ")


def test_a_code_ends() -> None:
    at, clock = desk()
    code = at.issue()
    clock.now += LIFE_S
    with pytest.raises(PairingError):
        claim(at, code)


def test_a_code_without_a_life_lasts_until_it_is_used() -> None:
    at, clock = desk(life_s=None)
    code = at.issue()
    clock.now += 1e6
    claim(at, code)


def test_only_the_newest_code_is_good() -> None:
    at, _ = desk()
    old, new = at.issue(), at.issue()
    with pytest.raises(PairingError):
        claim(at, old)
    claim(at, new)


def test_before_the_first_code_nothing_is_good() -> None:
    at, _ = desk()
    for guess in ("", "-" * LENGTH, "AAAA-AAAA"):
        with pytest.raises(PairingError):
            claim(at, guess)


def test_after_five_wrong_tries_the_right_code_is_void_and_the_desk_is_locked() -> None:
    at, clock = desk()
    code = at.issue()
    wrong(at, MAX_WRONG)
    with pytest.raises(PairingError, match="Too many"):
        claim(at, code)
    late = at.issue()
    with pytest.raises(PairingError, match="Too many"):
        claim(at, late)
    clock.now += LOCK_S
    with pytest.raises(PairingError, match="not valid"):
        claim(at, code)
    claim(at, late)


def test_four_wrong_tries_are_forgiven_by_the_right_one() -> None:
    at, _ = desk()
    for _ in range(3):
        code = at.issue()
        wrong(at, MAX_WRONG - 1)
        claim(at, code)


def test_ten_thousand_guesses_find_nothing() -> None:
    at, clock = desk()
    tried = 0
    for guess in range(10_000):
        if guess % 100 == 0:
            at.issue()
        clock.now += 0.1
        with pytest.raises(PairingError) as caught:
            claim(at, f"{guess:08d}")
        tried += caught.value.text == "This code is not valid."
    assert tried < 100  # the lock let through no more than five a minute


class RefusedError(Exception):
    """What a full disk does."""


def refused(desk: PairingDesk, given: str) -> None:
    with suppress(RefusedError), desk.claimed(given):
        raise RefusedError


def test_a_code_is_good_again_where_the_device_could_not_be_kept() -> None:
    at, clock = desk()
    code = at.issue()
    refused(at, code)
    refused(at, code)
    claim(at, code)
    with pytest.raises(PairingError):
        claim(at, code)
    late = at.issue()
    refused(at, late)
    clock.now += LIFE_S
    with pytest.raises(PairingError):
        claim(at, late)


def test_while_a_code_is_used_nobody_else_can_use_it() -> None:
    at, _ = desk()
    code = at.issue()
    with suppress(RefusedError), at.claimed(code):
        with pytest.raises(PairingError):
            claim(at, code)
        raise RefusedError
    claim(at, code)


def test_what_made_a_code_void_meanwhile_holds() -> None:
    at, clock = desk()
    code = at.issue()
    with suppress(RefusedError), at.claimed(code):
        newer = at.issue()
        raise RefusedError
    with pytest.raises(PairingError):
        claim(at, code)
    with suppress(RefusedError), at.claimed(newer):
        wrong(at, MAX_WRONG)
        raise RefusedError
    clock.now += LOCK_S
    with pytest.raises(PairingError):
        claim(at, newer)


@given(st.text())
def test_any_text_is_a_code_or_not_but_never_a_fault(text: str) -> None:
    assert set(plain(text)) <= set(ALPHABET)
    at, _ = desk()
    at.issue()
    with pytest.raises(PairingError):
        claim(at, text)
