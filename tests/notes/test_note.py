"""What the notes room hands on can be written down, read back, and not be changed."""

import msgspec
import pytest

from scribe.notes.note import FinalNote, Timing
from tests.notes.conversation import finished

TALK = """
T: How did you sleep this week?
C: I woke at three on four nights and stared at the ceiling.
T: Have you had any thoughts of ending your life?
C: No, none at all.
"""


def test_it_survives_being_written_down() -> None:
    final = finished(TALK)
    assert msgspec.json.decode(msgspec.json.encode(final), type=FinalNote) == final


def test_it_holds_what_its_statements_cite() -> None:
    final = finished(TALK)
    cited = {cite for section in final.note.sections for one in section.statements for cite in one.cites}
    assert cited
    assert cited <= {one.id for one in final.heard}
    assert (final.note.final, final.note.engine) == (True, "outline")


def test_a_finished_note_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        finished(TALK).note.final = False  # type: ignore[misc]  # the point of the test


def test_an_unknown_clock_is_empty() -> None:
    assert Timing() == Timing(started_at=None, ended_at=None, heard_s=0.0)
