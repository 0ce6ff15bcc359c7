"""What this machine has and lacks, with the next step for each."""

import asyncio
import shutil
from dataclasses import dataclass

from scribe import models
from scribe.audio import microphone
from scribe.config import Settings
from scribe.errors import ScribeError
from scribe.notes import ollama

LEAST_DISK_GB = 2.0
"""About 60 hours of journal beside the store: enough for the person in charge to notice."""


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    ok: bool
    text: str
    hint: str = ""
    needed: bool = True
    """False: Scribe works without it."""


async def examine(settings: Settings) -> list[Finding]:
    return [
        *await asyncio.to_thread(_models, settings),
        _disk(settings),
        await asyncio.to_thread(_microphone, settings),
        await _ollama(settings),
    ]


def _models(settings: Settings) -> list[Finding]:
    hint = "Run: scribe models install"
    return [
        Finding("model", s.ok, f"{s.name} {s.problem}".strip(), "" if s.ok else hint) for s in models.check(settings)
    ]


def _disk(settings: Settings) -> Finding:
    there = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    free = shutil.disk_usage(there).free / 1e9
    hint = "" if free >= LEAST_DISK_GB else f"Free at least {LEAST_DISK_GB} GB."
    return Finding("disk", free >= LEAST_DISK_GB, f"{free:.1f} GB free for {settings.home}", hint)


def _microphone(settings: Settings) -> Finding:
    try:
        names = [device.name for device in microphone.input_devices()]
    except ScribeError as error:
        return Finding("microphone", False, error.text, error.hint, needed=False)
    if not names:
        return Finding("microphone", False, "none found", "Plug one in, or play a recording.", needed=False)
    return Finding("microphone", True, ", ".join(names))


async def _ollama(settings: Settings) -> Finding:
    try:
        names = await ollama.models(settings.ollama)
    except ScribeError as error:
        return Finding("ollama", False, error.text, error.hint, needed=False)
    has = settings.ollama.model in names
    hint = "" if has else f"Run: ollama pull {settings.ollama.model}"
    return Finding("ollama", has, f"{settings.ollama.url}: {', '.join(names) or 'no models'}", hint, needed=False)
