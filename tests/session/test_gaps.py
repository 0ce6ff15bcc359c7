"""What the microphone did not hear is said in the note."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.audio.attention import Change
from scribe.errors import AudioDeviceError
from scribe.session.gaps import BEGINS, ENDS, Gap, far_side_notice, found, microphone_notice


def notice(code: str, at: float) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.ERROR, code=code, text="", at=at)


def test_a_microphone_that_was_away() -> None:
    (gap,) = found([notice("microphone-lost", 750.4), notice("overloaded", 760), notice("microphone-back", 791.0)])
    assert str(gap) == "From 12:30 to 13:11 nothing was heard: the microphone was away."


def test_one_that_never_came_back() -> None:
    (gap,) = found([notice("no-sound", 65.0), ev.Session(state=ev.SessionState.ENDED, at=100.0)])
    assert str(gap) == "From 1:05 to the end nothing was heard: the microphone gave no sound."


def test_a_session_without_a_microphone_is_one_gap() -> None:
    unheard = ev.Session(state=ev.SessionState.UNHEARD)
    (gap,) = found([unheard, unheard, ev.Session(state=ev.SessionState.ENDED)])
    assert str(gap) == "From 0:00 to the end nothing was heard: this session had no microphone."


def test_the_other_side_of_a_telehealth_session_was_away() -> None:
    lost, back = far_side_notice(Change.AWAY), far_side_notice(Change.BACK)
    (gap,) = found([msgspec.structs.replace(lost, at=5.0), msgspec.structs.replace(back, at=65.0)])
    assert str(gap) == "From 0:05 to 1:05 the other side was not heard."


def test_a_moment_is_no_news() -> None:
    assert found([notice("no-sound", 5.0), notice("sound-back", 5.4)]) == ()


@pytest.mark.parametrize("change", Change)
def test_each_change_has_its_notice(change: Change) -> None:
    error = AudioDeviceError("The microphone gives no sound any more.", "Plug it in again.")
    told = microphone_notice(change, error if change is Change.AWAY else None)
    assert told.text and told.code
    assert (told.code in BEGINS) == (change in (Change.AWAY, Change.SILENT))
    assert (told.code in ENDS) == (change in (Change.BACK, Change.REPLACED, Change.SOUND))


@given(st.lists(st.tuples(st.sampled_from([*BEGINS, *ENDS, "overloaded"]), st.floats(0, 50)), max_size=30))
def test_gaps_lie_between_their_notices_in_order(told: list[tuple[str, float]]) -> None:
    at, events = 0.0, []
    for code, after in told:
        at += after
        events.append(notice(code, at))
    gaps = found(events)
    assert list(gaps) == sorted(gaps, key=lambda gap: gap.start)
    assert all(isinstance(gap, Gap) and (gap.end is None or 0 <= gap.start < gap.end <= at) for gap in gaps)
