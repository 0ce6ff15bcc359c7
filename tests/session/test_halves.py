"""Two halves of an interrupted session become one note and two again: both records stay, the audit says so."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scribe import commands
from scribe import events as ev
from scribe.chart import Chart
from scribe.config import NotesSettings, RecordsSettings, Settings
from scribe.errors import StateError, StoreError, UsageError
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Timing
from scribe.notes.parts import NoteParts
from scribe.records import past
from scribe.records.connection import Connection
from scribe.records.store import Store
from scribe.session import recovery, rewriting
from scribe.session.clock import changed
from scribe.session.desk import Desk, half_at
from scribe.session.draft import draft
from scribe.session.earlier import earlier_notes
from scribe.session.halves import Halves
from scribe.session.log import SessionLog
from tests.notes.conversation import utterances
from tests.records import samples

FIRST = """
T: How did you sleep this week?
C: I woke at three on four nights and stared at the ceiling.
"""
SECOND = """
T: Have you had any thoughts of ending your life?
C: No, none at all.
T: Could you walk on three mornings before next week?
C: Yes, I can do that.
"""
DAY = date(2026, 3, 2)
HOURS = {"first": "09:00", "second": "09:20"}
PARTS = NoteParts(load_cues(), None)


class Room:
    def __init__(self, store: Store, settings: Settings, worker: ThreadPoolExecutor) -> None:
        self.store, self.settings, self.worker = store, settings, worker
        self.desk = Desk(store, settings, lambda: None)
        shelf = rewriting.Shelf(chart=store.chart, report=store.report, keep=store.append, earlier=self._earlier)
        self.rewriting = rewriting.Rewriting(shelf, settings, self._parts, worker)
        self.halves = Halves(store, self.desk.log, self.rewriting)

    async def _parts(self) -> NoteParts:
        return PARTS

    async def _earlier(self, client: str | None, session: str) -> Any:
        return await earlier_notes(self.store, client, session)

    async def drafted(self, session: str, talk: str, client: str = "Ada L.") -> None:
        """A session from its first word to its draft, with a jotting."""
        chart, started = Chart(client=client), f"2026-03-02T{HOURS.get(session, '09:00')}:00.000+00:00"
        await samples.begin(self.store, session, chart)

        async def append(events: Any) -> None:
            await self.store.append(session, events)

        log = SessionLog(session, append, lambda: 0.0)
        writer = PARTS.writer(chart, "DAP")
        consent = ev.Consent(name="Ada", role=ev.Role.CLIENT, purpose="notes", how="spoken", given_at=started)
        await log.append(ev.Session(state=ev.SessionState.CREATED), consent)
        await log.append(ev.Session(state=ev.SessionState.LIVE, started_at=started))
        jotting = ev.Jotting(id="j1", author="tablet", text=f"Observed in {session}.", kind="observation", near="u1")
        for said in utterances(talk):
            await log.append(said, *writer.hear(said))
        await log.append(jotting, *writer.jot(jotting))
        await log.append(changed(log.transcript.state, ev.SessionState.ENDED))
        timing = Timing(started_at=started, ended_at=started.replace(":00:00", ":15:00"), heard_s=600.0)
        await draft(log, writer, self.worker, self.settings, timing, self.store.append)

    async def answer_for_safety(self, session: str) -> None:
        log = await self.desk.log(session)
        waiting = tuple(one.id for _, one in log.transcript.review.unanswered())
        await self.desk.do(commands.Accept(session=session, statements=waiting), "tablet")

    async def do(self, command: commands.Merge | commands.Split) -> Any:
        return await self.halves.do(command, "Dr. B")

    async def texts(self, session: str) -> list[str]:
        log = await self.desk.log(session, half=True)
        return [one.text for section in log.transcript.review.standing() for one in section.statements]


@asynccontextmanager
async def two_halves(home: Path) -> AsyncIterator[Room]:
    settings = Settings(home=home, notes=NotesSettings())
    with ThreadPoolExecutor(1) as worker:
        async with Store.open(home, samples.SETTINGS) as store:
            room = Room(store, settings, worker)
            await room.drafted("first", FIRST)
            await room.drafted("second", SECOND)
            yield room


MERGE, SPLIT = commands.Merge(session="first", other="second"), commands.Split(session="first", other="second")


async def test_one_note_of_both_halves_and_both_records_stay(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        before, theirs = await room.store.events("second"), await room.texts("second")
        assert (await room.do(MERGE))["merged"] == ["second"]
        both = await room.texts("first")
        assert any("woke at three" in text for text in both) and any("three mornings" in text for text in both)
        assert {"Observed in first.", "Observed in second."} <= set(both)
        log = await room.desk.log("first")
        assert list(log.transcript.said) == [f"u{n}" for n in range(1, 7)]
        assert [said.speaker for said in log.transcript.said.values()] == ["S-T", "S-C"] * 3
        (third,) = [said for said in log.transcript.said.values() if said.id == "u3"]
        assert third.start == pytest.approx(1200.0 + 5.0)
        cited = {cite for s in log.transcript.review.statements for cite in s.cites}
        assert cited <= set(log.transcript.said)
        assert [risk.status for risk in log.transcript.risks] == [ev.RiskStatus.DENIED]
        assert len(log.transcript.consents) == 1
        assert await room.store.events("second") == before and await room.texts("second") == theirs
        report = await room.store.report("first")
        assert report and report["timing"]["heard_s"] == 1200.0
        gap = [one["text"] for one in report["missing"] if one["element"] == "sound"]
        assert gap == ["From 0:14 to 20:00 nothing was heard: the session was interrupted."]


async def test_two_that_merge_at_once_make_one_copy(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        done = await asyncio.gather(room.do(MERGE), room.do(MERGE), return_exceptions=True)
        assert [type(one) for one in done] == [dict, StateError]
        assert list((await room.desk.log("first")).transcript.said) == [f"u{n}" for n in range(1, 7)]


async def test_parted_again_each_is_as_it_was_and_no_copy_is_left(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        first, second = await room.texts("first"), await room.texts("second")
        await room.do(MERGE)
        assert (await room.do(SPLIT))["merged"] == []
        assert await room.texts("first") == first and await room.texts("second") == second
        log = await room.desk.log("first")
        assert log.transcript.risks == []
        assert [jotting.id for jotting in log.transcript.jottings] == ["j1"]
        report = await room.store.report("first")
        assert report and report["timing"]["heard_s"] == 600.0 and "three mornings" not in str(report)
        stored = [event for event in await room.store.events("first") if isinstance(event, ev.Utterance)]
        assert [bool(event.text) for event in stored] == [True] * 2 + [False] * 4
        await room.do(MERGE)
        assert any("three mornings" in text for text in await room.texts("first"))


async def test_the_audit_tells_of_both_and_who(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        await room.do(SPLIT)
        rows = [(row.actor, row.action) for row in await room.store.audit_rows()]
        assert ("Dr. B", "other half merged into the session") in rows
        assert ("Dr. B", "other half parted from the session") in rows
        assert await room.store.verify() == []


async def test_a_person_s_own_hand_is_kept_on_both(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        mine = (await room.desk.log("first")).transcript.review.sections["data"].statements[0].id
        theirs = (await room.desk.log("second")).transcript.review.sections["plan"].statements[0].id
        await room.desk.do(commands.Edit(session="first", statement=mine, text="Woke early."), "Dr. B")
        await room.desk.do(commands.Edit(session="second", statement=theirs, text="Walks, three times."), "Dr. B")
        await room.desk.do(commands.Add(session="second", section="plan", text="Call the GP."), "Dr. B")
        await room.do(MERGE)
        assert {"Woke early.", "Walks, three times.", "Call the GP."} <= set(await room.texts("first"))
        await room.do(SPLIT)
        first, second = await room.texts("first"), await room.texts("second")
        assert "Woke early." in first and not {"Walks, three times.", "Call the GP."} & set(first)
        assert {"Walks, three times.", "Call the GP."} <= set(second)


async def test_a_merge_is_one_transaction_with_what_the_clinician_did_to_the_other_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_halves(tmp_path) as room:
        await room.desk.do(commands.Add(session="second", section="plan", text="Call the GP."), "Dr. B")
        write, written = Connection.write, list[object]()

        async def counted(connection: Connection, work: Any) -> Any:
            written.append(work)
            return await write(connection, work)

        monkeypatch.setattr(Connection, "write", counted)
        await room.do(MERGE)
        assert len(written) == 1
        assert "Call the GP." in await room.texts("first")


async def test_the_half_is_told_as_part_of_the_other_everywhere(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        listed = (await room.desk.do(commands.Sessions(all=True), "tablet"))["sessions"]
        assert [row["id"] for row in listed] == ["first"]
        assert [note.session for note in await room.store.ask(lambda db: past.notes_of(db, "Ada L."))] == ["first"]
        assert [e.session for e in await room.store.ask(lambda db: past.entries(db, DAY, DAY))] == ["first"]
        with pytest.raises(StateError, match="one half"):
            await room.desk.do(commands.Reviewed(session="second"), "tablet")
        with pytest.raises(StateError, match="one half"):
            await room.desk.do(commands.Sign(session="second", name="Dr. B", credentials="PhD"), "tablet")
        log = await room.desk.log("first")
        assert half_at(log, 10.0) == ("first", 0.0) and half_at(log, 1201.0) == ("second", 1200.0)


async def test_signed_together_the_sound_of_both_is_destroyed(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        await room.answer_for_safety("first")
        await room.desk.do(commands.Sign(session="first", name="Dr. B", credentials="PhD"), "tablet")
        assert await room.store.sessions_without_sound() == ["first", "second"]
        with pytest.raises(StateError, match="signed"):
            await room.do(SPLIT)


async def test_by_policy_the_words_of_both_go_as_well(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        await room.answer_for_safety("first")
        policy = Settings(home=tmp_path, records=RecordsSettings(destroy_words=True))
        desk = Desk(room.store, policy, lambda: None)
        await desk.do(commands.Sign(session="first", name="Dr. B", credentials="PhD", cosigner="Dr. C"), "tablet")
        assert b"three mornings" in str(await room.store.events("second")).encode()
        await desk.do(commands.Cosign(session="first", name="Dr. C", credentials="MD"), "tablet")
        for session in ("first", "second"):
            said = [e for e in await room.store.events(session) if isinstance(e, ev.Utterance)]
            assert said and not any("mornings" in one.text or "ceiling" in one.text for one in said)


async def test_a_crash_between_the_two_leaves_no_sound_of_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        await room.answer_for_safety("first")
        monkeypatch.setattr(room.desk, "_destroy_halves", lambda log: asyncio.sleep(0))
        await room.desk.do(commands.Sign(session="first", name="Dr. B", credentials="PhD"), "tablet")
        assert await room.store.sessions_without_sound() == ["first"]
        await Desk(room.store, room.settings, lambda: None).sweep()
        assert await room.store.sessions_without_sound() == ["first", "second"]


async def test_destroyed_together_and_never_one_alone(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        with pytest.raises(StateError, match="one half"):
            await room.store.remove_session("second", "console", "asked for")
        await room.store.remove_session("first", "console", "asked for")
        assert await room.store.sessions() == []
        assert b"three mornings" not in await asyncio.to_thread(samples.decrypted, tmp_path)


async def test_only_two_halves_of_one_session_are_merged(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.drafted("other", FIRST, client="Bo M.")
        for command, why in (
            (commands.Merge(session="first", other="first"), "no half of itself"),
            (commands.Merge(session="second", other="first"), "begins after"),
            (commands.Merge(session="first", other="other"), "same client"),
            (SPLIT, "no half of this"),
        ):
            with pytest.raises((StateError, UsageError), match=why):
                await room.do(command)
        with pytest.raises(StoreError):
            await room.do(commands.Merge(session="first", other="nowhere"))
        await room.do(MERGE)
        with pytest.raises(StateError, match="one half"):
            await room.do(MERGE)


async def test_a_new_start_finds_them_merged(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        await room.do(MERGE)
        both = await room.texts("first")
    with ThreadPoolExecutor(1) as worker:
        async with Store.open(tmp_path, samples.SETTINGS) as store:
            again = Room(store, Settings(home=tmp_path), worker)
            assert await again.texts("first") == both
            await again.do(SPLIT)
            assert recovery.next_utterance((await again.desk.log("first")).transcript) == 7
