"""Muted, dead or skipping: what a microphone that still gives samples can be."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.attention import SKIPS_APART_S, Attention, Change
from scribe.audio.frame import FRAME, FRAME_S, PCM_SCALE, RATE, Frame

SILENCE_S = 0.8
NOISE = np.random.default_rng(7).normal(0, 3 / PCM_SCALE, FRAME).astype(np.float32)
"""Three steps of 16 bits: a quiet room through a quiet microphone."""


def frames(count: int, samples: np.ndarray[tuple[int], np.dtype[np.float32]], start: int = 0) -> list[Frame]:
    return [Frame(start + n * FRAME, samples) for n in range(count)]


def changes(attention: Attention, heard: list[Frame]) -> list[tuple[float, Change]]:
    told = ((frame.end, attention.feed(frame, 0)) for frame in heard)
    return [(round(at, 3), change) for at, change in told if change]


def test_a_muted_microphone_is_noticed_within_a_second_and_once() -> None:
    attention = Attention(SILENCE_S)
    ((at, change),) = changes(attention, frames(100, np.zeros(FRAME, np.float32)))
    assert change is Change.SILENT
    assert at < 1.0


def test_a_dead_converter_that_gives_one_value_is_as_silent() -> None:
    assert changes(Attention(SILENCE_S), frames(60, np.full(FRAME, 0.25, np.float32)))[0][1] is Change.SILENT


def test_a_quiet_room_is_not_silent() -> None:
    assert changes(Attention(SILENCE_S), frames(1000, NOISE)) == []


def test_the_first_sound_is_told() -> None:
    attention = Attention(SILENCE_S)
    silent, sounding = frames(40, np.zeros(FRAME, np.float32)), frames(40, NOISE, 40 * FRAME)
    assert [change for _, change in changes(attention, silent + sounding)] == [Change.SILENT, Change.SOUND]


@given(st.lists(st.booleans(), max_size=200))
def test_silence_and_sound_take_turns(sounds: list[bool]) -> None:
    attention = Attention(SILENCE_S)
    heard = [Frame(n * FRAME, NOISE if sound else np.zeros(FRAME, np.float32)) for n, sound in enumerate(sounds)]
    told = [change for _, change in changes(attention, heard)]
    assert told == ([Change.SILENT, Change.SOUND] * len(told))[: len(told)]


def test_lost_sound_is_told_and_not_again_and_again() -> None:
    attention = Attention(SILENCE_S)
    told = [attention.feed(frame, lost=n) for n, frame in enumerate(frames(int(SKIPS_APART_S / FRAME_S) * 2, NOISE))]
    at = [n * FRAME / RATE for n, change in enumerate(told) if change]
    assert {change for change in told if change} == {Change.SKIPPED}
    assert 2 <= len(at) <= 3
    assert all(later - earlier >= SKIPS_APART_S - FRAME_S for earlier, later in itertools.pairwise(at))
