"""What one person said in one go is read as one, and each clause cites the utterances that hold its words."""

import msgspec
import pytest

from scribe.events import Redaction, Role, Utterance
from scribe.notes.language.cues import load_cues
from scribe.notes.note import FinalNote, Heard
from scribe.notes.reading.conversation import spans
from scribe.notes.reading.prompting import is_backchannel
from scribe.notes.reading.reader import Reader
from scribe.notes.reading.speeches import MOST_WORDS, PAUSE_S, speeches
from tests.notes.conversation import statements, statuses, texts, timing, writer

Line = tuple[str, float, str]
"""Who, seconds of silence before, words."""
THERAPIST = {"T": Role.THERAPIST, "?": Role.UNKNOWN}


def heard(*lines: Line) -> list[Heard]:
    found: list[Heard] = []
    for number, (who, pause, text) in enumerate(lines, 1):
        start = (found[-1].end if found else 0.0) + pause
        role = THERAPIST.get(who, Role.CLIENT)
        found.append(Heard(id=f"u{number}", role=role, speaker=who, start=start, end=start + 2.0, text=text))
    return found


def together(*lines: Line) -> list[tuple[str, ...]]:
    return [tuple(part.utterance for part in one.parts) for one in speeches(heard(*lines), murmur=is_backchannel)]


def note(*lines: Line) -> FinalNote:
    built = writer()
    for one in heard(*lines):
        built.hear(
            Utterance(
                id=one.id,
                speaker=one.speaker,
                role=one.role,
                start=one.start,
                end=one.end,
                text=one.text,
                confidence=0.9,
            )
        )
    return built.finish(timing("T: " + "\nT: ".join(text for *_, text in lines)))


def test_the_pieces_of_one_persons_speech_are_one() -> None:
    assert together(("T", 0, "How often?"), ("C", 0.5, "Two mornings."), ("C", 0, "No, three.")) == [
        ("u1",),
        ("u2", "u3"),
    ]


@pytest.mark.parametrize(
    "second",
    [("D", 0.0, "No, three."), ("C", PAUSE_S + 0.1, "No, three."), ("C", 0.0, "so " * MOST_WORDS)],
    ids=["another person", "after a silence", "too long"],
)
def test_other_speech_is_another(second: Line) -> None:
    assert together(("C", 0, "Two mornings."), second) == [("u1",), ("u2",)]


def test_whose_words_nobody_knows_stand_alone() -> None:
    assert together(("?", 0, "Two mornings."), ("?", 0, "No, three.")) == [("u1",), ("u2",)]


def test_a_murmur_ends_nobodys_sentence() -> None:
    assert together(("C", 0, "I was up till"), ("T", 0, "Mm-hmm."), ("C", 0, "four.")) == [("u1", "u3"), ("u2",)]
    assert together(("C", 0, "I was up."), ("T", 0, "Mm-hmm."), ("C", 0, "Till four.")) == [("u1",), ("u2",), ("u3",)]
    assert together(("C", 0, "I was up till"), ("T", 0, "And work?"), ("C", 0, "Fine.")) == [("u1",), ("u2",), ("u3",)]


def test_a_place_in_the_whole_cites_the_utterances_that_hold_it() -> None:
    (one,) = speeches(heard(("C", 0, "two or"), ("C", 0, "three beers. Not more.")), murmur=is_backchannel)
    assert one.whole.text == "two or three beers. Not more."
    assert one.cites(0, 18) == ("u1", "u2")
    assert one.cites(0, 6) == ("u1",)
    assert one.cites(7, 29) == ("u2",)


def test_a_correction_reaches_back_over_the_cut() -> None:
    final = note(
        ("T", 0, "How many nights did you drink?"), ("C", 0.5, "Two nights."), ("C", 0.2, "No, three nights this week.")
    )
    assert "two" not in texts(final) and "three nights this week" in texts(final)
    assert {cite for one in statements(final, "risk") for cite in one.cites} == {"u1", "u3"}


def test_a_sentence_that_was_cut_is_quoted_whole_and_cites_both() -> None:
    final = note(("T", 0, "How much are you drinking?"), ("C", 0.5, "Two or"), ("C", 0, "three beers a night."))
    (told,) = statements(final, "risk")
    assert "two or three beers a night" in told.text.lower()
    assert {"u2", "u3"} <= set(told.cites)


def test_what_goes_out_of_sight_takes_no_other_utterance_with_it() -> None:
    final = note(
        ("T", 0, "How is your sleep?"), ("C", 0.5, "I sleep four hours a night."), ("C", 0, "Can you turn that off?")
    )
    assert "four hours" in texts(final)
    assert [one.id for one in final.heard] == ["u1", "u2"]


def test_a_clients_no_is_an_answer_and_bridges_nothing() -> None:
    lines: tuple[Line, ...] = (
        ("T", 0, "Any thoughts of hurting yourself, or"),
        ("C", 0, "No."),
        ("T", 0, "of ending your life?"),
        ("C", 0, "I have, yes."),
    )
    assert together(*lines) == [("u1",), ("u2",), ("u3",), ("u4",)]


@pytest.mark.parametrize(
    ("second", "status"),
    [
        ("I haven't slept since Friday.", "present"),
        ("I was a kid when my dad did it to himself.", "present"),
        ("That was three years ago.", "historical"),
    ],
)
def test_only_an_utterance_that_says_no_more_than_when_puts_the_one_before_in_the_past(
    second: str, status: str
) -> None:
    final = note(("T", 0, "How are you?"), ("C", 0.5, "I keep thinking about killing myself."), ("C", 1.0, second))
    assert ("suicidal_ideation", status) in statuses(final)


@pytest.mark.parametrize(
    ("opening", "first", "second", "kind"),
    [
        ("How was the drive?", "Traffic was awful.", "I've wanted to kill myself all week.", "suicidal_ideation"),
        ("How are you?", "My husband got arrested Saturday.", "He hit me in front of the kids.", "violence"),
    ],
)
def test_what_leaves_one_utterance_out_leaves_no_disclosure_out(
    opening: str, first: str, second: str, kind: str
) -> None:
    final = note(("T", 0, opening), ("C", 0.5, first), ("C", 1.0, second))
    assert kind in {found for found, _ in statuses(final)}


def test_words_around_a_struck_utterance_are_not_one_breath() -> None:
    first, struck, last = heard(("C", 0, "I told her I'd"), ("C", 0, "let me think"), ("C", 0, "kill myself."))
    apart = [first, msgspec.structs.replace(last, start=first.end + 1.0, end=first.end + 3.0, begins=True)]
    assert len(speeches(apart, murmur=is_backchannel)) == 2
    built = writer()
    for one in (first, struck, last):
        built.hear(
            Utterance(
                id=one.id, speaker="C", role=one.role, start=one.start, end=one.end, text=one.text, confidence=0.9
            )
        )
    built.redact(Redaction(utterances=(struck.id,), reason="struck"))
    assert "i'd kill myself" not in texts(built.finish(timing("T: a\nT: b\nT: c")))


def test_a_quotation_holds_no_words_of_an_utterance_that_is_not_cited() -> None:
    said = heard(("C", 0, "I was angry at her."), ("C", 0.3, "I went."), ("C", 0.3, "I went to the bar that night."))
    session = Reader(load_cues()).read(said, (), {"C": "Client"})
    (turn,) = session.turns
    cited = {cite for clause in turn.kept for cite in clause.cites}
    quoted = spans(turn.kept, session.texts)
    assert cited == {"u1", "u3"}
    assert quoted == ["I was angry at her", "I went to the bar that night"]


@pytest.mark.parametrize(
    ("first", "then", "whole"),
    [
        ("I'd like to send Doctor.", "Osei a quick note.", "I'd like to send Doctor Osei a quick note."),
        ("I saw the doctor.", "She was kind.", "I saw the doctor. She was kind."),
        ("I'd like to send doctor.", "and the nurse a note.", "I'd like to send doctor. and the nurse a note."),
    ],
)
def test_a_pause_before_a_name_ends_no_sentence(first: str, then: str, whole: str) -> None:
    [one] = speeches(heard(("C", 0.0, first), ("C", 0.5, then)), murmur=is_backchannel)
    assert one.whole.text == whole
    assert one.cites(whole.index(then), len(whole)) == ("u2",)
