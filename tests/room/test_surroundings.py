"""Clock, certificate and broker, as `scribe doctor` names them, each with its next step."""

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scribe.config import GatewaySettings, MqttSettings
from scribe.gateway.authority import issue
from scribe.room import surroundings
from tests.room.broker import MISSING, Broker, certify


@pytest.mark.parametrize(("said", "ok"), [("yes\n", True), ("no\n", False), ("", True)])
def test_a_clock_that_nobody_sets_is_named(monkeypatch: pytest.MonkeyPatch, said: str, ok: bool) -> None:
    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, said, "")

    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/timedatectl")
    monkeypatch.setattr("subprocess.run", run)
    found = surroundings.clock()
    assert found.ok is ok
    assert ("timedatectl" in found.hint) is not ok


@pytest.mark.parametrize(("days", "ok", "needed"), [(-40, True, False), (0, False, False), (2, False, True)])
def test_a_certificate_that_ends_soon_is_named(tmp_path: Path, days: int, ok: bool, needed: bool) -> None:
    """It is good for a day from now."""
    certify(tmp_path)
    settings = GatewaySettings(certificate=tmp_path / "broker.crt", key=tmp_path / "broker.key")
    (found,) = surroundings.certificate(settings, tmp_path / "tls", datetime.now(UTC) + timedelta(days=days))
    assert (found.ok, found.needed) == (ok, needed)


def test_a_certificate_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "room.crt").write_text("no certificate")
    settings = GatewaySettings(certificate=tmp_path / "room.crt", key=tmp_path / "k")
    (found,) = surroundings.certificate(settings, tmp_path / "tls")
    assert not found.ok and "room.crt" in found.text and found.hint
    assert surroundings.certificate(GatewaySettings(), tmp_path / "tls") == []


def test_a_certificate_of_the_device_s_own(tmp_path: Path) -> None:
    issue(tmp_path, ["scribe.lan"])
    (found,) = surroundings.certificate(GatewaySettings(), tmp_path)
    assert found.ok and found.hint == ""
    (found,) = surroundings.certificate(GatewaySettings(), tmp_path, datetime.now(UTC) + timedelta(days=390))
    assert not found.ok and "renews it" in found.hint


@pytest.mark.skipif(MISSING is not None, reason=MISSING or "")
async def test_a_broker_that_lets_the_room_in_and_one_that_does_not(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        (found,) = await surroundings.broker(broker.settings())
        assert found.ok
        (found,) = await surroundings.broker(broker.settings(password="wrong"))
        assert not found.ok and found.hint and not found.needed
    (found,) = await surroundings.broker(broker.settings())
    assert not found.ok
    assert await surroundings.broker(MqttSettings()) == []
