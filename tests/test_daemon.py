"""The parts joined: who may begin, what a broken session does to the room, and that sessions come back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

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
from scribe.session.live import LiveSession
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
        running = await daemon.begin(Silence(), CHART, AGREED)
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
            await daemon.begin(Silence(), CHART, AGREED[1:])
        assert await daemon.store.sessions() == []


async def test_a_room_hears_one_session_at_a_time(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)) as daemon:
        running = await daemon.begin(Silence(), CHART, AGREED)
        with pytest.raises(StateError, match="already"):
            await daemon.begin(Silence(), CHART, AGREED)
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
            watching = asyncio.create_task(daemon.until_broken())
            await asyncio.sleep(0)
            await daemon.begin(Silence(), CHART, AGREED)
            with pytest.raises(RuntimeError):
                await watching
    async with Daemon(settings(tmp_path)) as daemon:
        row = await daemon.interrupted()
        assert row is not None
        await (await daemon.finish_interrupted(row))
        assert await daemon.interrupted() is None


async def test_two_daemons_never_share_a_home(tmp_path: Path) -> None:
    async with Daemon(settings(tmp_path)):
        with pytest.raises(BusyError):
            async with Daemon(settings(tmp_path)):
                pass
