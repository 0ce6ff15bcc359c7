"""What was not heard, or not for certain, is named in the note and nothing of it is quoted."""

from scribe import events as ev
from scribe.chart import Chart
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Timing
from scribe.notes.writer import NoteWriter
from scribe.session.unheard import marked

SAID = ev.Utterance(
    id="u1", speaker="S1", role=ev.Role.CLIENT, start=65, end=69, text="I slept nine hours.", confidence=0.5
)
WORDS = tuple(
    ev.Word(text=text, start=65 + at, end=66 + at, p=0.5, unclear=text == "nine")
    for at, text in enumerate(SAID.text.split())
)
AGAIN = ev.Revision(utterance="u1", words=WORDS, reason="number")


def missing(*events: ev.AnyEvent) -> list[str]:
    writer = NoteWriter(Chart(), load_format("DAP"), load_cues(), None)
    writer.learn(events)
    final = marked(writer.finish(Timing(heard_s=70)), events)
    assert final.missing == final.note.missing
    statements = [one.text for section in final.note.sections for one in section.statements]
    if AGAIN in events:
        assert not any("nine" in text or "9" in text for text in statements)
    return [one.text for one in final.missing if one.element in ("words", "sound")]


def test_unclear_words_are_named_by_their_moment_and_never_stated() -> None:
    assert missing(SAID) == []
    assert missing(SAID, AGAIN) == ["Unclear at 1:05: words there were heard in two ways. Listen before you sign."]


def test_what_was_set_right_or_struck_is_not_unclear_any_more() -> None:
    right = ev.Correction(utterance="u1", text="I slept five hours.", author="Dr. B")
    assert missing(SAID, AGAIN, right) == []
    assert missing(SAID, AGAIN, ev.Redaction(utterances=("u1",), reason="struck")) == []


def test_a_gap_stands_before_what_is_unclear() -> None:
    lost = ev.Notice(level=ev.NoticeLevel.ERROR, code="microphone-lost", text="", at=10)
    assert [text[:4] for text in missing(lost, SAID, AGAIN)] == ["From", "Uncl"]
