"""The outline's note is stored first; whatever a language model does comes after it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import NotesSettings, Settings
from scribe.errors import EngineError, UnstoredError
from scribe.notes.engines import ollama
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import load_cues
from scribe.notes.note import FinalNote, Timing
from scribe.notes.writer import NoteWriter
from scribe.session.clock import changed
from scribe.session.draft import draft
from scribe.session.log import SessionLog

SAID = ev.Utterance(
    id="u1", speaker="S2", role=ev.Role.CLIENT, start=0, end=4, text="I slept badly all week.", confidence=0.9
)


SIGNED = ("name", "credentials", "signed_at", "document", "public_key", "signature")


def worded(final: FinalNote, failed: str) -> ollama.Drafted:
    fields = {name: getattr(final, name) for name in FinalNote.__struct_fields__}
    return ollama.Drafted(**fields, drafting=ollama.Drafting(failed=failed))


class Desk:
    """A session that has ended, with one utterance heard."""

    def __init__(self) -> None:
        self.stored: list[ev.AnyEvent] = []
        self.reports: list[dict[str, Any]] = []
        self.log = SessionLog("s", self.store, lambda: 1.0)
        self.writer = NoteWriter(Chart(), load_format("DAP"), load_cues(), None)

    async def store(self, events: Any) -> None:
        self.stored.extend(events)

    async def keep(self, session: str, events: Any, report: dict[str, Any]) -> None:
        assert session == "s"
        await self.store(events)
        self.reports.append(report)

    async def finish(self, engine: str) -> dict[str, Any]:
        await self.log.append(changed(None, ev.SessionState.ENDED), SAID, *self.writer.hear(SAID))
        settings = Settings(notes=NotesSettings(engine=engine))  # type: ignore[arg-type]
        with ThreadPoolExecutor(1) as worker:
            return await draft(self.log, self.writer, worker, settings, Timing(heard_s=4.0), self.keep)

    @property
    def final(self) -> list[ev.Note]:
        return [e for e in self.stored if isinstance(e, ev.Note) and e.final]


async def test_the_outline_alone() -> None:
    desk = Desk()
    report = await desk.finish("outline")
    assert [note.engine for note in desk.final] == ["outline"]
    assert desk.log.transcript.state is not None
    assert desk.log.transcript.state.state == ev.SessionState.DRAFT
    assert desk.reports == [report]
    assert report["revision"] == desk.final[0].revision
    assert report["timing"]["heard_s"] == 4.0
    assert report["timing"]["stop_to_note_s"] >= 0
    assert {"header", "missing", "lint", "risk", "sections"} <= set(report)


async def test_there_is_no_draft_without_its_report() -> None:
    desk = Desk()

    async def cut_off(*_: object) -> None:
        raise UnstoredError("The disk refuses.")

    desk.keep = cut_off  # type: ignore[method-assign, assignment]
    with pytest.raises(UnstoredError):
        await desk.finish("outline")
    assert desk.log.transcript.state is not None
    assert desk.log.transcript.state.state == ev.SessionState.ENDED
    assert desk.final == []


async def test_what_a_model_worded_after_the_signature_is_neither_note_nor_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk()

    async def meanwhile(final: FinalNote, *_: object, **__: object) -> ollama.Drafted:
        signed = ev.Signature(kind=ev.SignatureKind.SIGNED, **dict.fromkeys(SIGNED, "x"))  # type: ignore[arg-type]
        await desk.log.append(signed)
        return worded(final, "")

    monkeypatch.setattr(ollama, "draft", meanwhile)
    report = await desk.finish("ollama")
    assert desk.reports == [report] and len(desk.final) == 1


async def test_the_risks_beside_the_note_are_the_notes_own() -> None:
    """What was told live and holds no longer is not there any more, nor is it where nothing changed told again."""
    desk = Desk()
    stale = ev.Risk(kind=ev.RiskKind.SELF_HARM, status=ev.RiskStatus.DENIED, utterances=("u1",), text="x")
    await desk.log.append(stale)
    await desk.finish("outline")
    assert desk.log.transcript.risks == []
    assert [e for e in desk.stored if isinstance(e, ev.Renewal)]
    assert desk.log.transcript.evidence, "what was found is there as before"

    usual = Desk()
    await usual.finish("outline")
    assert not [e for e in usual.stored if isinstance(e, ev.Renewal)]


@pytest.mark.parametrize("reason", ["missing", "slow", "garbage"])
async def test_a_model_that_fails_leaves_the_outline_and_says_why(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    async def failing(*_: object, **__: object) -> None:
        raise EngineError("The language model did not answer.", "Start it.", reason)

    monkeypatch.setattr(ollama, "draft", failing)
    desk = Desk()
    report = await desk.finish("ollama")
    (notice,) = [e for e in desk.stored if isinstance(e, ev.Notice)]
    assert notice.code == "drafted-without-language-model"
    assert "did not answer" in notice.text
    assert report["engine"] == "outline"
    assert desk.final[-1].sections == desk.final[0].sections


async def test_a_model_that_stops_in_the_middle_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def half(final: FinalNote, *_: object, **__: object) -> ollama.Drafted:
        return worded(final, "cut")

    monkeypatch.setattr(ollama, "draft", half)
    desk = Desk()
    report = await desk.finish("ollama")
    assert [e.code for e in desk.stored if isinstance(e, ev.Notice)] == ["drafted-in-part-by-language-model"]
    assert report["drafting"]["failed"] == "cut"


async def test_the_outline_is_stored_before_the_model_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()

    async def asked(final: FinalNote, *_: object, **__: object) -> None:
        assert desk.final == [ev.stamp(final.note, seq=desk.final[0].seq, at=1.0, session="s")]
        assert len(desk.reports) == 1
        raise EngineError("Nothing.")

    monkeypatch.setattr(ollama, "draft", asked)
    await desk.finish("ollama")
    assert len(desk.reports) == 2
