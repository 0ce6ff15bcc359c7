"""A question's own noun heads its answer; a question without one heads nothing."""

import pytest

from scribe.notes.headings import heading_of
from tests.notes.conversation import session


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("What's the hand washing looking like?", "Hand washing"),
        ("And the shower?", "Shower"),
        ("Any falls?", "Falls"),
        ("Still the fluvoxamine?", "Fluvoxamine"),
        ("How many cigarettes did you smoke?", "Cigarettes"),
        ("Tell me about the rehearsal.", "Rehearsal"),
        ("How long were those naps?", "Naps"),
        ("What did you do with it?", ""),
        ("Why?", ""),
        ("And then?", ""),
        ("Take your time.", ""),
        ("Four nights?", ""),
        ("Okay. Good.", ""),
        ("Fair. Anything you want on there?", ""),
        ("Fair enough.", ""),
    ],
)
def test_headings(asked: str, heading: str) -> None:
    found = heading_of(session(f"T: {asked}\nC: Yes.").exchanges[0].prompt, None)
    assert found.lower().removeprefix("the ") == heading.lower()


def test_an_echo_heads_nothing() -> None:
    talk = session("T: How was it?\nC: I did the long walks.\nT: The long walks.\nC: Yes.")
    assert heading_of(talk.exchanges[1].prompt, talk.exchanges[0]) == ""
