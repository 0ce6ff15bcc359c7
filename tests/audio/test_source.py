"""Every source is one: frames, a position, pause, resume and close, which may be called twice."""

from pathlib import Path

import pytest
import soundfile

from scribe.audio.frame import RATE
from scribe.audio.network import NetworkSource
from scribe.audio.recording import Recording
from scribe.audio.source import Nothing, Source
from tests.audio.sounds import tone


@pytest.fixture(params=["nothing", "network", "recording"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    if request.param == "nothing":
        return Nothing(100)
    if request.param == "network":
        return NetworkSource(100)
    soundfile.write(tmp_path / "a.wav", tone(RATE, 1.0), RATE)
    return Recording(tmp_path / "a.wav", speed="max", start=100)


async def test_it_can_be_paused_resumed_and_closed_before_a_frame_was_taken(source: Source) -> None:
    assert source.position == 100
    source.pause()
    source.pause()
    assert source.position >= 100
    source.resume()
    source.resume()
    await source.close()
    await source.close()
    assert [frame async for frame in source.frames()] == []
