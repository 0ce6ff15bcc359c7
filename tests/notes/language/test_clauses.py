"""Utterances cut into clauses."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.clauses import split
from scribe.notes.language.cleaning import clean, corrected
from scribe.notes.language.content import content_words
from scribe.notes.language.values import numbers
from tests.notes.mock_lines import CLIENT, THERAPIST

SPEECH = st.lists(
    st.sampled_from(
        [*" ".join((*CLIENT, *THERAPIST)).split(), '"', "“", "”", "—", "...", "um,", "no,", "five", "seven"]
    ),
    max_size=30,
).map(" ".join)


@given(SPEECH)
def test_a_clause_is_a_verbatim_part_of_its_utterance(text: str) -> None:
    """Only a withdrawn value is blanked out; all other characters stay in their place."""
    straight = text.replace("’", "'")
    for piece in split(text):
        there = straight[piece.start : piece.start + len(piece.raw)]
        assert len(there) == len(piece.raw)
        assert all(ours in (theirs, " ") for ours, theirs in zip(piece.raw, there, strict=True))
        assert piece.text
        assert piece.raw == piece.raw.strip()


@given(SPEECH)
def test_clauses_stand_in_order_and_apart(text: str) -> None:
    pieces = split(text)
    for one, after in pairwise(pieces):
        assert one.start + len(one.raw) <= after.start
        assert one.sentence <= after.sentence


@given(SPEECH)
def test_cleaning_adds_no_word_and_no_number(text: str) -> None:
    for piece in split(text):
        assert numbers(piece.text) <= numbers(text)
        assert set(content_words(piece.text)) <= set(content_words(piece.raw))


@given(st.text(max_size=80))
def test_any_text_can_be_cut(text: str) -> None:
    for piece in split(text):
        assert piece.raw
    assert clean(clean(text)) is not None
    assert corrected(text) == " ".join(corrected(text).split())


@pytest.mark.parametrize("text", ["", "...", "Um.", "uh", "—", "?!", '"'])
def test_utterances_without_words_have_no_clauses(text: str) -> None:
    assert split(text) == ()


def test_sentences_and_their_marks() -> None:
    pieces = split("I went to Dr. Hale on Monday. Was that wrong? She listened to me.")
    assert [(piece.sentence, piece.end) for piece in pieces] == [(0, "."), (1, "?"), (2, ".")]


def test_independent_clauses_are_cut_and_short_ones_kept() -> None:
    pieces = split("I called my sponsor on Friday, and then I walked home, but I cried in the shower.")
    assert len(pieces) >= 2
    assert {piece.sentence for piece in pieces} == {0}
    assert len(split("Yes, I did.")) == 1


def test_a_quotation_stays_in_one_piece() -> None:
    text = 'He said "you are late. You always are." and left the room.'
    assert any("You always are" in piece.raw and "you are late" in piece.raw for piece in split(text))


@pytest.mark.parametrize(
    ("text", "stands", "withdrawn"),
    [
        ("I had three, no, four panic attacks.", "4", "3"),
        ("Three. No, more like a two.", "2", "3"),
        ("It was sixty, no, hang on, seventy milligrams.", "70", "60"),
        ("Six, six, no hang on, seventy.", "70", "6"),
        ("I woke four times. I tell a lie, five.", "5", "4"),
        ("Twice, sorry, five times.", "5", "2"),
        ("I started with ten, I mean eleven sessions.", "11", "10"),
        ("About eight, actually nine hours.", "9", "8"),
        ("Two, no, three, no, four glasses.", "4", "2"),
    ],
)
def test_the_last_correction_stands(text: str, stands: str, withdrawn: str) -> None:
    said = numbers(" ".join(piece.text for piece in split(text)))
    assert stands in said
    assert withdrawn not in said
    assert numbers(corrected(text)) == said


def test_a_false_start_is_left_out() -> None:
    texts = [piece.text for piece in split("I missed two. I missed two doses of it.")]
    assert texts == ["I missed two doses of it"]


def test_sentences_behind_commas_are_several_where_there_are_many_words() -> None:
    text = "I hit the brake, it was all over, there was nothing left for anybody there to try with the lights out"
    assert [piece.raw for piece in split(text)] == [
        "I hit the brake",
        "it was all over",
        "there was nothing left for anybody there to try with the lights out",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I hit the brake, it was all over",
        "I hit the brake with all I had, it was what she wanted of all of us, that was the end",
        "No, it was the other one of them who came home to the house at eleven that night with her",
        "When it's late at night in the house, it's worse for me than in the middle of the day at work",
    ],
    ids=["few words", "somebody else", "a no leads to it", "depends on what came before"],
)
def test_other_commas_stay(text: str) -> None:
    assert [piece.raw for piece in split(text)] == [text]


def test_what_somebody_says_stays_with_who_says_it() -> None:
    text = "My mother keeps saying I am so lazy because I don't get up before ten in the morning"
    assert split(text)[0].raw.startswith("My mother keeps saying I am so lazy")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Thirty, yeah, okay, thirty", "Thirty"),
        ("just that night yeah", "just that night"),
        ("three three", "three"),
        ("four no, I'm three three", "three"),
    ],
)
def test_murmurs_and_doubled_words_are_cleaned_away(said: str, meant: str) -> None:
    assert [piece.text for piece in split(said)] == [meant]


def test_what_is_thought_stays_with_the_thinking() -> None:
    assert [piece.text for piece in split("And I think, um, I don't matter to him")] == [
        "And I think I don't matter to him"
    ]
