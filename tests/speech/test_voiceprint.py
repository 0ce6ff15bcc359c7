"""Pieces of one person's speech lie near each other, by the installed model."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.speech.models import SpeechModels
from scribe.speech.segmentation import RATE
from scribe.speech.voiceprint import BANDS, REACH, SHIFT, SIZE, Voiceprint, features
from tests.in_use import bytes_in_use

ONE = ((2.7, 5.0), (11.7, 15.0), (22.0, 24.7))
OTHER = ((6.0, 8.5), (8.5, 11.0), (16.0, 20.8))
"""Seconds of the bundled minute in which each of the two speaks alone."""


@pytest.fixture
def voiceprint(speech_models: SpeechModels) -> Voiceprint:
    assert speech_models.speakers is not None
    return speech_models.speakers.voiceprint


def printed(voiceprint: Voiceprint, samples: NDArray[np.float32], span: tuple[float, float]) -> NDArray[np.float32]:
    return voiceprint.embed(features(samples[int(span[0] * RATE) : int(span[1] * RATE)]))


def test_the_same_voice_is_nearer_than_anothers(voiceprint: Voiceprint, opening: NDArray[np.float32]) -> None:
    one, other = ([printed(voiceprint, opening, span) for span in spans] for spans in (ONE, OTHER))
    same = [float(a @ b) for own in (one, other) for i, a in enumerate(own) for b in own[:i]]
    different = [float(a @ b) for a, b in product(one, other)]
    assert min(same) > max(different) + 0.1


def test_a_voiceprint_has_length_one_and_no_loudness(voiceprint: Voiceprint, opening: NDArray[np.float32]) -> None:
    loud, soft = (printed(voiceprint, opening * np.float32(gain), ONE[1]) for gain in (1.0, 0.3))
    assert loud.shape == (SIZE,)
    assert float(np.linalg.norm(loud)) == pytest.approx(1, abs=1e-5)
    assert float(loud @ soft) > 0.98


@settings(max_examples=20)
@given(st.lists(st.integers(1, 6_000), min_size=1, max_size=8), st.integers(0, 1_000))
def test_features_in_blocks_are_those_of_the_whole(lengths: list[int], seed: int) -> None:
    samples = np.random.default_rng(seed).normal(0, 0.1, sum(lengths)).astype(np.float32)
    blocks, rest, at = [], np.zeros(0, np.float32), 0
    for length in lengths:
        rest = np.concatenate((rest, samples[at : at + length]))
        at += length
        blocks.append(features(rest))
        rest = rest[len(blocks[-1]) * SHIFT :]
    np.testing.assert_allclose(np.concatenate(blocks), features(samples), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("length", "frames"), [(0, 0), (REACH - 1, 0), (REACH, 1), (REACH + SHIFT - 1, 1), (REACH + SHIFT, 2)]
)
def test_a_frame_for_every_shift_that_is_all_there(length: int, frames: int) -> None:
    assert features(np.zeros(length, np.float32)).shape == (frames, BANDS)


def test_pieces_of_ever_other_lengths_leave_nothing_in_memory(voiceprint: Voiceprint) -> None:
    frames = np.random.default_rng(0).normal(0, 1, (100, BANDS)).astype(np.float32)
    voiceprint.embed(frames)
    before = bytes_in_use()
    for length in range(30, 50):
        voiceprint.embed(frames[:length])
    assert bytes_in_use() - before < 200_000
