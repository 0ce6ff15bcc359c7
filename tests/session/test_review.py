"""The clinician's hand on a note: nothing of the draft is lost, and nothing of the hand when a new draft comes."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from scribe import commands
from scribe import events as ev
from scribe.session import reviewing
from scribe.session.review import OWN
from tests.session.reviewed import DRAFT, NOW, do, drafted, folded, note, one, shown, statement

S = "s1"


def edit(id: str, text: str) -> commands.Edit:
    return commands.Edit(session=S, statement=id, text=text)


def test_an_edit_keeps_the_draft_s_words() -> None:
    found = one(do(drafted(), edit("a", "Mine."), edit("a", "Mine, better.")), "a")
    assert (found.text, found.original, found.author) == ("Mine, better.", "The words of a.", "tablet")


def test_the_draft_s_own_words_bring_the_original_back() -> None:
    found = one(do(drafted(), edit("a", "Mine."), edit("a", "The words of a.")), "a")
    assert (found.text, found.original) == ("The words of a.", None)


def test_what_is_rejected_stays_in_its_place_and_out_of_the_note() -> None:
    transcript = do(drafted(), commands.Reject(session=S, statement="a"))
    assert shown(transcript)[0] == "The words of a."
    assert [s.id for s in transcript.review.standing()[0].statements] == ["b", "r"]
    do(transcript, commands.Reopen(session=S, statement="a"))
    assert one(transcript, "a").verdict == ev.Verdict.OPEN


def test_the_clinician_s_own_statement_is_marked_and_takes_its_place() -> None:
    transcript = do(
        drafted(),
        commands.Add(session=S, section="data", text=" Tearful. ", after="a", cites=("u1",), goal="g1"),
        commands.Add(session=S, section="plan", text="Call the GP."),
    )
    assert shown(transcript) == ["The words of a.", "Tearful.", "The words of b.", "The words of r."]
    own = one(transcript, "c1")
    assert (own.kind, own.author, own.cites, own.goal) == (OWN, "tablet", ("u1",), "g1")
    assert one(transcript, "c2").text == "Call the GP."


def test_an_own_statement_that_is_edited_has_no_original() -> None:
    transcript = do(drafted(), commands.Add(session=S, section="plan", text="x"), edit("c1", "y"))
    assert (one(transcript, "c1").text, one(transcript, "c1").original) == ("y", None)


def test_a_new_order() -> None:
    transcript = do(drafted(), commands.Reorder(session=S, section="data", statements=("r", "a", "b")))
    assert [s.id for s in transcript.review.sections["data"].statements] == ["r", "a", "b"]


def test_accepting_many_at_once() -> None:
    transcript = do(drafted(), commands.Accept(session=S, statements=("a", "b")))
    assert [s.verdict for s in transcript.review.statements] == ["accepted", "accepted", "open"]


def test_a_new_draft_keeps_the_hand_on_the_statement_it_words_anew() -> None:
    transcript = do(
        drafted(),
        edit("a", "Mine."),
        commands.Accept(session=S, statements=("a", "b")),
        commands.Reject(session=S, statement="r", reason="said of a film"),
    )
    transcript.apply(note(statement("a", "Worded anew."), statement("b", "Worded anew."), statement("r", kind="risk")))
    a, b, r = transcript.review.statements
    assert (a.text, a.original, a.verdict) == ("Mine.", "Worded anew.", "accepted")
    assert (b.text, b.verdict, b.author) == ("Worded anew.", "open", None)
    assert (r.verdict, r.reason) == ("rejected", "said of a film")


def test_a_new_draft_loses_none_of_the_clinician_s_words() -> None:
    transcript = do(
        drafted(),
        edit("a", "Mine."),
        commands.Add(session=S, section="plan", text="Call the GP."),
        commands.Add(session=S, section="data", text="Tearful."),
    )
    transcript.apply(note(statement("z"), key="subjective", engine="ollama"))
    assert shown(transcript, "subjective") == ["The words of z."]
    assert shown(transcript, "plan") == ["Mine.", "Tearful.", "Call the GP."]


def test_what_rests_on_a_struck_utterance_goes() -> None:
    transcript = folded(*DRAFT, ev.Redaction(utterances=("u1",), reason="struck"))
    assert list(transcript.review.statements) == []


HANDS = st.lists(
    st.one_of(
        st.builds(edit, st.sampled_from("abr"), st.sampled_from(["one", "two", "The words of a."])),
        st.builds(commands.Accept, session=st.just(S), statements=st.lists(st.sampled_from("abr")).map(tuple)),
        st.builds(commands.Reject, session=st.just(S), statement=st.sampled_from("abr"), reason=st.just("why")),
        st.builds(commands.Reopen, session=st.just(S), statement=st.sampled_from("abr")),
        st.builds(commands.Add, session=st.just(S), section=st.sampled_from(["data", "plan"]), text=st.just("own")),
    ),
    max_size=12,
)


@given(HANDS)
def test_whatever_is_done_the_draft_can_be_read_and_statements_stay_unique(asked: list[commands.ReviewCommand]) -> None:
    transcript = do(drafted(), *asked)
    ids = [s.id for s in transcript.review.statements]
    assert len(ids) == len(set(ids))
    assert {s.id: s.drafted for s in transcript.review.statements if s.kind != OWN} == {
        id: f"The words of {id}." for id in "abr"
    }
    rejected = {s.id for s in transcript.review.statements if s.verdict == ev.Verdict.REJECTED}
    standing = {s.id for section in transcript.review.standing() for s in section.statements}
    assert standing == set(ids) - rejected


@given(HANDS)
def test_the_note_is_the_fold_of_its_stored_events(asked: list[commands.ReviewCommand]) -> None:
    transcript, stored = drafted(), list(DRAFT)
    for command in asked:
        for event in reviewing.events(transcript, command, "tablet", NOW):
            stored.append(ev.decode(ev.encode(event)))
            transcript.apply(event)
    assert folded(*stored).review.snapshot() == transcript.review.snapshot()
    assert msgspec.json.encode(transcript.review.snapshot())
