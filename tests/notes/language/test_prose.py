"""A note's sentence read back: who, did what, so or not so, then or now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.prose import CLIENT, NOBODY, OTHER, THERAPIST, Segment, in_past_tense, read, relative
from scribe.notes.language.values import numbers
from scribe.notes.language.wording import FrameKind, load_wording
from tests.notes.mock_lines import CLIENT as CLIENT_LINES

TABLES = load_wording()
NAMES = frozenset({"ines"})


def segments(text: str) -> tuple[Segment, ...]:
    return read(text, NAMES, TABLES)


def only(text: str) -> Segment:
    [one] = segments(text)
    return one


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Client reported headaches.", CLIENT),
        ("The patient reported headaches.", CLIENT),
        ("Her sister reported headaches.", OTHER),
        ("Therapist asked about headaches.", THERAPIST),
        ("Ines reported headaches.", "ines"),
        ("Client's sister reported headaches.", OTHER),
        ("Headaches were discussed.", NOBODY),
    ],
)
def test_who(text: str, subject: str) -> None:
    assert only(text).subject == subject


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Client reported headaches.", FrameKind.REPORT),
        ("Client denied headaches.", FrameKind.DENY),
        ("Therapist asked about headaches.", FrameKind.ASK),
    ],
)
def test_did_what(text: str, kind: FrameKind) -> None:
    assert only(text).frame is kind


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Client reported headaches.", False),
        ("Client reported no headaches.", True),
        ("Client denied headaches.", True),
        ("Client denied not sleeping.", False),
    ],
)
def test_so_or_not(text: str, negated: bool) -> None:
    assert only(text).negated is negated


def test_then_to_come_and_if() -> None:
    assert only("Client no longer smokes.").ceased
    assert only("Client previously smoked.").past
    assert only("Client still smokes.").present
    assert only("Client will call the landlord.").planned
    assert only("Client would leave unless it stops.").conditional
    assert in_past_tense("Client danced", TABLES)
    assert not in_past_tense("Client is now dancing", TABLES)


def test_a_sentence_comes_apart_at_its_joints() -> None:
    first, second = segments("Client reported nausea but denied fever.")
    assert (first.frame, second.frame) == (FrameKind.REPORT, FrameKind.DENY)
    assert second.subject == CLIENT


def test_a_quotation_is_kept_whole() -> None:
    one = only('Client said: "I left, but he stayed. Four of us."')
    assert one.quotes == ("I left, but he stayed. Four of us.",)
    assert one.numbers == frozenset()


def test_a_topic_is_no_subject() -> None:
    one = only("Sleep: client reported two short naps.")
    assert one.subject == CLIENT
    assert one.label
    assert "2" in one.numbers


def test_somebody_elses() -> None:
    assert only("Client reported that her brother drinks.").about_other
    assert relative("my sister's husband shouted", TABLES) == relative("the husband", TABLES) != ""
    assert relative("nobody at all", TABLES) == ""


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(CLIENT_LINES), max_size=3).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    for one in segments(text):
        assert one.numbers <= numbers(text) | numbers(one.text)
        assert all(quote in text for quote in one.quotes)
        assert len(one.chunk_numbers) == len(one.chunks)
        assert all(values <= numbers(one.text) for values in one.chunk_numbers)
