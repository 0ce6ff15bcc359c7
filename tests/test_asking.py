"""The desk from the command line, beside a running daemon and without one."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from scribe import commands, note_cli
from scribe.asking import ask_desk, note_in_format, read_note
from scribe.cli import app
from scribe.config import Settings
from scribe.errors import GatewayError, StoreError, UsageError
from scribe.gateway.control import ControlSocket
from scribe.records.lock import HomeLock
from scribe.records.store import Store
from scribe.session.desk import Desk
from tests.gateway.test_control import Console
from tests.records import samples
from tests.session.test_desk import drafted

SIGN = commands.Sign(session="s1", name="Dr. B", credentials="PhD")


class DaemonConsole(Console):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    async def carry_out(self, command: commands.AnyCommand, by: str) -> Any:
        return await self._desk.do(command, by)


def daemon(home: Path, store: Store, settings: Settings) -> ControlSocket:
    return ControlSocket(home, DaemonConsole(Desk(store, settings, lambda: None)))


async def stored(home: Path) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        await drafted(store, home)


async def reopened(home: Path) -> None:
    """Nobody answered for what was said about safety."""
    await ask_desk(Settings(home=home), commands.Reopen(session="s1", statement="r"))


def answers(store_home: Path) -> list[str]:
    async def told() -> list[str]:
        async with Store.open(store_home, samples.SETTINGS) as store:
            return [row.action for row in await store.audit_rows() if row.action.startswith("statement r ")]

    return asyncio.run(told())


async def test_where_no_daemon_runs_the_store_is_worked_on_itself(tmp_path: Path) -> None:
    await stored(tmp_path)
    settings = Settings(home=tmp_path)
    assert (await ask_desk(settings, SIGN))["state"] == "signed"
    assert (await read_note(settings, "s1"))["signatures"][0]["name"] == "Dr. B"
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert (await store.audit_rows())[-1].action == "note read"
    with pytest.raises(StoreError, match="s9"):
        await read_note(settings, "s9")


async def test_where_a_daemon_runs_it_is_asked_and_its_refusal_told(tmp_path: Path) -> None:
    await stored(tmp_path)
    settings = Settings(home=tmp_path)
    with HomeLock(tmp_path):
        async with Store.open(tmp_path, samples.SETTINGS) as store, daemon(tmp_path, store, settings):
            assert (await ask_desk(settings, SIGN))["state"] == "signed"
            with pytest.raises(GatewayError, match="is signed"):
                await ask_desk(settings, SIGN)


def test_a_note_is_signed_amended_shown_and_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    asyncio.run(stored(home))
    monkeypatch.setenv("SCRIBE_HOME", str(home))

    def scribe(*arguments: str, **more: Any) -> str:
        done = CliRunner().invoke(app, ["note", *arguments], catch_exceptions=False, **more)
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    who = ("--name", "Dr. B", "--credentials", "PhD")
    anonymous = CliRunner().invoke(app, ["note", "sign", "s1", "--name", "Dr. B", "--credentials", " "])
    assert anonymous.exit_code and "credentials are missing" in str(anonymous.exception)
    assert "DRAFT - not signed" in scribe("show", "s1")
    assert "DRAFT - not signed" in scribe("export", "s1", "--draft")
    assert "Signed by Dr. B" in scribe("sign", "s1", *who, "--cosigner", "Dr. C")
    assert "Awaits the co-signature of Dr. C." in scribe("show", "s1")
    scribe("sign", "s1", "--cosign", "--name", "Dr. C", "--credentials", "MD")
    assert json.loads(scribe("amend", "s1", *who, "--json", input="She called.\n"))["state"] == "amended"
    shown = scribe("show", "s1")
    assert "Co-signed by Dr. C, MD" in shown and shown.endswith("She called.\n")
    written = tmp_path / "note.txt"
    scribe("export", "s1", "-o", str(written))
    assert "Addendum, signed by Dr. B, PhD" in written.read_text(encoding="utf-8")


def test_what_was_said_about_safety_is_shown_and_asked_about_before_it_is_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(stored(tmp_path))
    asyncio.run(reopened(tmp_path))
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))
    sign = ["note", "sign", "s1", "--name", "Dr. B", "--credentials", "PhD"]
    before = answers(tmp_path)
    script = CliRunner().invoke(app, sign)
    assert "About safety, 1 of 1, in Data: The words of r." in script.stderr
    assert "Data (r)" in str(script.exception) and "--safety-read" in str(script.exception)
    monkeypatch.setattr(note_cli, "_somebody_answers", lambda: True)
    no = CliRunner().invoke(app, sign, input="n\n")
    assert "not signed" in str(no.exception)
    assert answers(tmp_path) == before
    assert "Signed by Dr. B" in CliRunner().invoke(app, sign, input="y\n").stdout
    assert answers(tmp_path) == [*before, "statement r accepted"]


def test_a_script_says_that_what_is_about_safety_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(stored(tmp_path))
    asyncio.run(reopened(tmp_path))
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))
    sign = ["note", "sign", "s1", "--name", "Dr. B", "--credentials", "PhD", "--safety-read", "--json"]
    done = CliRunner().invoke(app, sign)
    assert json.loads(done.stdout)["state"] == "signed"
    assert "The words of r." in done.stderr
    assert answers(tmp_path)[-1] == "statement r accepted"


async def test_a_note_under_another_format_leaves_the_stored_one(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    async with samples.with_session(tmp_path) as store:
        await samples.report(store, {"format": "DAP", "sections": [], "timing": {"heard_s": 60.0}})
    laid = await note_in_format(settings, "s1", "soap")
    assert (laid["format"], [part["key"] for part in laid["sections"]][:2]) == ("SOAP", ["subjective", "objective"])
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        report = await store.report("s1")
    assert report
    assert report["format"] == "DAP"
    with pytest.raises(UsageError, match="s9"):
        await note_in_format(settings, "s9", "SOAP")
