"""Two channels are framed as one: the same positions, whatever the blocks."""

import numpy as np
import pytest

from scribe.audio.frame import FRAME
from scribe.audio.pair_framer import PairFramer
from tests.audio.talk import hush, talk


@pytest.mark.parametrize("rate", [16_000, 48_000])
@pytest.mark.parametrize("block", [700, 16_000])
def test_frames_follow_each_other_and_know_who_spoke(rate: int, block: int) -> None:
    stereo = np.stack((talk(3.0, 1), hush(3.0, 2)), axis=1)
    stereo = np.repeat(stereo, rate // 16_000, axis=0)
    framer = PairFramer(rate)
    frames = [frame for at in range(0, len(stereo), block) for frame in framer.feed(stereo[at : at + block])]
    frames += framer.flush()
    assert [frame.position for frame in frames] == list(range(0, len(frames) * FRAME, FRAME))
    assert framer.position == len(frames) * FRAME
    sides = [frame.sides for frame in frames]
    assert all(one is not None and not one.far for one in sides)
    assert sum(one.near for one in sides if one) > len(frames) / 2


def test_a_pause_forgets_what_was_begun() -> None:
    framer = PairFramer(16_000)
    framer.feed(np.ones((700, 2), np.float32))
    framer.wipe(10 * FRAME)
    (frame,) = framer.feed(np.zeros((FRAME, 2), np.float32))
    assert frame.position == 10 * FRAME
