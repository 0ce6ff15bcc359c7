"""The parts joined: who may begin, what a broken session does to the room, and that sessions come back."""

import asyncio
import base64
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scribe import commands
from scribe import events as ev
from scribe.audio.frame import FRAME, Frame
from scribe.audio.source import Nothing
from scribe.chart import Chart, Participant
from scribe.config import GatewaySettings, Settings
from scribe.daemon import Daemon
from scribe.errors import BusyError, StateError
from scribe.session.clock import changed
from scribe.session.live import LiveSession
from scribe.speech.models import SpeechModels
from tests.journeys.program import ROOT

CHART = Chart(
    client="Ada L.",
    participants=(Participant(name="Ada", role=ev.Role.CLIENT), Participant(name="Dr. B", role=ev.Role.THERAPIST)),
)
AGREED = tuple(commands.ConsentGiven(name=p.name, role=p.role, purpose="notes") for p in CHART.participants)

pytestmark = pytest.mark.model


class Silence(Nothing):
    """A quiet room until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._closed = asyncio.Event()

    async def frames(self) -> AsyncIterator[Frame]:
        while not self._closed.is_set():
            yield Frame(self.position, np.zeros(FRAME, np.float32))
            self.position += FRAME
            await asyncio.sleep(0.001)

    async def close(self) -> None:
        self._closed.set()


def settings(home: Path) -> Settings:
    return Settings(home=home, models=ROOT / ".models", gateway=GatewaySettings(port=0))


async def test_a_quiet_session_from_consent_to_an_empty_note(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        assert daemon.health()["state"] == "idle"
        running = await daemon.sessions.begin(Silence(), CHART, AGREED)
        assert daemon.health()["state"] == "live"
        await daemon.do(commands.Stop(), "tablet")
        report = await running
        assert [s for section in report["sections"] for s in section["statements"] if s["kind"] != "session_info"] == []
        assert report["missing"]
        (row,) = await daemon.store.sessions()
        assert row.state == ev.SessionState.DRAFT
        given = [e for e in await daemon.store.events(row.id) if isinstance(e, ev.Consent)]
        assert {consent.name for consent in given} == {"Ada", "Dr. B"}


async def test_without_every_consent_nothing_is_begun(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        with pytest.raises(StateError, match="Ada"):
            await daemon.sessions.begin(Silence(), CHART, AGREED[1:])
        assert await daemon.store.sessions() == []


async def test_a_room_hears_one_session_at_a_time(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        running = await daemon.sessions.begin(Silence(), CHART, AGREED)
        with pytest.raises(StateError, match="already"):
            await daemon.sessions.begin(Silence(), CHART, AGREED)
        await daemon.do(commands.Stop(), "tablet")
        await running


async def test_a_room_that_rested_hears_before_its_models_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        await daemon.equipment.models.get()
        load, go = daemon.equipment.models._load, threading.Event()

        def slowly() -> SpeechModels:
            go.wait(60)
            return load()

        monkeypatch.setattr(daemon.equipment.models, "_load", slowly)
        assert await daemon.rest()
        beginning = asyncio.create_task(daemon.sessions.begin(Silence(), CHART, AGREED))
        await asyncio.sleep(0)
        assert daemon.equipment.models.held and not await daemon.rest()
        with pytest.raises(StateError, match="already"):
            await daemon.sessions.begin(Silence(), CHART, AGREED)
        running = await beginning
        live = daemon.live
        assert live is not None
        while live.captured < 1:
            await asyncio.sleep(0.01)
        assert live.lag > 0.5 and daemon.ready
        await daemon.do(commands.Stop(), "tablet")
        go.set()
        await running
        assert live.lag == 0
        assert live.journal.seconds == pytest.approx(live.captured)


async def test_a_hush_reaches_what_is_heard_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, hushed = Silence(), asyncio.Event()
    monkeypatch.setattr(source, "pause", hushed.set)
    async with Daemon(settings(tmp_path)) as daemon:
        daemon.hush("")
        running = await daemon.sessions.begin(source, CHART, AGREED)
        daemon.hush("an earlier session")
        assert not hushed.is_set()
        daemon.hush(daemon.heard)
        assert daemon.heard and hushed.is_set()
        await daemon.do(commands.Stop(), "tablet")
        await running


async def test_a_command_without_a_session_is_refused(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        with pytest.raises(StateError, match="No session"):
            await daemon.do(commands.Pause(), "tablet")


async def test_a_broken_session_ends_the_daemon_and_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: LiveSession) -> None:
        raise RuntimeError("a fault nobody thought of")

    with monkeypatch.context() as fault:
        fault.setattr(LiveSession, "run", broken)
        async with Daemon(settings(tmp_path)) as daemon:
            watching = asyncio.create_task(daemon.stage.until_broken())
            await asyncio.sleep(0)
            await daemon.sessions.begin(Silence(), CHART, AGREED)
            with pytest.raises(RuntimeError):
                await watching
    async with Daemon(settings(tmp_path)) as daemon:
        row = await daemon.sessions.interrupted()
        assert row is not None
        await (await daemon.sessions.finish_interrupted(row))
        assert await daemon.sessions.interrupted() is None


async def test_two_daemons_never_share_a_home(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)):
        with pytest.raises(BusyError):
            async with Daemon(settings(tmp_path)):
                pass


# -- without a microphone ----------------------------------------------------------------------------------------------


def whole(report: dict[str, Any]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Section key -> (text, flags) of its statements."""
    return {s["key"]: [(o["text"], tuple(o["flags"])) for o in s["statements"]] for s in report["sections"]}


async def test_where_somebody_does_not_agree_the_clinician_writes_and_nothing_is_heard(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        answer = await daemon.do(commands.Start(chart=CHART, hears=False), "tablet")
        assert daemon.health()["state"] == "unheard" and daemon.stage.finishing is None
        with pytest.raises(StateError, match="does not hear"):
            await daemon.hear(1, b"\0\0")
        await daemon.do(commands.Jot(text="Slept six hours.", section="data"), "tablet")
        await daemon.do(commands.Jot(text="Denied thoughts of suicide when asked.", section="assessment"), "tablet")
        await daemon.do(commands.Jot(text="Affect: flat.", kind="mental_status"), "tablet")
        await daemon.do(commands.Stop(), "tablet")
        assert daemon.stage.running
        report = await daemon.stage.running
        written = whole(report)
        assert written["data"] == [("Affect: flat.", ("observed",)), ("Slept six hours.", ("observed",))]
        assert written["assessment"] == [("Denied thoughts of suicide when asked.", ("observed",))]
        assert report["header"]["account"] == "Written by the clinician. Nothing was heard."
        assert "minutes" not in report["header"] and "start" not in report["header"]
        missing = {one["element"] for one in report["missing"]}
        assert {"time", "sound", "diagnosis"} <= missing and "risk" not in missing
        session = answer["session"]
        assert not (tmp_path / "audio" / session).exists()
        assert [e for e in await daemon.store.events(session) if isinstance(e, ev.Consent)] == []
        assert "session unheard" in [row.action for row in await daemon.store.audit_rows()]


async def test_it_is_laid_out_anew_signed_and_exported_as_any_other(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        session = (await daemon.do(commands.Start(chart=CHART, hears=False), "tablet"))["session"]
        await daemon.do(commands.Jot(text="Breathing practice daily.", section="plan"), "tablet")
        await daemon.do(commands.Stop(), "tablet")
        assert daemon.stage.running
        await daemon.stage.running
        await daemon.do(commands.Format(session=session, format="SOAP"), "tablet")
        await daemon.do(commands.Edit(session=session, statement="j1", text="Breathing practice twice a day."), "Dr. B")
        answer = await daemon.do(commands.Sign(session=session, name="Dr. B", credentials="PhD"), "Dr. B")
        assert answer["state"] == "signed" and answer["review"]["destroyed"] == []
        text = base64.b64decode((await daemon.do(commands.Export(session=session), "Dr. B"))["data"]).decode()
        assert "Breathing practice twice a day." in text and "Nothing was heard." in text


async def test_a_crash_brings_it_back_without_a_microphone(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        await daemon.do(commands.Start(chart=CHART, hears=False), "tablet")
        await daemon.do(commands.Jot(text="Before the crash.", section="data"), "tablet")
    async with Daemon(settings(tmp_path)) as daemon:
        row = await daemon.sessions.interrupted()
        assert row and row.state == ev.SessionState.UNHEARD
        running = await daemon.sessions.write_on(row)
        await daemon.do(commands.Jot(text="After it.", section="data"), "tablet")
        await daemon.do(commands.Stop(), "tablet")
        assert [text for text, _ in whole(await running)["data"]] == ["Before the crash.", "After it."]


async def test_what_was_asked_before_a_crash_and_is_asked_again_after_it_is_added_once(tmp_path: Path) -> None:
    before = commands.Jot(text="Before the crash.", section="data", key="k1")
    async with Daemon(settings(tmp_path)) as daemon:
        session = (await daemon.do(commands.Start(chart=CHART, hears=False), "tablet"))["session"]
        await daemon.do(before, "tablet")
    async with Daemon(settings(tmp_path)) as daemon:
        row = await daemon.sessions.interrupted()
        assert row
        running = await daemon.sessions.write_on(row)
        await daemon.do(before, "tablet")
        await daemon.do(commands.Stop(), "tablet")
        assert [text for text, _ in whole(await running)["data"]] == ["Before the crash."]
        ended = await daemon.do(commands.Jot(text="Before the crash.", section="data", key="k1", session=session), "")
        assert ended["state"] == "draft"
        with pytest.raises(StateError, match="No session"):
            await daemon.do(commands.Jot(text="After the end.", key="k2", session=session), "tablet")


async def test_what_was_meant_for_an_earlier_session_never_reaches_the_next_one(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        first = (await daemon.do(commands.Start(chart=CHART, hears=False), "tablet"))["session"]
        await daemon.do(commands.Stop(), "tablet")
        assert daemon.stage.running
        await daemon.stage.running
        second = (await daemon.do(commands.Start(chart=CHART, hears=False), "tablet"))["session"]
        for late in (
            commands.Jot(text="Of the first one.", session=first),
            commands.Mark(session=first),
            commands.Strike(last_s=30, session=first),
            commands.Pause(session=first),
            commands.Resume(session=first),
            commands.Stop(session=first),
        ):
            with pytest.raises(StateError, match="earlier session"):
                await daemon.do(late, "tablet")
        await daemon.do(commands.Jot(text="Of this one.", session=second), "tablet")
        assert daemon.current
        assert [one.text for one in daemon.current.transcript.jottings] == ["Of this one."]
        assert (await daemon.do(commands.Stop(session=second), "tablet"))["state"] == "ended"


async def test_a_correction_that_names_the_session_reaches_it_while_it_is_heard_and_after(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        running = await daemon.sessions.begin(Silence(), CHART, AGREED)
        assert daemon.current
        session = daemon.current.session
        said = ev.Utterance(
            id="u1", speaker="S1", role=ev.Role.CLIENT, start=0.0, end=1.0, text="I sleep bad.", confidence=0.9
        )
        await daemon.current.append(said)
        right = commands.Correct(session=session, utterance="u1", text="I sleep badly.")
        answer = await daemon.do(right, "tablet")
        assert answer["state"] == "live"
        await daemon.do(commands.Stop(), "tablet")
        await running
        answer = await daemon.do(right, "tablet")
        assert answer["session"] == session
        assert daemon.current.transcript.said["u1"].text == "I sleep badly."


async def test_one_that_was_cut_off_before_its_note_is_finished(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        session = (await daemon.do(commands.Start(chart=CHART, hears=False), "tablet"))["session"]
        await daemon.do(commands.Jot(text="All of it.", section="data"), "tablet")
        log = daemon.current
        assert log and log.transcript.state
        await log.append(changed(log.transcript.state, ev.SessionState.ENDED))
    async with Daemon(settings(tmp_path)) as daemon:
        row = await daemon.sessions.interrupted()
        assert row and row.id == session
        report = await (await daemon.sessions.finish_interrupted(row))
        assert [text for text, _ in whole(report)["data"]] == ["All of it."]
        assert report["header"]["account"]
