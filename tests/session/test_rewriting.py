"""A draft under another format or with a section anew, from the log alone, until it is signed."""

import asyncio
import errno
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from scribe import commands
from scribe import events as ev
from scribe.chart import Chart
from scribe.config import NotesSettings, OllamaSettings, Settings
from scribe.errors import ConfigError, StateError, UnstoredError, UsageError
from scribe.notes.formats.catalogue import format_names
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Earlier, Timing
from scribe.notes.parts import NoteParts
from scribe.records.store import Store
from scribe.session.clock import changed
from scribe.session.draft import draft
from scribe.session.log import SessionLog
from scribe.session.obeying import set_right
from scribe.session.rewriting import Rewriting, Shelf
from tests.audio.faulty_disk import refuse_nameless
from tests.local_llm import Body, Script, serving
from tests.notes.conversation import utterances
from tests.records import samples

TALK = """
T: How did you sleep this week?
C: I woke at three on four nights and stared at the ceiling.
T: And the walks we agreed on?
C: I walked on two mornings with the dog. It cleared my head.
T: Have you had any thoughts of ending your life?
C: No, none at all.
T: Could you walk on three mornings before next week?
C: Yes, I can do that.
"""


NOW = "2026-05-06T10:00:00Z"


class Room:
    """A drafted session and what the store holds of it."""

    def __init__(self, worker: ThreadPoolExecutor, settings: Settings) -> None:
        self.stored: list[ev.AnyEvent] = []
        self.report: dict[str, Any] = {}
        self.log = SessionLog("s1", self._store, lambda: 1.0)
        self.parts = NoteParts(load_cues(), None)
        self.worker, self.settings = worker, settings
        self.rewriting = Rewriting(
            Shelf(chart=self._chart, report=self._report, keep=self._keep, earlier=self._earlier),
            settings,
            self._parts,
            worker,
        )

    async def _store(self, events: Any) -> None:
        self.stored.extend(events)

    async def _chart(self, session: str) -> Chart:
        return Chart()

    async def _earlier(self, client: str | None, session: str) -> tuple[Earlier, ...]:
        return ()

    async def _report(self, session: str) -> dict[str, Any]:
        return self.report

    async def _keep(self, session: str, events: Any, report: dict[str, Any]) -> None:
        await self._store(events)
        self.report = report

    async def _parts(self) -> NoteParts:
        return self.parts

    async def drafted(self) -> "Room":
        writer = self.parts.writer(Chart(), "DAP")
        await self.log.append(changed(None, ev.SessionState.LIVE))
        for one in utterances(TALK):
            await self.log.append(one, *writer.hear(one))
        await self.log.append(changed(self.log.transcript.state, ev.SessionState.ENDED))
        outline = self.settings.model_copy(update={"notes": NotesSettings()})
        await draft(self.log, writer, self.worker, outline, Timing(heard_s=50.0), self.rewriting._shelf.keep)
        return self

    async def do(self, command: commands.Format | commands.Regenerate) -> dict[str, Any]:
        return dict(await self.rewriting.do(self.log, command))

    def texts(self, section: str | None = None) -> list[str]:
        """As the note would be signed now."""
        sections = self.log.transcript.review.standing()
        return [s.text for part in sections if section in (None, part.key) for s in part.statements]

    async def edit(self, section: str, text: str) -> str:
        """The first statement of the section as the clinician words it; its id."""
        first = self.log.transcript.review.sections[section].statements[0].id
        await self.log.append(ev.Edit(statement=first, text=text, author="clinician", made_at=NOW))
        return first


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


@pytest.fixture
async def room(worker: ThreadPoolExecutor) -> Room:
    return await Room(worker, Settings()).drafted()


async def test_a_note_and_its_report_are_kept_together_or_not_at_all(room: Room) -> None:
    before, report = room.log.since(0), room.report

    async def full(*_: Any) -> None:
        raise UnstoredError("chart.db: the disk is full.")

    room.rewriting._shelf = msgspec.structs.replace(room.rewriting._shelf, keep=full)
    with pytest.raises(UnstoredError):
        await room.do(commands.Format(session="s1", format="soap"))
    assert (room.log.since(0), room.report) == (before, report)


async def test_a_format_that_a_disk_took_although_it_refused_is_that_of_the_report_too(
    tmp_path: Path, worker: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1")
        room = Room(worker, Settings(home=tmp_path))
        room.log = SessionLog("s1", partial(store.append, "s1"), lambda: 1.0, stored=partial(store.vouched, "s1"))
        room.rewriting._shelf = msgspec.structs.replace(room.rewriting._shelf, report=store.report, keep=store.append)
        await room.drafted()
        with monkeypatch.context() as disk:
            refuse_nameless(disk, errno.EROFS)
            with pytest.raises(UnstoredError):
                await room.do(commands.Format(session="s1", format="soap"))
        await room.log.catch_up()
        report, note = await store.report("s1"), room.log.transcript.note
        assert report and note
        assert (report["format"], report["revision"]) == (note.format, note.revision) == ("SOAP", note.revision)


async def test_a_format_is_switched_and_stored(room: Room) -> None:
    before = room.log.transcript.note
    answer = await room.do(commands.Format(session="s1", format="soap"))
    note, state = room.log.transcript.note, room.log.transcript.state
    assert before and note and state
    assert answer == {"session": "s1", "revision": before.revision + 1, "format": "SOAP"}
    assert (note.format, note.final, state.format, state.state) == ("SOAP", True, "SOAP", ev.SessionState.DRAFT)
    assert [part.key for part in note.sections] == ["subjective", "objective", "assessment", "plan"]
    assert (room.report["format"], room.report["timing"]["heard_s"]) == ("SOAP", 50.0)


async def test_there_and_back_is_the_same_note(room: Room) -> None:
    texts = room.texts()
    for name in ("GROUP", "CONSULTATION", "CLIENT_SUMMARY", "DAP"):
        await room.do(commands.Format(session="s1", format=name))
    assert room.texts() == texts


@pytest.mark.parametrize("name", format_names())
async def test_the_clinicians_words_stay_under_every_format(room: Room, name: str) -> None:
    id = await room.edit("plan", "Three short walks before work.")
    own = ev.Statement(id="c1", text="Wore the blue scarf.", kind="clinician", cites=())
    await room.log.append(ev.Addition(section="plan", statement=own, author="clinician", made_at=NOW))
    left = room.log.transcript.review.sections["assessment"].statements[0]
    rejected = ev.Decision(statement=left.id, verdict=ev.Verdict.REJECTED, reason="said twice", author="c", made_at=NOW)
    await room.log.append(rejected)
    for chosen in (name, "DAP"):
        await room.do(commands.Format(session="s1", format=chosen))
        assert room.texts().count("Three short walks before work.") == 1
        assert room.texts().count("Wore the blue scarf.") == 1
        assert left.text not in room.texts()
    there = room.log.transcript.review.find(id)
    assert there
    assert there.original
    await room.do(commands.Regenerate(session="s1", section="plan", hint="shorter"))
    assert "Three short walks before work." in room.texts("plan")


async def test_a_section_anew_leaves_the_others(room: Room) -> None:
    others = room.texts("assessment") + room.texts("plan")
    await room.do(commands.Regenerate(session="s1", section="data", hint="more on the walks"))
    assert room.texts("assessment") + room.texts("plan") == others
    assert any("walk" in text.lower() for text in room.texts("data"))


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (commands.Format(session="s1", format="NONE"), ConfigError),
        (commands.Regenerate(session="s1", section="nothing"), UsageError),
    ],
)
async def test_what_is_not_there(room: Room, command: commands.Format | commands.Regenerate, error: type) -> None:
    before = room.log.seq
    with pytest.raises(error):
        await room.do(command)
    assert room.log.seq == before


@pytest.mark.parametrize("state", [ev.SessionState.LIVE, ev.SessionState.SIGNED, ev.SessionState.AMENDED])
async def test_only_a_draft_is_written_anew(room: Room, state: ev.SessionState) -> None:
    await room.log.append(changed(room.log.transcript.state, state))
    before = room.log.seq
    for command in (commands.Format(session="s1", format="SOAP"), commands.Regenerate(session="s1", section="data")):
        with pytest.raises(StateError, match=state):
            await room.do(command)
    assert room.log.seq == before


def _shouting(body: Body) -> str:
    """A model that gives nothing that holds."""
    return '{"statements": [{"cites": ["u1"], "text": "Client was discharged from the hospital on Monday."}]}'


async def test_a_models_section_is_verified(worker: ThreadPoolExecutor) -> None:
    with serving(Script(_shouting), "script") as url:
        settings = Settings(notes=NotesSettings(engine="ollama"), ollama=OllamaSettings(url=url, model="script"))
        room = await Room(worker, settings).drafted()
        texts = room.texts("data")
        await room.do(commands.Regenerate(session="s1", section="data"))
    assert room.texts("data") == texts
    assert "hospital" not in " ".join(room.texts())


async def test_without_a_model_the_section_is_the_outlines(worker: ThreadPoolExecutor) -> None:
    settings = Settings(
        notes=NotesSettings(engine="ollama"), ollama=OllamaSettings(url="http://127.0.0.1:9", model="none")
    )
    room = await Room(worker, settings).drafted()
    texts = room.texts()
    await room.do(commands.Regenerate(session="s1", section="data"))
    assert room.texts() == texts
    assert room.log.transcript.notices[-1].code == "drafted-without-language-model"


async def test_two_switches_at_once_come_one_after_the_other(room: Room) -> None:
    answers = await asyncio.gather(
        *(room.do(commands.Format(session="s1", format=name)) for name in ("SOAP", "BIRP", "PIRP"))
    )
    assert len({answer["revision"] for answer in answers}) == 3


class SlowDisk:
    """Holds what is stored of one type back until it is let through."""

    def __init__(self, room: Room, type: type[ev.AnyEvent]) -> None:
        self._room, self._type = room, type
        self.reached, self.through = asyncio.Event(), asyncio.Event()
        room.log._store = self._stored

    async def _stored(self, events: Any) -> None:
        if any(isinstance(event, self._type) for event in events):
            self.reached.set()
            await self.through.wait()
        await self._room._store(events)

    async def meanwhile(self, first: Any, second: Any) -> None:
        """`second` is asked for while `first` is being stored, and would be stored at once if it could."""
        storing = asyncio.create_task(first)
        await self.reached.wait()
        asked = asyncio.create_task(second)
        while not self._room.log._writing._waiters:
            await asyncio.sleep(0.01)
        self.through.set()
        await asyncio.gather(storing, asked)


async def test_what_is_added_while_the_note_is_laid_out_stands_in_it(room: Room) -> None:
    """A format that carries the clinician's words itself has those of the last moment too."""
    await room.edit("plan", "Three short walks before work.")
    own = ev.Statement(id="c1", text="Wore the blue scarf.", kind="clinician", cites=())
    adding = room.log.append(ev.Addition(section="plan", statement=own, author="clinician", made_at=NOW))
    format = room.do(commands.Format(session="s1", format="CONSULTATION"))
    await SlowDisk(room, ev.Addition).meanwhile(adding, format)
    assert {"Three short walks before work.", "Wore the blue scarf."} <= set(room.texts())


async def test_who_has_read_it_all_meanwhile_has_read_it_under_another_format_too(room: Room) -> None:
    reviewed = room.log.append(changed(room.log.transcript.state, ev.SessionState.REVIEWED))
    format = room.do(commands.Format(session="s1", format="SOAP"))
    await SlowDisk(room, ev.Session).meanwhile(reviewed, format)
    state = room.log.transcript.state
    assert state and (state.state, state.format) == (ev.SessionState.REVIEWED, "SOAP")


async def test_two_that_set_right_whose_words_they_are_undo_nothing_of_each_other(room: Room) -> None:
    """A name goes to all that its voice said: not to what another tablet has just given to somebody else."""
    said = room.log.transcript.said
    client, therapist = said["u2"].speaker, said["u1"].speaker
    await asyncio.gather(
        set_right(room.log, room.rewriting, commands.Assign(utterances=("u2",), speaker=therapist), "Dr. B"),
        set_right(room.log, room.rewriting, commands.Name(speaker=client, role=ev.Role.CLIENT, name="Ada"), "Dr. B"),
    )
    assert (said["u2"].speaker, said["u4"].speaker) == (therapist, client)


# -- set right after the session ---------------------------------------------------------------------------------------


async def test_a_word_is_set_right_after_the_session_and_what_rests_on_it_is_found_anew(room: Room) -> None:
    kept = await room.edit("plan", "Three short walks before work.")
    stored = len(room.stored)
    await set_right(room.log, room.rewriting, commands.Correct(utterance="u2", text="I woke at six."), "Dr. B")
    assert room.log.transcript.said["u2"].text == "I woke at six."
    assert not any("three on four nights" in text for text in room.texts())
    assert "Three short walks before work." in room.texts("plan")
    there = room.log.transcript.review.find(kept)
    assert there and there.original
    evidence = room.log.transcript.evidence.values()
    assert evidence and not any("three on four nights" in one.text for one in evidence)
    assert [type(event) for event in room.stored[stored:]][:2] == [ev.Correction, ev.Renewal]
    assert "three on four nights" not in str(room.report)


async def test_a_misheard_risk_is_void_once_it_is_set_right(room: Room) -> None:
    assert room.log.transcript.risks
    await set_right(
        room.log, room.rewriting, commands.Correct(utterance="u5", text="Any thoughts about work?"), "Dr. B"
    )
    assert room.log.transcript.risks == []


async def test_whose_words_they_are_is_set_right_and_the_note_follows(room: Room) -> None:
    said = room.log.transcript.said
    await set_right(room.log, room.rewriting, commands.Assign(utterances=("u2",), speaker=said["u1"].speaker), "Dr. B")
    assert said["u2"].role is ev.Role.THERAPIST
    assert not any(s.text.startswith("Client") and "u2" in s.cites for s in room.log.transcript.review.statements)
    (moved,) = [event for event in room.stored if isinstance(event, ev.Speaker)]
    assert moved.author == "Dr. B"
    await set_right(
        room.log, room.rewriting, commands.Name(speaker=said["u4"].speaker, role=ev.Role.CLIENT, name="Ada"), "B"
    )
    assert room.log.transcript.names[said["u4"].speaker] == (ev.Role.CLIENT, "Ada")


async def test_after_the_signature_and_of_what_was_not_said_nothing_is_set_right(room: Room) -> None:
    stored = len(room.stored)
    with pytest.raises(StateError, match="can't be corrected"):
        await set_right(room.log, room.rewriting, commands.Correct(utterance="u99", text="x"), "Dr. B")
    with pytest.raises(StateError, match="Nobody of that name"):
        await set_right(room.log, room.rewriting, commands.Assign(utterances=("u1",), speaker="S9"), "Dr. B")
    assert len(room.stored) == stored
    await room.log.append(changed(room.log.transcript.state, ev.SessionState.SIGNED))
    with pytest.raises(StateError):
        await set_right(room.log, room.rewriting, commands.Correct(utterance="u1", text="x"), "Dr. B")


async def test_the_client_s_view_is_in_words_to_them_and_stores_nothing(room: Room) -> None:
    assert (await room.rewriting.summary(room.log))["sections"] == []
    stored, report = len(room.stored), dict(room.report)
    for one in tuple(room.log.transcript.review.statements):
        decision = ev.Decision(statement=one.id, verdict=ev.Verdict.ACCEPTED, author="clinician", made_at=NOW)
        await room.log.append(decision)
    own = ev.Statement(id="c1", text="I doubt the walks.", kind="clinician", cites=())
    await room.log.append(ev.Addition(section="plan", statement=own, author="clinician", made_at=NOW))
    before = len(room.stored)
    found = await room.rewriting.summary(room.log)
    texts = [text for section in found["sections"] for text in section["statements"]]
    assert texts and not any(text.startswith("Client") for text in texts)
    assert "I doubt the walks." not in texts
    assert len(room.stored) == before > stored and room.report == report
