"""Evidence keeps its id while it rests on the same words, and is told again only when it says something else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.events import EvidenceKind, Redaction
from scribe.notes.note import FinalNote, Timing
from scribe.notes.reading.candidates import Candidate
from scribe.notes.telling.evidence import EvidenceBook
from tests.notes.conversation import statements, utterances, writer


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


VOCABULARY = """
    I we you he my mum if what could would not no never yeah maybe sure okay but and because sleep slept drink
    wine die kill myself suicide plan pills thoughts of hurting feel felt like safe home work panic attack four
    ten half twice every day last week next Thursday homework write diary anxious zero to seven PHQ-9 was
    fourteen take milligrams stopped used ago since the a it ? . ,
"""
WORDS = st.sampled_from(VOCABULARY.split())
SPOKEN = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
TALK = st.lists(st.tuples(st.sampled_from("TTCCPMK?"), st.one_of(SPOKEN, st.text(min_size=1, max_size=40))), max_size=7)


@given(lines=TALK, data=st.data())
@settings(max_examples=80)
def test_any_talk_is_read_and_what_is_struck_leaves_no_trace(lines: list[tuple[str, str]], data: st.DataObject) -> None:
    note_writer = writer()
    said = utterances("\n".join(f"{who}: {' '.join(text.split()) or 'Hm.'}" for who, text in lines)) if lines else ()
    for utterance in said:
        note_writer.hear(utterance)
    check(note_writer.finish(Timing()), {one.id for one in said})
    struck = data.draw(st.sets(st.sampled_from([one.id for one in said]))) if said else set()
    note_writer.redact(Redaction(utterances=tuple(struck), reason="struck"))
    check(note_writer.finish(Timing()), {one.id for one in said} - struck)


def check(final: FinalNote, may_be_cited: set[str]) -> None:
    for cites in [
        *(one.utterances for one in final.evidence),
        *(one.utterances for one in final.risk),
        *(one.cites for one in statements(final)),
    ]:
        assert cites
        assert set(cites) <= may_be_cited
