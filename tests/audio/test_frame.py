"""The unit of sound: where it is, and its way to int16 and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.frame import FRAME, RATE, Frame, from_pcm, to_pcm


def test_it_knows_its_time_and_shows_no_sound() -> None:
    frame = Frame(RATE, np.full(FRAME, 0.5, np.float32))
    assert (frame.start, frame.end) == (1.0, 1.032)
    assert repr(frame) == "Frame(16000)"


@given(st.binary(max_size=200).filter(lambda b: len(b) % 2 == 0))
def test_int16_survives_the_way_there_and_back(pcm: bytes) -> None:
    assert to_pcm(from_pcm(pcm)) == pcm


def test_what_is_too_loud_is_clipped() -> None:
    assert to_pcm(np.array([2.0, -2.0], np.float32)) == np.array([32767, -32768], "<i2").tobytes()
