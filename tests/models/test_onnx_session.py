"""A model that is not there, or is none, is named with the next step."""

from pathlib import Path

import pytest

from scribe.errors import ModelError
from scribe.models.onnx_session import onnx_session


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx: no such model file"):
        onnx_session(tmp_path / "model.onnx")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"not a model")
    with pytest.raises(ModelError, match="not a usable ONNX model"):
        onnx_session(broken)
