"""What a recording's job needs besides the daemon: its events file, its cues and its fingerprint."""

import hashlib
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import soundfile

from scribe import events as ev
from scribe.audio.frame import RATE
from scribe.chart import Action
from scribe.config import AudioSettings, Settings
from scribe.daemon import Daemon
from scribe.errors import UsageError
from scribe.play import EventsFile, Job, cues, digest


def test_events_are_on_the_disk_a_line_each_as_they_happen(tmp_path: Path) -> None:
    path = tmp_path / "E"
    with EventsFile(path) as file:
        file.write(ev.Notice(level=ev.NoticeLevel.INFO, code="a", text="ä"))
        assert ev.decode(path.read_bytes().strip()) == ev.Notice(level=ev.NoticeLevel.INFO, code="a", text="ä")
        file.write(ev.Level(dbfs=-20.0, speech=True))
    assert [type(ev.decode(line)).__name__ for line in path.read_bytes().splitlines()] == ["Notice", "Level"]


def test_without_an_events_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with EventsFile(None) as file:
        file.write(ev.Level(dbfs=-20.0, speech=True))
    assert not list(tmp_path.iterdir())


def test_an_events_file_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"), EventsFile(tmp_path / "nowhere" / "E"):
        pass


def test_a_recording_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"x" * 3_000_000)
    assert digest(path) == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_cues_are_in_order_and_those_before_the_start_are_past(tmp_path: Path) -> None:
    actions = [Action(at=9.0, do="resume"), Action(at=3.0, do="pause"), Action(at=20.0, do="strike", span=(1.0, 2.0))]
    daemon = Daemon(Settings(home=tmp_path))
    assert [cue.at for cue in cues(daemon, actions, 0)] == [3.0, 9.0, 20.0]
    assert [cue.at for cue in cues(daemon, actions, 5 * RATE)] == [9.0, 20.0]


@pytest.mark.parametrize(("channels", "separate"), [("mixed", False), ("separate", True)])
def test_two_channels_are_kept_apart_where_the_settings_say_so(
    tmp_path: Path, channels: Literal["mixed", "separate"], separate: bool
) -> None:
    for count in (1, 2):
        soundfile.write(tmp_path / f"{count}.wav", np.zeros((RATE, count), np.float32), RATE)
        recording = Job(tmp_path / f"{count}.wav").recording(Settings(audio=AudioSettings(channels=channels)))
        assert recording.separate == (separate and count == 2)
