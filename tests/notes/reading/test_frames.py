"""Whose voice a clause is, and whether it tells of now."""

import pytest

from scribe.notes.reading.conversation import Frame
from tests.notes.conversation import session


def in_frame(talk: str, frame: Frame) -> list[str]:
    """The client's clauses in that frame, in order."""
    return [clause.text for turn in session(talk).turns for clause in turn.clauses if clause.frame is frame]


@pytest.mark.parametrize(
    "asked",
    [
        "Eyes closed, present tense, as though it's happening.",
        "Go back to that night, eyes shut, and tell me the story.",
        "Play it like a tape. You set the scene.",
    ],
)
def test_what_is_relived_is_not_of_now(asked: str) -> None:
    talk = f"T: {asked}\nC: I'm on the ferry. The deck is wet. It was cold then."
    assert in_frame(talk, Frame.RECOUNTED) == ["I'm on the ferry", "The deck is wet"]


def test_a_relived_scene_ends_where_the_client_is_called_back() -> None:
    talk = (
        "T: Eyes closed, present tense.\nC: I'm on the ferry. The deck is wet.\nT: What do you see?\nC: He is waving.\n"
        "T: Open your eyes. You did it.\nC: My hands are warm."
    )
    assert in_frame(talk, Frame.RECOUNTED) == ["I'm on the ferry", "The deck is wet", "He is waving"]


def test_a_number_asked_for_in_a_scene_is_of_now() -> None:
    talk = "T: Eyes closed, present tense.\nC: I'm on the ferry. The deck is wet.\nT: Number?\nC: It is a seven."
    assert "It is a seven" not in in_frame(talk, Frame.RECOUNTED)


def test_a_retelling_that_falls_into_the_present_is_not_of_now() -> None:
    talk = "T: What happened on Friday?\nC: So I'm at the till, and he goes, we're closed. I walked home."
    assert "I walked home" not in in_frame(talk, Frame.RECOUNTED)
    assert any("at the till" in text for text in in_frame(talk, Frame.RECOUNTED))


def test_what_goes_on_every_day_is_of_now() -> None:
    talk = "T: How are the evenings?\nC: He says little and I wash up. I'm tired."
    assert in_frame(talk, Frame.RECOUNTED) == []


@pytest.mark.parametrize(
    "asked", ["I'll be your landlord.", "Now I'm him.", "Put Ruben in that chair.", "Come over here. Be Ruben."]
)
def test_what_is_played_is_nobodys_report(asked: str) -> None:
    talk = f"T: {asked}\nC: I paid you on Monday. I want the boiler mended."
    assert in_frame(talk, Frame.PLAYED) == ["I paid you on Monday", "I want the boiler mended"]


def test_a_scene_ends_where_it_is_asked_about() -> None:
    talk = (
        "T: I'll be your landlord.\nC: I want the boiler mended by you.\nT: How was that?\nC: It felt shaky.\n"
        "T: Sleep all right?\nC: I told you, I sleep six hours."
    )
    assert in_frame(talk, Frame.PLAYED) == ["I want the boiler mended by you"]


@pytest.mark.parametrize("said", ["I'll be your therapist today.", "I'm Rosa.", "I'll be here until four."])
def test_an_introduction_is_no_role(said: str) -> None:
    assert in_frame(f"T: {said}\nC: I sleep six hours.", Frame.PLAYED) == []
