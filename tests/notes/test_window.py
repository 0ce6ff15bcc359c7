"""The live window: what it tells of a long session, and that it stays a window."""

import msgspec
import pytest

from scribe.chart import Chart
from scribe.events import Redaction, RiskStatus
from scribe.notes import window
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.reader import Reader
from scribe.notes.telling.naming import called
from scribe.notes.window import LiveWindow
from tests.notes.conversation import heard, utterances, writer

TALK = "T: How is the sleep?\nC: I sleep six hours a night.\nT: Any thoughts of suicide?\nC: No, none.\n"
FILLER = "T: And how was the walk?\nC: I walked to the lake with my brother.\n" * 40


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "MOST", 20)
    monkeypatch.setattr(window, "STEP", 10)


def test_what_has_settled_still_stands() -> None:
    lines = heard(TALK + FILLER)
    read = LiveWindow(Reader(load_cues()), load_cues()).read(lines, (), called(lines, Chart()))
    assert any("six hours" in one.text for one in read.found)
    assert any(one.status is RiskStatus.DENIED for one in read.risk)
    assert {one.id for one in lines} == read.citable


def test_no_part_is_longer_than_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    before = Reader.read

    def counted(self: Reader, lines, *args, **more):  # type: ignore[no-untyped-def]  # only counts
        lengths.append(len(lines))
        return before(self, lines, *args, **more)

    monkeypatch.setattr(Reader, "read", counted)
    lines = heard(TALK + FILLER)
    live = LiveWindow(Reader(load_cues()), load_cues())
    for size in range(1, len(lines) + 1):
        live.read(lines[:size], (), called(lines[:size], Chart()))
    assert max(lengths) <= 20
    assert len(lengths) <= len(lines) * 1.2  # one reading an utterance, and one each time some settle


def test_a_strike_far_back_takes_its_statement_away() -> None:
    note_writer = writer()
    for utterance in utterances(TALK + FILLER):
        note_writer.hear(utterance)
    events = note_writer.redact(Redaction(utterances=("u2",), reason="struck"))
    shown = b"".join(map(msgspec.json.encode, events))
    assert b"six hours" not in shown
    assert b'"u2"' not in shown
