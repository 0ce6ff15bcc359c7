"""What was said before a crash is learned once, before anything new, and not while somebody waits for the room."""

import pytest

from scribe import events as ev
from scribe.notes.note import Timing
from scribe.session.remembering import Remembering


class Pupil:
    def __init__(self) -> None:
        self.learned: list[str] = []
        self.fails = False

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
        if self.fails:
            raise RuntimeError("a fault")
        self.learned.append(utterance.id)
        return [ev.Notice(level=ev.NoticeLevel.INFO, code="test", text=utterance.id)]

    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]:
        return []

    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]:
        return []

    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
        self.learned.append(jotting.id)
        return []

    def finish(self, timing: Timing) -> None:
        self.learned.append("finish")


def said(id: str) -> ev.Utterance:
    return ev.Utterance(id=id, speaker="S1", role=ev.Role.CLIENT, start=0, end=1, text="I see.", confidence=0.9)


def remembering(pupil: Pupil) -> Remembering:
    return Remembering(pupil, [said("u1"), said("u2")])  # type: ignore[arg-type]


def test_it_learns_nothing_until_it_is_asked_and_then_all_of_it_once_and_first() -> None:
    pupil = Pupil()
    writer = remembering(pupil)
    assert pupil.learned == []
    (told,) = writer.hear(said("u3"))
    assert isinstance(told, ev.Notice) and told.text == "u3", "what it answered to the past was told then"
    writer.jot(ev.Jotting(id="j1", author="a", text="x", kind="observation"))
    writer.finish(Timing())
    assert pupil.learned == ["u1", "u2", "u3", "j1", "finish"]


def test_a_note_of_a_session_of_which_nothing_more_is_heard_is_made_of_all_of_it() -> None:
    pupil = Pupil()
    remembering(pupil).finish(Timing())
    assert pupil.learned == ["u1", "u2", "finish"]


def test_what_goes_wrong_with_it_is_not_passed_over() -> None:
    pupil = Pupil()
    pupil.fails = True
    writer = remembering(pupil)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            writer.finish(Timing())
    assert pupil.learned == []
