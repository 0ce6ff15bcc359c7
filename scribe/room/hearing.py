"""What `scribe doctor` says of the microphones: which there are, and how loud the room is through the one it uses.

It listens for a second, takes the level, and keeps nothing.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from scribe.audio import microphone
from scribe.audio.attention import ALIKE
from scribe.audio.frame import Frame
from scribe.audio.level import LevelMeter
from scribe.audio.microphone import Microphone
from scribe.config import AudioSettings
from scribe.errors import ScribeError
from scribe.room.finding import Finding

WAKES_S, LISTEN_S = 0.5, 1.0
"""A device that wakes up gives zeros at first; then it is listened to."""

FAINT_DBFS = -60.0
"""A quiet room through a microphone that is turned up lies above; speech across a table 20 to 30 dB above that."""

_STDERR = 2


async def hearing(settings: AudioSettings) -> Finding:
    """Never needed: a recording can be played without."""
    with _silent_drivers():
        try:
            names = [device.name for device in await asyncio.to_thread(microphone.input_devices)]
            if settings.source == "tablet":
                return _finding(True, f"the tablet's; here: {', '.join(names) or 'none'}")
            if not names:
                return _finding(False, "none found", "Plug one in, or play a recording.")
            opened = await asyncio.to_thread(Microphone, settings.device)
            return _judged(opened.name, await _listened(opened), names)
        except ScribeError as error:
            return _finding(False, error.text, error.hint)


async def _listened(opened: Microphone) -> list[Frame]:
    frames: list[Frame] = []
    try:
        async for frame in opened.frames():
            frames.append(frame)
            if frame.end >= WAKES_S + LISTEN_S:
                break
    finally:
        await opened.close()
    return [frame for frame in frames if frame.end > WAKES_S]


def _judged(name: str, frames: list[Frame], names: list[str]) -> Finding:
    others = ", ".join(other for other in names if other != name)
    also = f"; also: {others}" if others else ""
    if all(float(np.ptp(frame.samples)) <= ALIKE for frame in frames):
        return _finding(False, f"{name}: no sound{also}", "Unmute it at its switch, or choose another: audio.device.")
    meter = LevelMeter()
    loudest = max((level for frame in frames if (level := meter.feed(frame)) is not None), default=FAINT_DBFS)
    text = f"{name}: {loudest:.0f} dBFS{also}"
    return _finding(True, text, "" if loudest > FAINT_DBFS else "Very faint: turn it up, or speak and look again.")


def _finding(ok: bool, text: str, hint: str = "") -> Finding:
    return Finding("microphone", ok, text, hint, needed=False)


@contextmanager
def _silent_drivers() -> Iterator[None]:
    """PortAudio's drivers write a hundred lines to standard error where there is no sound card."""
    kept = os.dup(_STDERR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
