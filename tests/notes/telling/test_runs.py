"""What heads a run of answers, and where it ends."""

import pytest

from scribe.events import Role
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.candidates import shortened
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, people, session, shown


def test_what_was_asked_once_does_not_head_all_that_follows() -> None:
    talk = (
        "T: How often do you paint?\nC: Two evenings a week.\nT: Every week?\nC: Most of them, three.\n"
        "T: Is that so?\nC: I sold one picture.\nT: And since then?\nC: I sent four parcels to my cousin on Friday."
    )
    told = shown(finished(talk))
    assert "Client sold one picture." in told
    assert "Client sent four parcels" in told


def test_a_question_heads_its_own_answer_and_a_subject_what_is_asked_of_it_again() -> None:
    talk = (
        "T: How many songs did you learn?\nC: Four songs.\nT: And what did you do?\nC: I rang two agents.\n"
        "T: And the choir?\nC: I went on nine evenings.\nT: Is it loud?\nC: The hall holds forty people."
    )
    told = shown(finished(talk))
    assert "Asked how many songs they learned: four songs." in told
    assert "Asked what they did: rang two agents." in told
    assert "Choir: went on nine evenings. The hall holds forty people." in told


def test_an_answer_that_is_no_sentence_has_its_question() -> None:
    talk = "T: What did you pay?\nC: Forty.\nT: Does that fit the budget now?\nC: Not forty. Thirty, and I rang them."
    assert 'Asked "Does that fit the budget now": ' in shown(finished(talk))


def test_the_same_is_asked_of_another_time() -> None:
    talk = "T: And the choir?\nC: I went on nine evenings.\nT: And the fortnight before?\nC: Four evenings."
    assert "Choir, the fortnight before: four evenings." in shown(finished(talk))


@pytest.mark.parametrize("said", ["Behind your ear.", "That's a bigger table than this.", "Look at the fish tank."])
def test_a_remark_heads_nothing(said: str) -> None:
    told = shown(finished(f"T: And the choir?\nC: I went on nine evenings.\nT: {said}\nC: I rang two agents."))
    assert "Client rang two agents." in told


def test_a_subject_that_a_clinician_reads_into_the_words_heads_nothing() -> None:
    told = shown(finished("T: What did you notice?\nC: I ate four pears. I felt lighter."))
    assert "Response: " not in told
    assert "Asked what they noticed: ate four pears; felt lighter." in told


def test_what_the_therapist_knew_is_no_answer_to_the_question_after_it() -> None:
    told = shown(finished("T: You wrote on six days. What happened to the other?\nC: I lost the book on the tram."))
    assert "Client wrote on six days." in told
    assert "Asked what happened to the other: lost the book on the tram." in told


def test_what_an_answer_calls_that_is_told_where_the_therapist_had_just_said_it() -> None:
    told = shown(finished("T: And the shoulder? You'd had that fall.\nC: That was March. I swim four days a week now."))
    assert "Shoulder: had had that fall. That was March" in told


def test_whom_of_several_the_therapist_called_you_is_not_guessed() -> None:
    chart = people(("Ada", Role.CLIENT), ("Ben", Role.PARTNER))
    told = shown(finished("T: You were at five in May. How many now?\nP: I am at four.\nC: I rang him twice.", chart))
    assert "was at five" not in told


def test_the_answer_stands_in_every_form_under_its_question() -> None:
    talk = session(
        "T: What did you notice?\nC: I didn't apologise. I usually say sorry nine times. Friday it was eleven times."
    )
    (told,) = [one for one in candidates(talk, (), load_cues()) if one.text.startswith("Asked what they noticed")]
    assert all("did not apologise" in form.text for form in shortened(told))


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
