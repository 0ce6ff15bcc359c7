"""The clinician is told once that words come late, and once that they no longer do."""

import pytest

from scribe.events import NoticeLevel
from scribe.speech.overload import BEHIND_S, LEVEL_S, THIN_S, Overload


def observe(overload: Overload, lags: list[float], faster: float = 1.0) -> list[str]:
    """Codes of the notices; a second passes from one lag to the next, in which `faster` seconds of sound come."""
    found = []
    for second, lag in enumerate(lags):
        notice = overload.observe(lag, second * faster, float(second))
        if notice:
            found.append(notice.code)
    return found


def test_drafts_go_before_anybody_is_told() -> None:
    assert LEVEL_S < THIN_S < BEHIND_S


def test_a_delay_is_told_once_and_its_end_once() -> None:
    late = BEHIND_S + 1
    assert observe(Overload(), [0, 3, late, late, late + 9, 3, 0.5, 0.2]) == ["overloaded", "caught-up"]


def test_a_delay_that_nobody_minds_is_not_told() -> None:
    assert observe(Overload(), [0, 1.5, BEHIND_S, 3, 0]) == []


def test_a_second_delay_is_told_again() -> None:
    late = BEHIND_S + 1
    assert observe(Overload(), [0, late, 0, 0, late, 0]) == ["overloaded", "caught-up"] * 2


def test_a_delay_that_only_shrinks_is_not_over() -> None:
    overload = Overload()
    observe(overload, [0, BEHIND_S + 1, LEVEL_S + 0.1])
    assert overload.behind


@pytest.mark.parametrize(("faster", "told"), [(1.0, ["overloaded"]), (20.0, [])])
def test_a_recording_at_full_speed_is_no_overload(faster: float, told: list[str]) -> None:
    assert observe(Overload(), [0.0] + [BEHIND_S + 3] * 5, faster) == told


def test_being_late_is_a_warning_and_catching_up_is_not() -> None:
    overload = Overload()
    overload.observe(0.0, 0.0, 0.0)
    late = overload.observe(BEHIND_S + 1, 1.0, 1.0)
    caught_up = overload.observe(0.0, 2.0, 2.0)
    assert late is not None
    assert caught_up is not None
    assert (late.level, caught_up.level) == (NoticeLevel.WARNING, NoticeLevel.INFO)
