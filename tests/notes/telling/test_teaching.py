"""Teaching and guided work without a name of their own are told in the therapist's words."""

import pytest

from scribe.notes.language.cues import load_cues
from scribe.notes.reading.candidates import shortened
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, session, texts

TAUGHT = (
    "T: The tool is to guess first, because a guess is usually too short. When you write down the real time, people "
    "find that it wears off.\nC: Huh."
)
DIRECTED = (
    "T: Put your palm flat on the table. Notice the temperature of the wood. Keep your eyes on one knot.\nC: Okay."
)


def test_teaching_is_told() -> None:
    said = texts(finished(TAUGHT), "intervention")
    assert "therapist explained" in said
    assert "wears off" in said


def test_directions_for_here_and_now_are_told() -> None:
    said = texts(finished(DIRECTED), "intervention")
    assert "therapist had the client" in said
    assert "palm flat on the table" in said


def test_thanks_and_plans_teach_nothing() -> None:
    said = texts(finished("T: Thank you, I'm really glad that you came all the way here today in this heat.\nC: Sure."))
    assert "explained" not in said
    assert "directed" not in said


def test_a_sum_and_what_the_therapist_did_not_hear_teach_nothing() -> None:
    said = texts(
        finished(
            "T: Six and a half hours, which is the point, usually five nights a week, I didn't hear it, means.\nC: Yes."
        )
    )
    assert "explained" not in said


def test_a_direction_is_no_teaching() -> None:
    said = texts(finished("T: So, let's take the thought from Tuesday, which is what keeps it going, means.\nC: Okay."))
    assert "explained that take" not in said


@pytest.mark.parametrize(
    "said",
    [
        "It keeps the old fear from ever being tested in the open, because it learns that you always come.",
        "Back in the autumn you could not say the word because somebody always slammed the kitchen door.",
        "When you talked about the garden, you mentioned the pond, because people usually like the water there.",
        "Here's a jar with a lid on it and a spoon beside the jar, because that is usually how it works.",
    ],
)
def test_what_leans_on_words_before_or_tells_what_happened_teaches_nothing(said: str) -> None:
    assert "explained" not in texts(finished(f"T: {said}\nC: Okay."))


def test_a_direction_of_few_words_is_not_told_alone() -> None:
    """Its shortest form says what was done, too."""
    talk = session("T: Take a few minutes. Keep your eyes closed. Look at the lamp. Hold the blanket.\nC: Okay.")
    told = [one for one in candidates(talk, (), load_cues()) if "had the client" in one.text]
    forms = [form.text for one in told for form in shortened(one)]
    assert forms
    assert all(len(form.split()) > 6 for form in forms)


def test_a_question_put_after_a_direction_is_not_told() -> None:
    said = texts(
        finished("T: Stay by the door a minute, will you, because of your voice. Keep your palm flat on it.\nC: Okay.")
    )
    assert "stay by the door a minute" in said
    assert "will they" not in said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Loss is no straight road. In one room you mourn, and in the other you get on with living.", "loss is no"),
        ("A change costs something, even a longed-for one. The cost is lighter when it has a name.", "a change costs"),
    ],
)
def test_how_a_thing_is_in_general_is_taught(said: str, told: str) -> None:
    assert f"therapist explained that {told}" in texts(finished(f"T: {said}\nC: Right."), "intervention")


@pytest.mark.parametrize(
    "said",
    [
        "So you're staring at the small white screen of the phone because he went quiet.",
        "One is in the bath and one is on the landing with his hand up to the white door.",
    ],
)
def test_what_is_so_here_and_now_teaches_nothing(said: str) -> None:
    assert "explained" not in texts(finished(f"T: {said}\nC: Right."))


def test_a_picture_is_told_with_what_is_in_it() -> None:
    talk = (
        "T: Here's a bucket with a tap at the bottom. Noise pours in all day. If the tap is shut, it spills.\nC: Right."
    )
    said = texts(finished(talk), "intervention")
    assert "therapist explained with a picture: a bucket with a tap at the bottom; noise pours in all day" in said


def test_whatever_is_to_be_done_now_is_a_direction_and_a_request_to_tell_is_none() -> None:
    talk = "T: Pour yourself a full cup of water, one hand, and walk to the far window and back.\nC: Full?"
    assert "therapist had the client pour themselves a full cup" in texts(finished(talk), "intervention")
    told = texts(finished("T: Tell me the whole of that long evening at the harbour with your two cousins.\nC: No."))
    assert "had the client" not in told
