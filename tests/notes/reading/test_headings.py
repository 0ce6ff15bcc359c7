"""A question's own noun heads its answer; a question without one heads nothing."""

import pytest

from scribe.notes.reading.headings import heading_of, heads
from tests.notes.conversation import finished, session, texts


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("And the shower?", "Shower"),
        ("Any falls?", "Falls"),
        ("Still the fluvoxamine?", "Fluvoxamine"),
        ("Tell me about the rehearsal.", "Rehearsal"),
        ("And the sertraline, Nadia?", "Sertraline"),
        ("Any hurting yourself?", "Hurting themselves"),
        ("Blood pressure pill?", "Blood pressure pill"),
        ("Any mischief from it?", ""),
        ("Patience. You were up at the same hour.", ""),
        ("And Simone?", ""),
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


@pytest.mark.parametrize(
    "said",
    ["Good catch.", "Hang on.", "Bring up the garden.", "Sounds heavy.", "In the kitchen.", "Nope.", "Step by step."],
)
def test_praise_comfort_and_directions_head_nothing(said: str) -> None:
    assert heading_of(session(f"T: {said}\nC: Two of them.").exchanges[0].prompt, None) == ""


@pytest.mark.parametrize("said", ["Sticky note.", "The ladder.", "Tablets."])
def test_a_thing_named_heads_what_is_told_of_it(said: str) -> None:
    assert heading_of(session(f"T: {said}\nC: Two of them.").exchanges[0].prompt, None)


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("Hand washing", True),
        ("How many were missed", True),
        ("No searching after nine", True),
        ("On one of those evenings", False),
        ("Fair", False),
        ("Bring up the garden", False),
        ("Hang on", False),
        ("Sounds heavy", False),
        ("Chair's empty", False),
        ("Other part done", False),
        ("Checking at", False),
        ("Been nursing", False),
        ("Less good", False),
        ("Quarter past", False),
        ("The dog walks", True),
        ("Getting in on time", True),
    ],
)
def test_only_a_subject_heads(words: str, stands: bool) -> None:
    assert heads(words) is stands


def test_a_subject_named_anew_is_no_follow_up() -> None:
    """'The invoice.' after talk of sleep turns to the invoice."""
    talk = (
        "T: How did you sleep?\nC: Six hours.\nT: Six. Right. The invoice. Go.\nC: I never sent it. I tidied the shed."
    )
    told = texts(finished(talk), "symptom", "presentation")
    assert "sleep: six hours." in told.split("\n")[0]
    assert "invoice: never sent it" in told
