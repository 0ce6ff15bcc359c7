"""What is wrong now, by the notices that came and went."""

import pytest

from scribe import events as ev
from scribe.room.problems import OVER, UNSAVED, Problems


def notice(code: str) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.WARNING, code=code, text="")


@pytest.mark.parametrize(("back", "lost"), OVER.items())
def test_what_was_wrong_is_right_again(back: str, lost: str) -> None:
    problems = Problems()
    problems.hear(notice(lost))
    problems.hear(notice(lost))
    assert problems.now == (lost,)
    problems.hear(notice(back))
    assert not problems.now


def test_a_full_disk_is_one_until_it_has_room() -> None:
    problems = Problems()
    problems.hear(ev.Saving(good=False))
    assert problems.now == (UNSAVED,)
    problems.hear(ev.Saving(good=True))
    assert not problems.now


def test_a_moment_is_no_lasting_problem() -> None:
    problems = Problems()
    problems.hear(notice("listening-restarted"))
    assert not problems.now


def test_they_end_with_the_session_and_outlive_a_pause() -> None:
    problems = Problems()
    problems.hear(notice("overloaded"))
    problems.hear(ev.Session(state=ev.SessionState.PAUSED))
    problems.hear(ev.Session(state=ev.SessionState.LIVE))
    assert problems.now == ("overloaded",)
    problems.hear(ev.Session(state=ev.SessionState.ENDED))
    assert not problems.now
