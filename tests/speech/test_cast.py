"""Who said each finished utterance: what changes later is told once."""

from scribe.events import Role, Speaker
from scribe.speech.attribution import Complete
from scribe.speech.cast import UNKNOWN, Cast
from scribe.speech.roles import Assignment
from scribe.speech.turns import Turn
from tests.speech.hearing import confirmed

THERAPIST, CLIENT = Assignment(Role.THERAPIST, "Dr. Ito"), Assignment(Role.CLIENT)


def said(utterance: str, speaker: str, start: float = 0.0, words: int = 4) -> Complete:
    """Each word 0.5 s."""
    return Complete(utterance, speaker, tuple(confirmed(" ".join(["word"] * words), start, 0.5)))


def test_an_utterance_is_shown_with_the_role_known_by_then() -> None:
    cast = Cast()
    assert cast.add(said("u1", "S1")) == UNKNOWN
    cast.assign({"S1": THERAPIST})
    assert cast.add(said("u2", "S1", 5)) == THERAPIST


def test_a_role_found_later_is_told_once_for_all_its_utterances() -> None:
    cast = Cast()
    for number in range(3):
        cast.add(said(f"u{number}", "S1" if number != 1 else "S2", 5.0 * number))
    cast.assign({"S1": THERAPIST, "S2": CLIENT})
    assert cast.changes() == [
        Speaker(speaker="S1", role=Role.THERAPIST, name="Dr. Ito", utterances=("u0", "u2")),
        Speaker(speaker="S2", role=Role.CLIENT, utterances=("u1",)),
    ]
    assert cast.changes() == []


def test_an_utterance_goes_to_whoever_speaks_most_of_its_words() -> None:
    cast = Cast()
    cast.add(said("u1", "S1"))
    cast.relabel([Turn(0.0, 0.5, "S1"), Turn(0.5, 2.0, "S2")])
    assert [(c.speaker, c.utterances) for c in cast.changes()] == [("S2", ("u1",))]


def test_equal_shares_change_nothing() -> None:
    cast = Cast()
    cast.add(said("u1", "S1"))
    cast.relabel([Turn(0.0, 2.0, "S1"), Turn(0.0, 2.0, "S2")])
    assert cast.changes() == []


def test_an_utterance_that_no_turn_touches_keeps_its_speaker() -> None:
    cast = Cast()
    cast.add(said("u1", "S1", start=20.0))
    cast.relabel([Turn(0.0, 5.0, "S2")])
    assert cast.changes() == []


def test_a_long_turn_counts_although_short_ones_end_inside_it() -> None:
    cast = Cast()
    cast.add(said("u1", "S1", start=10.0))
    cast.relabel([Turn(0.0, 60.0, "S2"), Turn(3.0, 4.0, "S3"), Turn(11.0, 11.2, "S3"), Turn(30.0, 31.0, "S1")])
    assert [c.speaker for c in cast.changes()] == ["S2"]


def test_back_and_forth_before_anybody_asks_is_no_change() -> None:
    cast = Cast()
    cast.add(said("u1", "S1"))
    cast.relabel([Turn(0.0, 2.0, "S2")])
    cast.relabel([Turn(0.0, 2.0, "S1")])
    assert cast.changes() == []


def test_roles_are_read_from_the_newest_labels() -> None:
    cast = Cast()
    cast.add(said("u1", "S1"))
    cast.relabel([Turn(0.0, 2.0, "S2")])
    spoken = cast.spoken(said("u2", "S3", 5.0))
    assert [(s.speaker, s.seconds) for s in spoken] == [("S2", 2.0), ("S3", 2.0)]
