"""Evidence keeps its id while it rests on the same words, and is told again only when it says something else."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.events import EvidenceKind
from scribe.notes.candidates import Candidate
from scribe.notes.evidence import EvidenceBook


def candidate(text: str, *cites: str, kind: str = "symptom") -> Candidate:
    return Candidate(kind=kind, text=text, cites=cites, weight=1.0, at=0)


def test_told_once_and_again_when_changed() -> None:
    book = EvidenceBook()
    (first,) = book.update([candidate("Sleeps four hours.", "u1")], {})
    assert book.update([candidate("Sleeps four hours.", "u1")], {}) == []
    (second,) = book.update([candidate("Sleeps four hours, badly.", "u1", "u2")], {})
    assert second.id == first.id
    assert second.utterances == ("u1", "u2")


def test_a_goal_that_is_found_later_is_told() -> None:
    book = EvidenceBook()
    book.update([candidate("Sleeps four hours.", "u1")], {})
    (again,) = book.update([candidate("Sleeps four hours.", "u1")], {"Sleeps four hours.": "g1"})
    assert again.goal == "g1"


def test_what_came_back_has_its_old_id() -> None:
    book = EvidenceBook()
    (first,) = book.update([candidate("A.", "u1")], {})
    assert book.update([], {}) == []
    assert book.update([candidate("A.", "u1")], {}) == [first]


def test_a_kind_of_the_note_alone_is_presentation() -> None:
    (one,) = EvidenceBook().update([candidate("At home.", "u1", kind="session_info")], {})
    assert one.kind is EvidenceKind.PRESENTATION


SOME = st.lists(
    st.builds(
        candidate,
        st.sampled_from(["A.", "B."]),
        st.sampled_from(["u1", "u2"]),
        kind=st.sampled_from(["symptom", "risk"]),
    ),
    max_size=5,
)


@given(rounds=st.lists(SOME, max_size=5))
def test_whoever_follows_the_events_knows_all(rounds: list[list[Candidate]]) -> None:
    book, known = EvidenceBook(), {}
    for built in rounds:
        known.update({one.id: one for one in book.update(built, {})})
        now = book.all(built, {})
        assert len({one.id for one in now}) == len(built)
        assert all(known[one.id] == one for one in now)
