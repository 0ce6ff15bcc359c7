"""Who is at a device: until nobody touched it for fifteen minutes; wrong PINs lock their person out for a while."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.gateway.people import Access, Person
from scribe.gateway.presence import IDLE_S, LONGEST_S, PinError, Presence
from scribe.gateway.tries import MAX_WRONG

MARIAN = Person(1, "Marian", Access.CLINICIAN)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def here() -> tuple[Clock, Presence]:
    clock = Clock()
    presence = Presence(clock)
    presence.enter(7, MARIAN)
    return clock, presence


def test_a_device_that_nobody_touches_forgets_who_was_there() -> None:
    clock, presence = here()
    clock.now += IDLE_S - 1
    presence.touch(7)
    clock.now += IDLE_S - 1
    assert presence.who(7) == MARIAN
    clock.now += 1
    assert presence.who(7) is None


def test_a_day_is_the_longest_however_often_it_is_touched_but_never_in_a_session() -> None:
    clock, presence = here()
    while clock.now < 1000 + LONGEST_S - IDLE_S:
        clock.now += IDLE_S / 2
        presence.touch(7)
    for _ in range(10):
        clock.now += IDLE_S / 2
        presence.hold(7)
    assert presence.who(7) == MARIAN
    for _ in range(3):
        clock.now += IDLE_S / 2
        presence.touch(7)
    assert presence.who(7) is None


def test_a_touch_brings_nobody_back() -> None:
    clock, presence = here()
    clock.now += IDLE_S
    presence.touch(7)
    assert presence.who(7) is None


def test_who_was_ended_is_nowhere() -> None:
    _, presence = here()
    presence.enter(8, Person(2, "Kim", Access.VIEWER))
    presence.end(1)
    assert presence.who(7) is None
    assert presence.who(8) is not None


def test_after_five_wrong_pins_a_person_waits_and_longer_each_time() -> None:
    clock, presence = here()
    waits = []
    for _ in range(6):
        for _ in range(MAX_WRONG):
            presence.may_try(1)
            with pytest.raises(PinError):
                presence.tried(1, good=False)
        began = clock.now
        while True:
            try:
                presence.may_try(1)
            except PinError:
                clock.now += 1
                continue
            break
        waits.append(clock.now - began)
    assert waits == [60, 120, 240, 480, 900, 900]
    presence.tried(1, good=True)
    presence.may_try(1)


@given(st.lists(st.tuples(st.sampled_from(["enter", "touch", "leave", "wait"]), st.floats(0, 1000)), max_size=30))
def test_nobody_is_there_who_did_not_enter_or_touch_within_the_time(steps: list[tuple[str, float]]) -> None:
    clock, last = Clock(), None
    presence = Presence(clock)
    for step, wait in steps:
        match step:
            case "enter":
                presence.enter(7, MARIAN)
                last = clock.now
            case "touch":
                if presence.who(7):
                    last = clock.now
                presence.touch(7)
            case "leave":
                presence.leave(7)
                last = None
            case _:
                clock.now += wait
        if last is not None and clock.now - last >= IDLE_S:  # thirty steps are less than a day
            last = None
        assert (presence.who(7) is not None) == (last is not None)
