"""The meter reads what is there, at most five times a second."""

import numpy as np
import pytest

from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.framing import Framer
from scribe.audio.level import FLOOR_DBFS, LevelMeter
from tests.audio.sounds import numbered, tone


@pytest.mark.parametrize(("gain", "dbfs"), [(2.0, -3.0), (1.0, -9.0), (0.1, -29.0)])
def test_a_sine_reads_its_power(gain: float, dbfs: float) -> None:
    meter = LevelMeter()
    read = [meter.feed(frame) for frame in Framer(RATE, 1).feed(tone(RATE, 1.0, 1000.0) * gain)]
    found = [level for level in read if level is not None]
    assert found == pytest.approx([dbfs] * len(found), abs=0.1)
    assert 3 <= len(found) <= 5


def test_silence_is_the_floor() -> None:
    meter = LevelMeter()
    silence = [Frame(n * FRAME, np.zeros(FRAME, np.float32)) for n in range(7)]
    assert [meter.feed(frame) for frame in silence][-1] == FLOOR_DBFS


def test_a_gap_starts_anew() -> None:
    meter = LevelMeter()
    for frame in numbered(6):
        assert meter.feed(frame) is None
    after = numbered(7, position=RATE)
    assert [meter.feed(frame) is None for frame in after] == [True] * 6 + [False]
