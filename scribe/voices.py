"""What `scribe voice` does: sound to a voiceprint in the store, and nothing of the sound kept."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scribe import models
from scribe.audio.recording import Recording
from scribe.audio.source import Source
from scribe.config import Settings
from scribe.records import voiceprints
from scribe.records.store import Store
from scribe.records.voiceprints import VoiceRow
from scribe.speech import enrolment
from scribe.speech.speakers import SpeakerModels
from scribe.wall_clock import utc_now

BY = "console"
LONGEST_S = 300.0
"""Of a file is heard: a voice is known by then."""


async def enrol(settings: Settings, name: str, file: Path | None, seconds: float) -> dict[str, Any]:
    """From a file, or from the room's microphone now. UsageError where it holds too little, or several voices."""
    source, longest = (Recording(file, speed="max"), LONGEST_S) if file else (_microphone(settings), seconds)
    samples = await _heard(source, longest)
    speakers = await asyncio.to_thread(SpeakerModels.load, models.folder(settings))
    found = await asyncio.to_thread(enrolment.enrol, speakers, samples)
    row = VoiceRow(name=name, print=enrolment.packed(found.print), seconds=found.seconds, made_at=utc_now())
    async with Store.open(settings.home, settings.records) as store:
        await store.change(partial(voiceprints.keep, row=row), BY, "voice enrolled", name)
    return _shown(row)


async def enrolled(settings: Settings) -> list[dict[str, Any]]:
    async with Store.open(settings.home, settings.records) as store:
        return [_shown(row) for row in await store.ask(voiceprints.enrolled)]


async def delete(settings: Settings, name: str) -> None:
    async with Store.open(settings.home, settings.records) as store:
        await store.change(partial(voiceprints.delete, name=name), BY, "voice deleted", name)


def _microphone(settings: Settings) -> Source:
    from scribe.audio.microphone import Microphone

    return Microphone(settings.audio.device)


async def _heard(source: Source, seconds: float) -> NDArray[np.float32]:
    heard: list[NDArray[np.float32]] = []
    async for frame in source.frames():
        heard.append(frame.samples)
        if frame.end >= seconds:
            break
    await source.close()
    return np.concatenate(heard) if heard else np.zeros(0, np.float32)


def _shown(row: VoiceRow) -> dict[str, Any]:
    """Without the voiceprint: nobody needs to see it."""
    return {"name": row.name, "seconds": row.seconds, "made_at": row.made_at}
