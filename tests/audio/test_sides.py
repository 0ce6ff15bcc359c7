"""Who speaks on two channels, with the far voice's echo in the near one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.audio.frame import FRAME_S, Sides
from scribe.audio.sides import Sorter, echo
from tests.audio.talk import echoed, framed, hush, talk

TURN_S = 5.0
WARM_S = 10.0
"""By then the echo is known."""


def conversation(seed: int = 0, turns: int = 8) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Both channels, and for each frame whether the near side's turn it is."""
    near: list[NDArray[np.float32]] = []
    far: list[NDArray[np.float32]] = []
    for number in range(turns):
        speaks, listens = (near, far) if number % 2 else (far, near)
        speaks.append(talk(TURN_S, seed + number))
        listens.append(hush(TURN_S, seed + 100 + number))
    one, other = np.concatenate(near), np.concatenate(far)
    frames = len(framed(one))
    return one, other, (np.arange(frames) * FRAME_S // TURN_S % 2).astype(bool)


def sorted_(near: NDArray[np.float32], far: NDArray[np.float32]) -> tuple[list[Sides], NDArray[np.float32]]:
    sorter = Sorter()
    done = [sorter.sort(a, b) for a, b in zip(framed(near), framed(far), strict=True)]
    return [sides for _, sides in done], np.stack([samples for samples, _ in done])


def share(sides: list[Sides], near: NDArray[np.bool_], since_s: float = WARM_S) -> float:
    """Frames in which somebody speaks and only the right side does."""
    kept = [(s, n) for s, n in list(zip(sides, near, strict=True))[round(since_s / FRAME_S) :] if s.near or s.far]
    return sum((s.near, s.far) == (n, not n) for s, n in kept) / len(kept)


@pytest.mark.parametrize("decibels", [-10, -20, -30])
@pytest.mark.parametrize("late_s", [0.0, 0.05, 0.25])
def test_an_echo_is_not_taken_for_speech(decibels: float, late_s: float) -> None:
    near, far, truth = conversation()
    sides, _ = sorted_(echoed(near, far, decibels, late_s), far)
    assert share(sides, truth) > 0.9


def test_without_an_echo() -> None:
    near, far, truth = conversation()
    assert share(sorted_(near, far)[0], truth, 0.0) > 0.9


def test_a_loudspeaker_that_is_turned_on_later() -> None:
    near, far, truth = conversation(turns=12)
    late = echoed(near, far, -12, 0.1)
    half = len(near) // 2
    sides, _ = sorted_(np.concatenate((near[:half], late[half:])), far)
    assert share(sides, truth, half / 16_000 + 2 * TURN_S) > 0.9


def test_two_who_talk_at_once_are_both_heard() -> None:
    near, far, _ = conversation()
    near, far = np.concatenate((near, talk(6.0, 50))), np.concatenate((far, talk(6.0, 60)))
    sides, mixed = sorted_(echoed(near, far, -20, 0.1), far)
    both = [one.near and one.far for one in sides[-round(5.0 / FRAME_S) :]]
    assert sum(both) / len(both) > 0.6
    assert mixed.shape == framed(near).shape


def test_nobody_speaks_in_a_quiet_room() -> None:
    sides, _ = sorted_(hush(5.0, 1), hush(5.0, 2))
    assert not any(one.near or one.far for one in sides)


def test_digital_silence_is_nobody() -> None:
    nothing = np.zeros(16_000, np.float32)
    assert not any(one.near or one.far for one in sorted_(nothing, nothing)[0])


def test_the_echo_is_not_in_what_is_heard() -> None:
    near, far, truth = conversation()
    heard = echoed(near, far, -12, 0.1)
    _, mixed = sorted_(heard, far)
    only_far = ~truth & (np.arange(len(truth)) * FRAME_S > WARM_S) & (np.arange(len(truth)) * FRAME_S % TURN_S > 1.0)
    assert np.abs(mixed[only_far] - framed(far)[only_far]).mean() < 0.1 * np.abs(framed(far)[only_far]).mean()


def test_what_follows_is_an_echo_and_what_does_not_is_none() -> None:
    random = np.random.default_rng(0)
    other = random.uniform(-60, -20, 64)
    own = np.concatenate((np.full(3, -60.0), other[:-3] - 15))
    found = echo(own, other)
    assert found is not None
    assert found == pytest.approx(-15, abs=1)
    assert echo(random.uniform(-60, -20, 64), other) is None
    assert echo(np.full(64, -70.0), other) is None
    assert echo(own[:5], other[:5]) is None
