"""What a tracker knows survives as bytes; what is damaged is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.errors import SpeakerStateError
from scribe.speech.models import SpeechModels
from scribe.speech.people import People
from scribe.speech.speaker_state import SpeakerState, decode, encode
from scribe.speech.speakers import SpeakerTracker
from scribe.speech.voiceprint import SIZE
from scribe.speech.voices import Known, Labelled, Piece

VOICE = np.eye(1, SIZE, dtype=np.float32)[0]
STATE = SpeakerState(
    Known(
        (Labelled(Piece(1.0, 2.5, 3, VOICE, 1.2), "S2"), Labelled(Piece(3.0, 3.1, 4, None, 0.1), "S1")),
        {"S2": VOICE},
        1,
        7,
    ),
    tracks=5,
    heard=64_000,
)


def test_all_that_is_known_comes_back() -> None:
    read = decode(encode(STATE))
    assert (read.tracks, read.heard, read.known.clustered, read.known.revision) == (5, 64_000, 1, 7)
    first, second = read.known.pieces
    assert (first.label, first.piece.start, first.piece.end, first.piece.track, first.piece.seconds) == (
        "S2",
        1.0,
        2.5,
        3,
        1.2,
    )
    assert first.piece.print is not None
    np.testing.assert_allclose(first.piece.print, VOICE, atol=1e-3)
    assert (second.label, second.piece.print) == ("S1", None)
    np.testing.assert_allclose(read.known.people["S2"], VOICE, atol=1e-3)


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(SpeakerStateError):
        decode(data)


@given(st.data())
def test_a_damaged_state_is_refused(data: st.DataObject) -> None:
    whole = bytearray(encode(STATE))
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(0, len(whole) - 1)) :]
    else:
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SpeakerStateError):
        decode(bytes(whole))


def test_labels_mean_the_same_people_after_a_restart(speech_models: SpeechModels, opening: NDArray[np.float32]) -> None:
    assert speech_models.speakers is not None
    before, after = (SpeakerTracker(speech_models.speakers, 2) for _ in range(2))
    middle = 20 * 16_000
    for at in range(0, middle, 8_000):
        before.hear(at, opening[at : at + 8_000])
    known = before.turns(0, float("inf"))
    after.restore(before.state())
    assert after.turns(0, float("inf")) == known
    with pytest.raises(SpeakerStateError):
        after.restore(b"something else")
    assert after.turns(0, float("inf")) == known
    for at in range(after.heard, middle + 15 * 16_000, 8_000):
        after.hear(at, opening[at : at + 8_000])
    found = after.finish()
    assert {turn.speaker for turn in known} == {turn.speaker for turn in found} == {"S1", "S2"}
    whose = {at: [t.speaker for t in found if t.start < at < t.end] for at in (4.0, 8.0, 24.0, 27.0)}
    assert whose == {4.0: ["S1"], 8.0: ["S2"], 24.0: ["S1"], 27.0: ["S2"]}


def test_sound_heard_before_a_restart_takes_nothing_from_what_is_known(
    speech_models: SpeechModels, opening: NDArray[np.float32]
) -> None:
    """A listener that goes on asks for turns before it has sound, and hears the last seconds again."""
    assert speech_models.speakers is not None
    before = SpeakerTracker(speech_models.speakers, 2)
    for at in range(0, 12 * 16_000, 8_000):
        before.hear(at, opening[at : at + 8_000])
    people = People(speech_models.speakers, ())
    people.restore(before.state())
    known = people.turns()
    assert {turn.speaker for turn in known} == {"S1", "S2"}
    people.hear(0, opening[:0], 0.0)
    for at in range(10 * 16_000, 12 * 16_000, 8_000):
        assert people.hear(at, opening[at : at + 8_000], 0.0) == known
