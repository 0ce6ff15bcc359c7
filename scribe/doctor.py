"""What this machine has and lacks, with the next step for each."""

import asyncio
import shutil
from collections.abc import Callable

from scribe import models
from scribe.config import Settings
from scribe.disk import vouch
from scribe.errors import ScribeError
from scribe.notes.engines import ollama, self_test
from scribe.records import keyring
from scribe.records.store import STORE_NAME, Store
from scribe.room import surroundings
from scribe.room.finding import Finding
from scribe.room.hearing import hearing
from scribe.speech import pace
from scribe.speech.models import decoder

LEAST_DISK_GB = 2.0
"""About 60 hours of journal beside the store: enough for the person in charge to notice."""

_WHISPER = "whisper-"


async def examine(settings: Settings) -> list[Finding]:
    """Every part, also where an earlier one is missing. Changes nothing: a home that is not there is not made."""
    return [
        *await asyncio.to_thread(_models, settings),
        await asyncio.to_thread(_speed, settings),
        await _store(settings),
        *_recovery(settings),
        _disk(settings),
        await hearing(settings.audio),
        await _ollama(settings),
        await asyncio.to_thread(surroundings.clock),
        *surroundings.certificate(settings.gateway, settings.home / "tls"),
        *await surroundings.broker(settings.mqtt),
        *await surroundings.clinic(settings),
    ]


async def try_models(settings: Settings, say: Callable[[str], None]) -> list[self_test.Trial]:
    """A minute with each installed language model. EngineError where Ollama can't be asked."""
    found = []
    async for trial in self_test.trials(settings.ollama):
        say(f"{trial.model}: {trial.seconds:.1f} s")
        found.append(trial)
    return found


def _models(settings: Settings) -> list[Finding]:
    """The pinned files, and the transcription models of the settings where they are none of those."""
    states = models.check(settings)
    found = [_model(state, settings.speech.model) for state in states]
    own = filter(None, (settings.speech.model, settings.speech.second_model))
    return found + [_own_model(settings, name) for name in own if name not in {state.model for state in states}]


def _model(state: models.ModelState, speech_model: str) -> Finding:
    other_whisper = state.model.startswith(_WHISPER) and state.model != speech_model
    hint = "" if state.ok else "Run: scribe models install"
    return Finding("model", state.ok, f"{state.name} {state.problem}".strip(), hint, needed=not other_whisper)


def _own_model(settings: Settings, name: str) -> Finding:
    try:
        folder = models.whisper_folder(settings, name)
    except ScribeError as error:
        return Finding("model", False, error.text, error.hint)
    return Finding("model", True, f"{name}: {folder}")


def _speed(settings: Settings) -> Finding:
    """What one look at the open utterance takes on this machine, and how often the daemon will therefore take one."""
    try:
        whisper = decoder(models.whisper_folder(settings), settings.speech.language, settings.speech.threads)
    except ScribeError as error:
        return Finding("speed", False, error.text, error.hint)
    look_s = pace.look_s(whisper)
    step_s = settings.speech.step_s or pace.step_s(look_s)
    text = f"a look at the newest words takes {look_s:.2f} s; one is taken every {step_s:.2f} s"
    return Finding("speed", look_s < step_s, text, "" if look_s < step_s else 'Set speech.model = "whisper-tiny.en".')


async def _store(settings: Settings) -> Finding:
    """Whether the key opens what is stored; opening a store that is not there would make one."""
    if not (settings.home / STORE_NAME).exists():
        return Finding("store", True, f"none yet; it is made in {settings.home} at the first start")
    try:
        async with Store.open(settings.home, settings.records) as store:
            await store.sessions(limit=1)
    except ScribeError as error:
        return Finding("store", False, error.text, error.hint)
    return Finding("store", True, f"{settings.home / STORE_NAME} opens with its key")


def _recovery(settings: Settings) -> list[Finding]:
    """A lost key can't be made up for by anybody."""
    if not (settings.home / STORE_NAME).exists():
        return []
    if keyring.has_recovery_code(settings.home):
        return [Finding("recovery", True, "a recovery code was made; keep it on paper", needed=False)]
    return [Finding("recovery", False, "no recovery code", "Run: scribe keys recovery", needed=False)]


def _disk(settings: Settings) -> Finding:
    there = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    try:
        vouch(there)
    except OSError as error:
        hint = "Repair it (fsck) or replace it: what is said meanwhile can't be kept."
        return Finding("disk", False, f"{settings.home}: takes no changes: {error.strerror}", hint)
    free = shutil.disk_usage(there).free / 1e9
    hint = "" if free >= LEAST_DISK_GB else f"Free at least {LEAST_DISK_GB} GB."
    return Finding("disk", free >= LEAST_DISK_GB, f"{free:.1f} GB free for {settings.home}", hint)


async def _ollama(settings: Settings) -> Finding:
    """Needed only where the settings ask for it; there a note without it is the outline's."""
    used = settings.notes.engine == "ollama"
    try:
        names = await ollama.models(settings.ollama)
    except ScribeError as error:
        unused = "" if used else "not used by notes.engine = outline. "
        return Finding("ollama", False, f"{unused}{error.text}", error.hint, needed=used)
    return Finding("ollama", True, f"{settings.ollama.url} has {settings.ollama.model} of {len(names)}", needed=used)
