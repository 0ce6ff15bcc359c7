"""A recording as the room: every frame in order, cues at their moment, nothing of a pause."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.recording import Cue, Recording
from tests.audio.sounds import joined, positions, tone

SECONDS = 3.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "a.wav", tone(RATE, SECONDS), RATE, subtype="FLOAT")
    return tmp_path / "a.wav"


async def all_of(recording: Recording) -> list[Frame]:
    return [frame async for frame in recording.frames()]


async def test_every_frame_comes_once_in_order(path: Path) -> None:
    frames = await all_of(Recording(path, speed="max"))
    assert positions(frames) == [n * FRAME for n in range(-(-int(SECONDS * RATE) // FRAME))]
    assert np.allclose(joined(frames)[: int(SECONDS * RATE)], tone(RATE, SECONDS))


async def test_it_goes_on_where_it_is_told(path: Path) -> None:
    frames = await all_of(Recording(path, speed="max", start=RATE))
    assert frames[0].position == RATE
    assert np.allclose(joined(frames)[:RATE], tone(RATE, SECONDS)[RATE : 2 * RATE], atol=1e-6)


@pytest.mark.parametrize("speed", ["1", "max"])
async def test_a_pause_is_a_gap_and_cues_come_in_order(path: Path, speed: str) -> None:
    done: list[str] = []

    def cue(at: float, what: str) -> Cue:
        async def touch() -> None:
            done.append(what)
            act = getattr(recording, what)
            if callable(act):
                act()

        return Cue(at, touch)

    recording: Recording
    cues = [
        cue(2.0, "resume"),
        cue(1.0, "pause"),
        cue(2.5, "position"),
    ]
    recording = Recording(path, speed=speed, cues=cues)  # type: ignore[arg-type]
    frames = await all_of(recording)
    assert done == ["pause", "resume", "position"]
    before = [f for f in frames if f.end <= 1.0 + 0.032]
    after = [f for f in frames if f.start >= 2.0 - 0.032]
    assert len(before) + len(after) == len(frames)
    assert 0.9 <= before[-1].end <= 1.0
    assert 2.0 <= after[0].start <= 2.1
    assert after[-1].end >= SECONDS
    assert np.allclose(after[0].samples, tone(RATE, SECONDS)[after[0].position :][:FRAME], atol=1e-6)


async def test_a_cue_after_the_end_never_comes(path: Path) -> None:
    async def touch() -> None:
        raise AssertionError

    assert await all_of(Recording(path, speed="max", cues=[Cue(SECONDS + 1, touch)]))


async def test_closing_ends_it_at_once(path: Path) -> None:
    recording = Recording(path, speed="max")
    heard = 0
    async for _ in recording.frames():
        heard += 1
        if heard == 5:
            await recording.close()
            await recording.close()
    assert heard == 5
