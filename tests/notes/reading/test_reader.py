"""Who said which clause, and what it answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.chart import Chart
from scribe.events import Polarity, Role
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Heard
from scribe.notes.reading.conversation import about_someone_else, spans
from scribe.notes.reading.reader import Reader
from scribe.notes.telling.naming import called
from tests.notes.conversation import session


def test_turns_and_exchanges() -> None:
    read = session("T: How is your sleep?\nC: Bad.\nT: Mm-hmm.\nC: I wake at four.\nT: And work?\nC: Fine.")
    assert [(e.asked, [turn.text for turn in e.answers]) for e in read.exchanges] == [
        ("How is your sleep?", ["Bad.", "I wake at four."]),
        ("And work?", ["Fine."]),
    ]
    assert [e.topic.key if e.topic else "" for e in read.exchanges] == ["sleep", "work"]


def test_a_follow_up_keeps_the_subject() -> None:
    read = session("T: How is your sleep?\nC: Bad.\nT: Every night?\nC: Most.")
    assert read.exchanges[1].follows
    assert read.exchanges[1].topic == read.exchanges[0].topic


def test_a_general_opening_yields_to_the_subject_it_names() -> None:
    assert [e.topic.key for e in session("T: How have you been sleeping?").exchanges if e.topic] == ["sleep"]
    assert [e.topic.key for e in session("T: How have you been?").exchanges if e.topic] == ["mood"]


@pytest.mark.parametrize(
    "leaves",
    [
        "That's her story to tell.",
        "We'll leave Saskia to Saskia.",
        "That one we'll leave in the prop room.",
        "She isn't here to speak for herself.",
    ],
)
def test_what_was_retracted_is_left_out(leaves: str) -> None:
    read = session(f"C: She told me why she left him.\nT: {leaves}")
    assert all(clause.excluded == "third_party" for clause in read.turns[0].clauses)


def test_a_mans_own_name_and_his_affairs_are_left_where_a_hyphen_is_in_them() -> None:
    read = session("C: Iain told her to sell the flat.\nT: We'll leave your brother-in-law's affairs to him.")
    assert [clause.excluded for clause in read.turns[0].clauses] == ["third_party"]


def test_what_speaks_of_nobody_else_is_not_retracted() -> None:
    read = session("C: Okay. Down to eighty.\nT: Good. Back to you.")
    assert [clause.excluded for clause in read.turns[0].clauses] == [None, None]


_REST = "".join(
    f"\nT: And then?\nC: Thing {word}." for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")
)


def test_chat_before_the_sentence_that_comes_to_the_work_is_small_talk() -> None:
    read = session(
        "T: Morning. Mind the step.\nC: The blackflies are out. I swallowed two.\n"
        f"T: Protein. So, where shall we start?\nC: The pain.{_REST}"
    )
    assert [clause.excluded for clause in read.turns[2].clauses] == ["small_talk", None, None][
        : len(read.turns[2].clauses)
    ]
    assert [clause.excluded for clause in read.turns[3].clauses] == [None]


def test_the_work_may_begin_with_what_the_therapist_sees() -> None:
    read = session(f"T: Morning.\nC: Morning.\nT: I noticed you checked behind the door.\nC: Old habits.{_REST}")
    assert [clause.excluded for clause in read.turns[3].clauses] == [None]


def test_whose_it_is() -> None:
    read = session("C: My mum is depressed. My mum makes me tired. I'm tired.")
    assert [about_someone_else(clause) for clause in read.turns[0].clauses] == [True, False, False]


def test_unmarked_questions_and_apostrophes_are_read() -> None:
    read = session("T: how did you sleep\nC: i didnt sleep at all")
    asked, told = read.turns[0].clauses[0], read.turns[1].clauses[0]
    assert asked.scope.polarity is Polarity.QUESTION
    assert told.scope.polarity is Polarity.NEGATED
    assert [one.text for one in read.heard] == ["how did you sleep", "i didnt sleep at all"]


def heard(lines: list[tuple[Role, str]]) -> tuple[Heard, ...]:
    return tuple(
        Heard(id=f"u{n}", role=role, speaker=f"S{role}", start=5.0 * n, end=5.0 * n + 4, text=text)
        for n, (role, text) in enumerate(lines, 1)
    )


LINES = st.lists(st.tuples(st.sampled_from(list(Role)), st.text(max_size=120)), max_size=8)


@given(lines=LINES)
@settings(max_examples=120)
def test_any_text_is_read_and_clauses_lie_in_their_utterance(lines: list[tuple[Role, str]]) -> None:
    said = heard(lines)
    read = Reader(load_cues()).read(said, (), called(said, Chart()))
    for turn in read.turns:
        for clause in turn.clauses:
            if clause.utterance in read.texts and clause.raw in read.texts[clause.utterance]:
                assert spans([clause], read.texts) == [clause.raw]
    assert [turn.index for turn in read.turns] == list(range(len(read.turns)))
    together = {cite for first in read.texts for cite in read.parts.get(first, (first,))}
    assert {one.id for one in read.heard} <= together <= {one.id for one in said}
    assert all(read.parts.get(first) or first in {one.id for one in read.heard} for first in read.texts)


@given(lines=LINES)
@settings(max_examples=40)
def test_reading_line_by_line_ends_as_reading_at_once(lines: list[tuple[Role, str]]) -> None:
    said = heard(lines)
    grown = Reader(load_cues())
    for end in range(len(said) + 1):
        last = grown.read(said[:end], (), called(said[:end], Chart()))
    assert last == Reader(load_cues()).read(said, (), called(said, Chart()))


def test_what_follows_the_end_of_a_pause_in_the_same_breath_may_be_cited() -> None:
    """'We're on again' is about the recording; the plan that is named after it is not."""
    talk = "T: Okay, we're on again. So, the swims. The plan was one a day. How'd it go?\nC: Three out of seven."
    read = session(talk)
    assert [one.id for one in read.heard] == ["u1", "u2"]


def test_a_medicine_asked_about_by_its_name_is_medication() -> None:
    (exchange,) = session("T: And the lamotrigine?\nC: A hundred, every night.").exchanges
    assert exchange.topic is not None
    assert exchange.topic.kind == "medication"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("I haven't missed any doses.", "medication"),
        ("I haven't missed a shift.", "work"),
        ("Five out of seven nights.", "homework_review"),
        ("It was a three out of five.", None),
        ("I cried twice.", "mood"),
        ("A family is crying out there.", None),
    ],
)
def test_a_cue_hears_whose_tears_and_what_was_missed(said: str, key: str | None) -> None:
    (turn,) = session(f"C: {said}").turns
    topic = turn.clauses[0].topic
    assert (topic.key if topic else None) == key


def test_a_life_that_might_be_taken_is_no_medicine() -> None:
    (first, *_) = session("T: Any thoughts of taking your own life?\nC: I was low.").exchanges
    assert first.topic is None or first.topic.kind != "medication"
