"""The session's clock begins with the first frame; a change of state carries the time of day."""

from scribe import events as ev
from scribe.session.clock import CaptureClock, changed


def test_nothing_has_passed_before_the_first_frame() -> None:
    clock = CaptureClock()
    assert clock() == 0.0
    clock.frame_heard(5.0)
    assert 5.0 <= clock() < 6.0
    clock.frame_heard(50.0)
    assert clock() < 6.0


def test_the_beginning_and_the_end_are_told_once() -> None:
    live = changed(None, ev.SessionState.LIVE)
    ended = changed(changed(live, ev.SessionState.PAUSED), ev.SessionState.ENDED, "stopped")
    assert live.started_at is not None
    assert (ended.started_at, ended.reason) == (live.started_at, "stopped")
    assert ended.ended_at is not None
    assert changed(ended, ev.SessionState.DRAFT).ended_at == ended.ended_at
