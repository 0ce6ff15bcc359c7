"""What happens to the microphone is told in order, and hearing never waits for it."""

import asyncio

import pytest

from scribe import events as ev
from scribe.audio.attention import Change
from scribe.config import AudioSettings
from scribe.errors import AudioDeviceError, UnstoredError
from scribe.room.inlet import Inlet

GONE = AudioDeviceError("The microphone gives no sound any more.", "Plug it in again.")


async def test_a_notice_that_waits_for_room_on_the_disk_keeps_no_sound_waiting() -> None:
    told: list[str] = []
    room_on_the_disk = asyncio.Event()
    log = asyncio.Lock()

    async def tell(notice: ev.Notice) -> None:
        async with log:
            await room_on_the_disk.wait()
            told.append(notice.code)

    inlet = Inlet(AudioSettings(), tell)
    await asyncio.wait_for(inlet._microphone_changed(Change.AWAY, GONE), 1)
    await asyncio.wait_for(inlet._microphone_changed(Change.BACK, None), 1)
    await asyncio.wait_for(inlet._far_side_changed(Change.AWAY, GONE), 1)
    assert not told
    room_on_the_disk.set()
    async with asyncio.timeout(5):
        while len(told) < 3:
            await asyncio.sleep(0.01)
    assert told == ["microphone-lost", "microphone-back", "far-side-lost"]


async def test_a_notice_that_can_not_be_stored_ends_no_session(caplog: pytest.LogCaptureFixture) -> None:
    async def tell(notice: ev.Notice) -> None:
        raise UnstoredError("The disk refuses.")

    inlet = Inlet(AudioSettings(), tell)
    await inlet._microphone_changed(Change.AWAY, GONE)
    await asyncio.sleep(0.01)
    assert [record.getMessage() for record in caplog.records] == [
        "a notice of the microphone was not stored: UnstoredError"
    ]
