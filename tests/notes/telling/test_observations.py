"""What was seen in the room, as the therapist said it aloud."""

import pytest

from scribe.events import Role
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.candidates import shortened
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, people, session, statements, texts

COUPLE = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("You look tired today.", "therapist observed: they look tired today"),
        ("Your leg is shaking.", "their leg is shaking"),
        ("I notice you're clenching your jaw.", "clenching their jaw"),
        ("I will say, you're talking at an easy pace.", "therapist observed: they are talking at an easy pace"),
        ("Your voice went quiet just then.", "their voice went quiet"),
    ],
)
def test_seen_and_said(said: str, told: str) -> None:
    assert told in texts(finished(f"T: {said}\nC: Yeah."), "presentation")


@pytest.mark.parametrize(
    "said",
    [
        "Do you look tired in the mirror?",
        "You look after him a lot.",
        "How is your leg?",
        "Then I see you on Thursday.",
    ],
)
def test_not_seen(said: str) -> None:
    assert "observed" not in texts(finished(f"T: {said}\nC: Yeah."))


def test_close_together_they_are_one_statement() -> None:
    found = statements(finished("T: You look tired.\nC: Yes.\nT: Your eyes went red.\nC: Mm."), "presentation")
    assert len([one for one in found if "observed" in one.text]) == 1


def test_a_quarrel_is_told_of_both() -> None:
    talk = """T: Priya?
        C: You always do this.
        P: You never listen to me.
        C: You promised me.
        P: You keep score, every single time."""
    said = texts(finished(talk, COUPLE), "presentation")
    assert 'priya: "you always do this"' in said
    assert 'sam: "you never listen to me"' in said


def test_a_quarrel_is_told_without_its_words_where_those_are_too_many() -> None:
    talk = "T: Priya?\nC: You lied to me.\nP: You yell.\nC: I don't.\nP: You're literally yelling."
    told = [one for one in candidates(session(talk, COUPLE), (), load_cues()) if "escalated" in one.text]
    assert [form.text.count('"') for one in told for form in shortened(one)] == [0, 4]


def test_who_was_seen_is_called_by_name() -> None:
    told = texts(finished("T: I notice you've taken his hand, Priya.\nC: Yeah.\nP: Hm.", COUPLE), "presentation")
    assert "therapist observed: priya has taken his hand" in told


def test_one_who_complains_is_no_quarrel() -> None:
    talk = "T: Go on.\nC: You always do this.\nP: Okay.\nC: You never call.\nP: I hear that."
    assert "escalated" not in texts(finished(talk, COUPLE))


def test_how_well_one_is_heard_is_no_finding() -> None:
    talk = "T: How was it?\nC: Well.\nT: I can hear you grand.\nC: Second one.\nT: I heard you not ask me.\nC: I know."
    assert "observed" not in texts(finished(talk))
