"""A model that is not there, or is none, is named with the next step."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scribe.errors import ModelError
from scribe.models.onnx_session import onnx_session

ROOT = Path(__file__).parents[2]


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx: no such model file"):
        onnx_session(tmp_path / "model.onnx")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"not a model")
    with pytest.raises(ModelError, match="not a usable ONNX model"):
        onnx_session(broken)


LOADS = """
import pathlib, sys
import scribe
import onnxruntime
try:
    onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
except Exception as error:
    print(type(error).__name__)
"""


def test_onnx_runtime_keeps_no_id_of_this_device_and_reports_to_nobody(tmp_path: Path) -> None:
    """Its telemetry makes an id and a queue of reports in the user's cache folder when it is first used. That no packet
    leaves is what scripts/bench/stays_local.py counts."""
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"not a model")
    home = tmp_path / "home"
    home.mkdir()
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("ORT_", "XDG_"))}
    surroundings |= {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", LOADS, broken], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip()
    assert list(home.rglob("*")) == []
