"""Every command is there, says what it does, and speaks JSON when asked."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scribe import __version__
from scribe.cli import app

RUN = CliRunner()
COMMANDS = ["serve", "play", "models", "doctor", "pair", "sessions", "note", "verify", "console"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir(mode=0o700)
    return tmp_path / "home"


def test_the_version() -> None:
    assert RUN.invoke(app, ["--version"]).stdout.strip() == __version__


def test_help_names_every_command() -> None:
    shown = RUN.invoke(app, ["--help"]).stdout
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", shown), command


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    done = RUN.invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert "Usage" in done.stdout


def test_formats_are_listed_and_checked(tmp_path: Path) -> None:
    listed = json.loads(RUN.invoke(app, ["formats", "--json"]).stdout)
    assert {"DAP", "SOAP", "GROUP"} <= {row["key"] for row in listed}
    assert re.search(r"^SOAP +Subjective", RUN.invoke(app, ["formats"]).stdout, re.M)
    wrong = tmp_path / "HOUSE.toml"
    wrong.write_text("key = 3\n", encoding="utf-8")
    done = RUN.invoke(app, ["formats", str(wrong)])
    assert "HOUSE.toml:1" in str(done.exception)


def test_no_sessions_yet() -> None:
    assert RUN.invoke(app, ["sessions"]).stdout == "No sessions yet.\n"
    assert json.loads(RUN.invoke(app, ["sessions", "--json"]).stdout) == []


def test_a_new_store_is_intact() -> None:
    assert RUN.invoke(app, ["verify"]).stdout == "The store is intact.\n"
    assert json.loads(RUN.invoke(app, ["verify", "--json"]).stdout) == []


def test_models_that_are_absent_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_MODELS", str(tmp_path))
    done = RUN.invoke(app, ["models", "check", "--json"])
    assert done.exit_code == 3
    assert {row["name"].split("/")[0] for row in json.loads(done.stdout) if not row["ok"]} >= {
        "whisper-base",
        "campplus",
    }
