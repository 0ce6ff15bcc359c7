"""faster-whisper's own model names."""

from pathlib import Path

import faster_whisper.utils
import pytest
from huggingface_hub.errors import LocalEntryNotFoundError

from scribe.errors import ModelError
from scribe.models import hub


@pytest.mark.parametrize("name", ["small", "whisper-small", "large-v3-turbo", "distil-small.en"])
def test_names(name: str) -> None:
    assert hub.is_name(name)
    assert name in hub.names() or name.removeprefix("whisper-") in hub.names()


@pytest.mark.parametrize("name", ["", "smal", "/srv/models/small", "someone/whisper-small"])
def test_what_is_not_a_name(name: str) -> None:
    assert not hub.is_name(name)


def test_folder_name_has_one_prefix() -> None:
    assert hub.folder_name("small") == hub.folder_name("whisper-small") == "whisper-small"


def test_missing_files_one_by_one(tmp_path: Path) -> None:
    for needed in hub.NEEDED:
        assert hub.missing_file(tmp_path) == needed
        (tmp_path / needed).touch()
    assert hub.missing_file(tmp_path) is None


def test_record_reads_back(tmp_path: Path) -> None:
    place = tmp_path / "whisper-small"
    place.mkdir()
    hub.record(place, {"model.bin": "a" * 64, "my vocabulary.txt": "b" * 64})
    assert list(hub.recorded(tmp_path)) == [(place, "model.bin", "a" * 64), (place, "my vocabulary.txt", "b" * 64)]


def test_download_asks_for_the_plain_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(
        faster_whisper.utils, "download_model", lambda name, output_dir: asked.append((name, output_dir))
    )
    hub.download("whisper-small", tmp_path)
    assert asked == [("small", str(tmp_path))]


@pytest.mark.parametrize("reason", [LocalEntryNotFoundError("no network"), ConnectionError("refused")])
def test_hub_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: Exception) -> None:
    def fail(name: str, output_dir: str) -> None:
        raise reason

    monkeypatch.setattr(faster_whisper.utils, "download_model", fail)
    with pytest.raises(ModelError, match=r"small can't be fetched.*whisper-base"):
        hub.download("small", tmp_path)
