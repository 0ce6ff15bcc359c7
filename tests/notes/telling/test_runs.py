"""What heads a run of answers, and where it ends."""

from scribe.events import Role
from tests.notes.conversation import finished, people, shown


def test_what_was_asked_once_does_not_head_all_that_follows() -> None:
    talk = (
        "T: How often do you paint?\nC: Two evenings a week.\nT: Every week?\nC: Most of them, three.\n"
        "T: Is that so?\nC: I sold one picture.\nT: And since then?\nC: I sent four parcels to my cousin on Friday."
    )
    told = shown(finished(talk))
    assert "Sold one picture." in told
    assert "Client sent four parcels" in told


def test_who_is_spoken_to_heads_nothing() -> None:
    chart = people(("Ada", Role.CLIENT), ("Ben", Role.PARTNER))
    told = shown(finished("T: Ben?\nP: I painted the fence on Friday.\nC: He did, four hours of it.", chart))
    assert "Ben: " not in told
