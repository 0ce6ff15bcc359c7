"""Blocks of any length, rate and channel count become frames that follow each other, and no sample is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.frame import FRAME, RATE
from scribe.audio.framing import Framer
from tests.audio.sounds import joined, positions, tone

BLOCKS = st.lists(st.integers(0, 3000), min_size=1, max_size=12)


@given(BLOCKS, st.integers(0, 10**9))
def test_at_the_own_rate_every_sample_comes_out_once_in_order(sizes: list[int], start: int) -> None:
    sound = np.linspace(-1, 1, max(1, sum(sizes)), dtype=np.float32)[: sum(sizes)]
    framer, frames, at = Framer(RATE, 1, start), [], 0
    for size in sizes:
        frames += framer.feed(sound[at : at + size])
        at += size
    frames += framer.flush()
    assert positions(frames) == [start + n * FRAME for n in range(-(-len(sound) // FRAME))]
    if frames:
        assert np.array_equal(joined(frames)[: len(sound)], sound)
        assert not joined(frames)[len(sound) :].any()


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 48_000, 96_000])
def test_any_rate_and_channel_count_gives_the_same_tone(rate: int, channels: int) -> None:
    framer = Framer(rate, channels)
    sound = tone(rate, 1.0, channels=channels).reshape(-1, channels)
    frames = [frame for start in range(0, len(sound), 1111) for frame in framer.feed(sound[start : start + 1111])]
    heard = joined([*frames, *framer.flush()])
    assert len(heard) == -(-RATE // FRAME) * FRAME
    wanted = tone(RATE, 1.0)
    middle = slice(800, RATE - 800)
    assert np.abs(heard[:RATE][middle] - wanted[middle]).max() < 0.01


@given(st.integers(1, 2000), st.integers(0, 10**6))
def test_a_wipe_forgets_what_was_held_and_goes_on_elsewhere(held: int, position: int) -> None:
    framer = Framer(RATE, 1)
    framer.feed(np.full(held, 0.9, np.float32))
    framer.wipe(position)
    (frame,) = framer.feed(np.zeros(FRAME, np.float32))
    assert frame.position == position
    assert not frame.samples.any()


def test_a_frame_keeps_nothing_of_its_block_alive_and_is_clipped() -> None:
    block = np.full(FRAME, 3.0, np.float32)
    (frame,) = Framer(RATE, 1).feed(block)
    block[:] = 0
    assert frame.samples.max() == 1.0
