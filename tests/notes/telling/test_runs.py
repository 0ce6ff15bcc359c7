"""What heads a run of answers, and where it ends."""

from scribe.events import Role
from tests.notes.conversation import finished, people, shown


def test_what_was_asked_once_does_not_head_all_that_follows() -> None:
    talk = (
        "T: How often do you paint?\nC: Two evenings a week.\nT: Every week?\nC: Most of them, three.\n"
        "T: Is that so?\nC: I sold one picture.\nT: And since then?\nC: I sent four parcels to my cousin on Friday."
    )
    told = shown(finished(talk))
    assert "Client sold one picture." in told
    assert "Client sent four parcels" in told


def test_who_is_spoken_to_heads_nothing() -> None:
    chart = people(("Ada", Role.CLIENT), ("Ben", Role.PARTNER))
    told = shown(finished("T: Ben?\nP: I painted the fence on Friday.\nC: He did, four hours of it.", chart))
    assert "Ben: " not in told


def test_a_scene_is_recounted_in_one_sentence_and_under_no_subject() -> None:
    talk = (
        "T: How do you sleep?\nC: Six hours.\nT: Eyes closed, present tense. Tell me that night.\n"
        "C: I'm on the ferry. The deck is wet. My tablets are in the bag."
    )
    told = shown(finished(talk))
    assert "Client recounted that they are on the ferry; the deck is wet; their tablets are in the bag." in told
    assert "Medication" not in told


def test_a_score_read_out_is_headed_by_what_it_is_of() -> None:
    talk = "T: Sleep?\nC: Six hours.\nT: Let me tell you the inventory. You're at twenty-four today.\nC: Oh, good."
    assert "Inventory score: twenty-four" in shown(finished(talk))
