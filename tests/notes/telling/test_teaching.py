"""Teaching and guided work without a name of their own are told in the therapist's words."""

from tests.notes.conversation import finished, texts

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
    assert "therapist directed" in said
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
