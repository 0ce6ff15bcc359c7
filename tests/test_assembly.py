"""Which stages a session is made of depends on where its sound comes from, and on who is enrolled."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from scribe.assembly import _is_separate
from scribe.audio.frame import RATE
from scribe.audio.pair import Pair
from scribe.audio.recording import Recording
from scribe.audio.source import Nothing, Source
from scribe.audio.steady import Steady
from scribe.chart import Chart, Participant
from scribe.config import AudioSettings, Settings
from scribe.daemon import Daemon
from scribe.events import Role

PAIR = Chart(participants=(Participant(name="A", role=Role.THERAPIST), Participant(name="B", role=Role.CLIENT)))
COUPLE = Chart(participants=(*PAIR.participants, Participant(name="C", role=Role.CLIENT)))


def recording(folder: Path, channels: int, *, separate: bool) -> Recording:
    soundfile.write(folder / "a.wav", np.zeros((RATE, channels), np.float32), RATE)
    return Recording(folder / "a.wav", separate=separate)


@pytest.mark.parametrize("chart", [PAIR, Chart()])
def test_two_channels_tell_two_people_apart(tmp_path: Path, chart: Chart) -> None:
    assert _is_separate(Pair(Nothing(), Nothing()), chart)
    assert _is_separate(recording(tmp_path, 2, separate=True), chart)


def test_one_channel_or_three_people_are_told_apart_by_their_voices(tmp_path: Path) -> None:
    others: list[Source] = [Nothing(), recording(tmp_path, 1, separate=True), recording(tmp_path, 2, separate=False)]
    assert not any(_is_separate(source, PAIR) for source in others)
    assert not _is_separate(Pair(Nothing(), Nothing()), COUPLE)


def test_a_room_with_a_far_device_hears_both(tmp_path: Path) -> None:
    room = Daemon(Settings(home=tmp_path, audio=AudioSettings(far_device="Monitor"))).room_source(0, patient=True)
    assert isinstance(room, Pair)
    assert isinstance(room.near, Steady)
    assert isinstance(Daemon(Settings(home=tmp_path)).room_source(0, patient=True), Steady)
