"""The sound that is held: by position, no more than is needed, and overwritten when it must go."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.frame import RATE
from scribe.speech.sound import Sound


def ramp(start: int, length: int) -> np.ndarray:
    return np.arange(start, start + length, dtype=np.float32)


def test_sound_is_found_by_its_time() -> None:
    sound = Sound()
    sound.append(RATE, ramp(RATE, RATE))
    found = sound.between(1.25, 1.5)
    assert found.tolist() == ramp(RATE + RATE // 4, RATE // 4).tolist()


def test_what_is_not_held_is_left_out() -> None:
    sound = Sound()
    sound.append(RATE, ramp(RATE, 100))
    assert sound.between(0.0, 9.0).tolist() == ramp(RATE, 100).tolist()
    assert not len(sound.between(3.0, 4.0))
    assert not len(sound.between(0.0, 0.5))
    assert not len(sound.between(2.0, 1.0))


def test_what_was_asked_for_is_a_copy() -> None:
    sound = Sound()
    sound.append(0, ramp(0, 100))
    sound.between(0.0, 1.0)[:] = -1
    assert sound.between(0.0, 1.0).tolist() == ramp(0, 100).tolist()


def test_wiping_overwrites_the_samples() -> None:
    sound = Sound()
    sound.append(0, np.ones(5 * RATE, np.float32))
    sound.wipe()
    assert not len(sound.between(0.0, 9.0))
    assert not sound._buffer.any()


def test_after_wiping_sound_goes_on_elsewhere() -> None:
    sound = Sound()
    sound.append(0, ramp(0, 100))
    sound.wipe()
    sound.append(3 * RATE, ramp(7, 10))
    assert (sound.start, sound.end) == (3 * RATE, 3 * RATE + 10)
    assert sound.between(0.0, 9.0).tolist() == ramp(7, 10).tolist()


def test_an_hour_holds_no_more_than_what_is_still_needed() -> None:
    sound = Sound()
    for second in range(3600):
        sound.append(second * RATE, np.zeros(RATE, np.float32))
        sound.drop_before(second - 9.0)
        assert len(sound._buffer) <= 24 * RATE


@given(st.lists(st.tuples(st.integers(0, 2 * RATE), st.floats(0, 5)), max_size=12), st.floats(0, 10), st.floats(0, 10))
def test_dropping_never_touches_what_comes_after(blocks: list[tuple[int, float]], start: float, end: float) -> None:
    sound, kept_from, position = Sound(), 0.0, 0
    for length, dropped in blocks:
        sound.append(position, ramp(position, length))
        position += length
        sound.drop_before(dropped)
        kept_from = max(kept_from, dropped)
    first = round(max(start, kept_from) * RATE)
    expected = ramp(first, max(0, min(round(end * RATE), position) - first))
    assert sound.between(max(start, kept_from), end).tolist() == expected.tolist()
