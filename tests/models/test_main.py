"""`python -m scribe.models`: what scripts/setup calls."""

from pathlib import Path

import pytest

from scribe.models import installation, installed
from scribe.models import manifest as manifests
from scribe.models.__main__ import main
from scribe.models.manifest import Manifest


@pytest.fixture(autouse=True)
def place(tmp_path: Path, manifest: Manifest, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))
    monkeypatch.setenv("SCRIBE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("SCRIBE_SPEECH__MODEL", str(tmp_path))  # no name: the hub is not asked
    for module in (installation, installed):
        monkeypatch.setattr(module, "pinned", lambda: manifest)
    return tmp_path / "models"


def test_install_then_check(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install"]) == 0
    assert main(["check"]) == 0
    shown = capsys.readouterr()
    assert "Fetching tiny-voice 1.0" in shown.out
    assert shown.out.endswith(f"Models in {place}: good.\n")
    assert shown.err == ""


def test_check_before_install_is_one_line_and_exit_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 3
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1
    assert "voice" in shown.err
    assert "scribe models install" in shown.err


def test_wrong_use() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["remove"])


def test_real_manifest_is_the_one_that_is_used_otherwise() -> None:
    assert "whisper-base" in manifests.pinned().model
