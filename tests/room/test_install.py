"""Files are written whole, settings of the clinic's own stay, and what systemd says is passed on."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from scribe.errors import FailedError
from scribe.room import install
from scribe.room.units import UNITS, File

NEW = File("etc/systemd/system/scribe.service", "new\n")
OWN = File("etc/scribe/scribe.toml", "new\n", keep=True)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Commands that were asked for, none of which is run; each complains of nothing."""
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "→ Overall exposure level for scribe.service: 1.2 OK\n", "")

    monkeypatch.setattr("subprocess.run", run)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/systemd-analyze")
    return asked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a system in it."""
    (tmp_path / "usr/lib/systemd/system").mkdir(parents=True)
    (tmp_path / "usr/lib/systemd/system/sysinit.target").touch()
    return tmp_path


def test_a_folder_without_a_system_is_written_to_and_blamed_for_nothing(
    tmp_path: Path, said: list[Sequence[str]]
) -> None:
    found = install.install([NEW], tmp_path)
    (unit,) = [finding for finding in found if finding.part == "unit" and not finding.ok]
    assert "no systemd in" in unit.text and not unit.needed
    assert not [command for command in said if "verify" in command]


def test_written_below_a_folder_nothing_of_this_system_is_touched(root: Path, said: list[Sequence[str]]) -> None:
    found = install.install([NEW, OWN], root)
    assert all(finding.ok for finding in found)
    assert {command[0] for command in said} == {"systemd-analyze"}
    assert (root / NEW.path).read_text() == "new\n"
    assert [path.name for path in (root / UNITS).iterdir()] == ["scribe.service"]


def test_the_clinics_own_settings_stay_at_an_upgrade(tmp_path: Path, said: list[Sequence[str]]) -> None:
    for file in (NEW, OWN):
        (tmp_path / file.path).parent.mkdir(parents=True)
        (tmp_path / file.path).write_text("old\n")
    install.install([NEW, OWN], tmp_path)
    assert (tmp_path / NEW.path).read_text() == "new\n"
    assert (tmp_path / OWN.path).read_text() == "old\n"


def test_a_machine_without_manuals_is_not_blamed_for_it(root: Path, said: list[Sequence[str]]) -> None:
    """The unit names manual pages; systemd-analyze would open each."""
    install.install([NEW], root)
    assert ["--man=no" in command for command in said if "verify" in command] == [True]


def test_a_place_that_can_not_be_written_is_named(tmp_path: Path, said: list[Sequence[str]]) -> None:
    (tmp_path / "etc").write_text("a file, no folder")
    with pytest.raises(FailedError, match=r"scribe\.service: can't be written"):
        install.install([NEW], tmp_path)


def test_what_systemd_complains_of_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "→ Overall exposure level: 9.6 UNSAFE\n", "Unknown key\n")

    monkeypatch.setattr("subprocess.run", run)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/systemd-analyze")
    unit, ollama, sandbox = install.check(root)
    assert not unit.ok and "Unknown key" in unit.text
    assert ollama.ok and "passed over" in ollama.text
    assert not sandbox.ok and "9.6" in sandbox.text


def test_without_systemd_the_units_are_written_and_said_to_be_unchecked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    found = install.install([NEW], tmp_path)
    assert [(finding.part, finding.ok, finding.needed) for finding in found] == [
        ("file", True, True),
        ("units", False, False),
    ]
