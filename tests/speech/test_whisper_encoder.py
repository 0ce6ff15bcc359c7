"""The encoder over sound that grows: only what is new costs anything, and what is heard stays the same."""

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe import config, models
from scribe.errors import ModelError
from scribe.speech.heard import Decoded
from scribe.speech.whisper_encoder import AFTER_S, AGAIN_S, WhisperEncoder
from scribe.speech.whisper_graphs import ENCODER, WhisperGraphs
from scribe.speech.window import FRAME_S, LEAST_WINDOW_S, feature_frames
from tests.speech.hearing import texts

RATE = 16_000
FRAMES = int(LEAST_WINDOW_S / FRAME_S)
BEGINS, GROWS = 2.3, 0.4
"""Seconds: where the first sentence begins, and how much is said from one look to the next."""

pytestmark = pytest.mark.model


class Watched(WhisperEncoder):
    """Remembers how many frames it encoded."""

    def __init__(self) -> None:
        super().__init__(models.whisper_folder(config.load()) / ENCODER)
        self.encoded: list[int] = []

    def _encode(self, mel, begin, end, before, after):  # type: ignore[no-untyped-def]
        self.encoded.append(end - begin)
        return super()._encode(mel, begin, end, before, after)


@pytest.fixture
def encoder() -> Watched:
    return Watched()


def said(opening: NDArray[np.float32], seconds: float) -> NDArray[np.float32]:
    return opening[int(BEGINS * RATE) : int((BEGINS + seconds) * RATE)]


def spoken(heard: Decoded) -> list[str]:
    return re.findall(r"[a-z']+", texts(heard.words).lower())


def test_what_was_encoded_is_not_encoded_again(encoder: Watched, opening: NDArray[np.float32]) -> None:
    for look in range(6):
        seen = encoder(said(opening, 2.0 + look * GROWS))
        assert seen.known.shape[1] == seen.keys.shape[3] == seen.values.shape[2] == FRAMES
    assert encoder.encoded[0] == FRAMES
    assert all(count < FRAMES / 3 for count in encoder.encoded[1:])


def test_other_sound_is_encoded_from_its_start_and_leaves_no_trace(
    encoder: Watched, opening: NDArray[np.float32]
) -> None:
    for other in (said(opening, 3.0), said(opening, 3.4), said(opening, 3.2), said(opening, 4.0)[RATE:]):
        last = encoder(other)
    heard = int((3.0 + AFTER_S) / FRAME_S)
    assert encoder.encoded[0] == FRAMES
    assert encoder.encoded[2:] == [int((3.2 + AFTER_S) / FRAME_S), heard]
    alone = Watched()
    alone(said(opening, 3.0))
    assert np.array_equal(last.keys, alone(said(opening, 4.0)[RATE:]).keys)


def test_silence_after_a_short_sound_serves_a_shorter_one(encoder: Watched, opening: NDArray[np.float32]) -> None:
    for seconds in (3.0, 2.0, 1.0, 2.5):
        encoder(said(opening, seconds)[::-1].copy() if seconds == 2.5 else said(opening, seconds))
    assert encoder.encoded == [FRAMES, *(int((seconds + AFTER_S) / FRAME_S) for seconds in (3.0, 2.0, 2.5))]


def test_after_a_pause_no_sound_is_held(encoder: Watched, opening: NDArray[np.float32]) -> None:
    heard = encoder(said(opening, 3.0))
    sound = encoder._samples
    encoder.forget()
    assert len(encoder._samples) == 0
    assert not any(part.any() for part in (sound, heard.known, heard.keys, heard.values))
    encoder(said(opening, 3.4))
    assert encoder.encoded == [FRAMES, FRAMES]


def test_a_window_that_widens_keeps_what_it_knows(encoder: Watched, opening: NDArray[np.float32]) -> None:
    first = encoder(said(opening, 7.0))
    grown = said(opening, 7.6)
    wider = encoder(grown)
    assert wider.values.shape[2] == feature_frames(len(grown) / RATE) // 2 > first.values.shape[2]
    same = int((7.0 - AGAIN_S) / FRAME_S)
    assert np.array_equal(wider.values[:, :, :same], first.values[:, :, :same])
    assert encoder.encoded[1] == wider.values.shape[2] - same


def test_sound_that_grew_is_heard_as_if_it_had_come_at_once(opening: NDArray[np.float32]) -> None:
    folder = models.whisper_folder(config.load())
    growing = WhisperGraphs(folder, "en")
    for look in range(8):
        heard = growing.decode(said(opening, 1.0 + look * GROWS))
    whole = WhisperGraphs(folder, "en").decode(said(opening, 1.0 + look * GROWS))
    assert spoken(heard) == spoken(whole) != []
    assert [w.start for w in heard.words] == pytest.approx([w.start for w in whole.words], abs=0.1)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="scribe models install"):
        WhisperEncoder(tmp_path / ENCODER)
