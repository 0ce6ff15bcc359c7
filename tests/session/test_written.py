"""A session without a microphone: what is written becomes the note, and nothing else happens."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError, UsageError
from scribe.session.log import SessionLog
from scribe.session.obeying import obey_unheard
from scribe.session.written import WrittenSession
from tests.gateway.room import forget

SECTION = ev.Section(key="plan", title="Plan", statements=())


class Writer:
    """Answers each jotting with a live note; `fails` is a fault in it."""

    fails = False

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
        raise AssertionError("nothing is heard")

    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]:
        raise AssertionError("nobody speaks")

    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]:
        raise AssertionError("nothing can be struck")

    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
        if self.fails:
            raise ZeroDivisionError
        return [ev.Note(revision=1, final=False, engine="outline", format="DAP", sections=(SECTION,))]


@asynccontextmanager
async def writing(state: ev.SessionState = ev.SessionState.UNHEARD) -> AsyncIterator[tuple[WrittenSession, Writer]]:
    log, writer = SessionLog("s1", forget, lambda: 0.0), Writer()
    await log.append(ev.Session(state=ev.SessionState.CREATED), ev.Session(state=state, started_at="2026-03-02T09:00Z"))
    with ThreadPoolExecutor(1) as worker:
        yield WrittenSession(log, writer, worker), writer


async def test_what_is_written_is_kept_with_its_section_and_goes_into_the_note() -> None:
    async with writing() as (session, _):
        await obey_unheard(session, commands.Jot(text="  Slept well. ", section="plan"), "Dr. B")
        (kept,) = session.log.transcript.jottings
        assert (kept.id, kept.author, kept.text, kept.section, kept.near) == (
            "j1",
            "Dr. B",
            "Slept well.",
            "plan",
            None,
        )
        assert session.log.transcript.sections["plan"] == SECTION


async def test_what_is_asked_for_again_is_kept_once() -> None:
    async with writing() as (session, _):
        for key in ("k1", "k1", "", "", "k2"):
            await obey_unheard(session, commands.Jot(text="Slept well.", section="plan", key=key), "Dr. B")
        assert [one.key for one in session.log.transcript.jottings] == ["k1", "", "", "k2"]


async def test_what_two_tablets_ask_for_at_once_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def slowly(events: object) -> None:
        await asyncio.sleep(0.001)

    async with writing() as (session, _):
        monkeypatch.setattr(session.log, "_store", slowly)
        jots = (commands.Jot(text="Slept well.", section="plan", key=key) for key in ("k1", "k1", "k2"))
        await asyncio.gather(*(obey_unheard(session, jot, "Dr. B") for jot in jots))
        assert [(one.id, one.key) for one in session.log.transcript.jottings] == [("j1", "k1"), ("j2", "k2")]


async def test_it_runs_until_it_is_stopped_and_holds_no_sound() -> None:
    async with writing() as (session, _):
        running = asyncio.create_task(session.run())
        answer = await obey_unheard(session, commands.Stop(), "Dr. B")
        await asyncio.wait_for(running, 5)
        assert answer == {"state": ev.SessionState.ENDED}
        assert session.close() == 0.0
        with pytest.raises(StateError, match="can't stop"):
            await session.stop()


@pytest.mark.parametrize("command", [commands.Pause(), commands.Resume(), commands.Mark(), commands.Strike(last_s=30)])
async def test_what_is_for_sound_is_refused(command: commands.LiveCommand) -> None:
    async with writing() as (session, _):
        with pytest.raises(StateError, match="Nothing is heard"):
            await obey_unheard(session, command, "Dr. B")


@pytest.mark.parametrize(("text", "kind"), [(" ", "observation"), ("x" * 5000, "observation"), ("now", "mark")])
async def test_an_empty_or_endless_text_is_refused(text: str, kind: str) -> None:
    async with writing() as (session, _):
        with pytest.raises(UsageError):
            await session.jot("Dr. B", text, kind)
        assert session.log.transcript.jottings == []


async def test_a_fault_of_the_note_loses_nothing_that_was_written() -> None:
    async with writing() as (session, writer):
        writer.fails = True
        await session.jot("Dr. B", "Slept well.", "observation")
        assert [one.text for one in session.log.transcript.jottings] == ["Slept well."]


async def test_one_that_was_cut_off_after_its_end_is_over_at_once() -> None:
    async with writing(ev.SessionState.ENDED) as (session, _):
        await asyncio.wait_for(session.run(), 5)


async def test_it_is_stopped_once_however_long_that_waits_for_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    room = asyncio.Event()

    async def wait(events: object) -> None:
        await room.wait()

    async with writing() as (session, _):
        monkeypatch.setattr(session.log, "_store", wait)
        stopping = [asyncio.create_task(session.stop()) for _ in range(2)]
        await asyncio.sleep(0.01)
        room.set()
        outcomes = await asyncio.gather(*stopping, return_exceptions=True)
    assert [type(error) for error in outcomes] == [type(None), StateError]
