"""Where installed models lie and whether they are whole."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scribe import resources
from scribe.config import Settings
from scribe.errors import ModelError
from scribe.models import hub
from scribe.models.manifest import Manifest, ModelFile, pinned

INSTALL = "Run: scribe models install"

Status = Literal["good", "missing", "wrong"]


@dataclass(frozen=True, slots=True)
class ModelState:
    """One file of a model, hashed just now."""

    model: str
    path: Path
    size: int
    """Bytes it should have."""
    status: Status

    @property
    def name(self) -> str:
        """`minilm/tokenizer.json`."""
        return f"{self.model}/{self.path.name}"

    @property
    def ok(self) -> bool:
        return self.status == "good"

    @property
    def problem(self) -> str:
        """What is wrong with which file, for people; empty when nothing is."""
        said = {"good": "", "missing": f"{self.path} is missing", "wrong": f"{self.path} has the wrong sha256"}
        return said[self.status]


def folder(settings: Settings) -> Path:
    """The setting, else the checkout's .models where there is one, else SCRIBE_HOME/models. It need not exist."""
    if settings.models:
        return settings.models
    home = resources.checkout()
    local = home / ".models" if home else None
    return local if local and local.is_dir() else settings.home / "models"


def path_of(settings: Settings, name: str) -> Path:
    """The folder of a model named in models.toml. ModelError (exit 3) names the file that is absent or cut short.

    Sizes are looked at, hashes are not: they would cost a second at each start, and `check` is there for them.
    """
    model = pinned().model.get(name)
    if model is None:
        raise ModelError(f"{name}: no such model.", f"Known: {', '.join(pinned().model)}.")
    place = folder(settings) / name
    for file in model.file:
        _require_size(name, place / file.name, file.size)
    return place


def whisper_folder(settings: Settings, name: str | None = None) -> Path:
    """The CTranslate2 folder for `name` (None: `speech.model`): a name in models.toml, a folder, or a fetched
    faster-whisper name."""
    name = name or settings.speech.model
    for known in (name, hub.folder_name(name)):  # faster-whisper says `base` where models.toml says `whisper-base`
        if known in pinned().model:
            return path_of(settings, known)
    place = folder(settings) / hub.folder_name(name) if hub.is_name(name) else Path(name).expanduser()
    missing = hub.missing_file(place)
    if missing is None:
        return place
    hint = INSTALL if hub.is_name(name) else f"A speech model is a CTranslate2 folder or one of: {hub.names()}."
    raise ModelError(f"Speech model {name}: {place / missing} is missing.", hint)


def check(settings: Settings, manifest: Manifest | None = None) -> list[ModelState]:
    """Hash every file of every model."""
    place = folder(settings)
    states = [
        ModelState(name, path := place / name / file.name, file.size, status(path, file))
        for name, model in (manifest or pinned()).model.items()
        for file in model.file
    ]
    return states + [
        ModelState(each.name, each / name, 0, _status(each / name, sha256))
        for each, name, sha256 in hub.recorded(place)
    ]


def require(states: Sequence[ModelState]) -> None:
    """ModelError for the first file that is not as it should be."""
    for state in states:
        if not state.ok:
            raise ModelError(f"Model {state.model}: {state.problem}.", INSTALL)


def status(path: Path, file: ModelFile) -> Status:
    """Size first: it is free."""
    if path.is_file() and path.stat().st_size != file.size:
        return "wrong"
    return _status(path, file.sha256)


def sha256_of(path: Path) -> str:
    """Hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _status(path: Path, sha256: str) -> Status:
    if not path.is_file():
        return "missing"
    return "good" if sha256_of(path) == sha256 else "wrong"


def _require_size(name: str, path: Path, size: int) -> None:
    if not path.is_file():
        raise ModelError(f"Model {name}: {path} is missing.", INSTALL)
    if path.stat().st_size != size:
        raise ModelError(f"Model {name}: {path} has {path.stat().st_size} bytes instead of {size}.", INSTALL)
