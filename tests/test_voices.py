"""`scribe voice`: a file in, a name in the list, nothing of the sound kept."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from scribe import config
from scribe.cli import app

RUN = CliRunner()
OPENING = Path(__file__).parent / "data" / "opening.ogg"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCRIBE_MODELS", str(config.load().models or Path(__file__).parents[1] / ".models"))
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir(mode=0o700)
    return tmp_path / "home"


def test_nobody_is_enrolled() -> None:
    assert RUN.invoke(app, ["voice", "list"]).stdout == "No voice is enrolled.\n"
    assert RUN.invoke(app, ["voice", "delete", "Dr. B"]).exit_code != 0


@pytest.mark.model
def test_a_recording_of_two_people_is_refused_and_one_of_one_is_learnt(tmp_path: Path, home: Path) -> None:
    done = RUN.invoke(app, ["voice", "enrol", "Dr. B", "--from", str(OPENING)])
    assert "voice" in str(done.exception)
    samples, rate = soundfile.read(OPENING, dtype="float32")
    alone = tmp_path / "alone.wav"
    soundfile.write(alone, np.tile(samples[int(12.0 * rate) : int(16.0 * rate)], 6), rate)
    learnt = json.loads(RUN.invoke(app, ["voice", "enrol", "Dr. B", "--from", str(alone), "--json"]).stdout)
    assert learnt["name"] == "Dr. B"
    (shown,) = json.loads(RUN.invoke(app, ["voice", "list", "--json"]).stdout)
    assert shown == learnt
    assert RUN.invoke(app, ["voice", "delete", "Dr. B"]).stdout == "The voice of Dr. B is deleted.\n"
    assert json.loads(RUN.invoke(app, ["voice", "list", "--json"]).stdout) == []
    assert not list(home.rglob("*.wav"))
