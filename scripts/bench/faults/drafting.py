"""Row 1 draft: a room is killed at each write of its note; whatever note is found, the report beside it is its own."""

import asyncio
import os
import random
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import NotesSettings, Settings
from scribe.notes.engines import ollama
from scribe.notes.formats.catalogue import load_format
from scribe.notes.note import FinalNote, Timing
from scribe.notes.writer import NoteWriter
from scribe.records.connection import Connection, Db
from scribe.records.store import Store
from scribe.session.draft import draft
from scribe.session.log import SessionLog
from scripts.bench.faults import room
from scripts.bench.faults.row import Child
from scripts.bench.rows import Result
from tests.records import samples

T = TypeVar("T")

SAID = ("I slept about four hours on most nights.", "My appetite is better than it was in May.")
MOST_WRITES = 20
"""More than a draft makes: the last rounds come to its end."""


def drafts(folder: Path, times: int, chance: random.Random) -> Result:
    """Killed before and after each write that a draft makes, by the outline and by a model, until it makes no more."""
    room.cues()
    found: dict[str, int] = {}
    killed = finished = parted = not_whole = 0
    for _ in range(times):
        for number in range(MOST_WRITES):
            home = folder / "home"
            asyncio.run(_ended(home))
            status, _ = Child(partial(_draft, home, number)).ended()
            what, apart, wrong = asyncio.run(_looked_at(home))
            found[what] = found.get(what, 0) + 1
            parted, not_whole = parted + apart, not_whole + bool(wrong)
            killed, finished = killed + (status == -signal.SIGKILL), finished + (status == 0)
            shutil.rmtree(home)
            if status == 0:
                break
    return {
        "kills": killed,
        "drafted_to_the_end": finished,
        "found_as": found,
        "beside_another_report": parted,
        "not_whole": not_whole,
        "good": finished == times and killed > 0 and not parted and not not_whole,
    }


async def _ended(home: Path) -> None:
    """A session in which something was said, and that waits for its note."""
    async with samples.with_session(home) as store:
        said = [event for number, text in enumerate(SAID) for event in samples.spoken(f"u{number}", text)]
        await samples.add(store, samples.changed(ev.SessionState.LIVE), *said, samples.changed(ev.SessionState.ENDED))


def _draft(home: Path, number: int) -> None:
    """It kills itself at step `number`: before its first write, behind that, before the second …"""
    setattr(ollama, "draft", _worded)  # noqa: B010 - of this process, which drafts one note and ends
    setattr(Connection, "write", _deadly(number))  # noqa: B010
    asyncio.run(_drafted(home))


def _deadly(number: int) -> Callable[..., Any]:
    write, steps = Connection.write, iter(range(MOST_WRITES * 2))

    def reached() -> None:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    async def writing(connection: Connection, work: Callable[[Db], T]) -> T:
        reached()
        result = await write(connection, work)
        reached()
        return result

    return writing


async def _drafted(home: Path) -> None:
    settings = Settings(home=home, notes=NotesSettings(engine="ollama"))
    async with Store.open(home, samples.SETTINGS) as store:
        history = await store.events("s1")
        log = SessionLog("s1", partial(store.append, "s1"), lambda: 0.0, history)
        writer = NoteWriter(Chart(), load_format("DAP"), room.cues(), None)
        writer.learn(history)
        with ThreadPoolExecutor(1) as worker:
            await draft(log, writer, worker, settings, Timing(heard_s=4.0), store.append)


async def _worded(final: FinalNote, *_: object, **__: object) -> ollama.Drafted:
    """What a language model made of it."""
    fields = {name: getattr(final, name) for name in FinalNote.__struct_fields__}
    note = msgspec.structs.replace(final.note, revision=final.note.revision + 5, engine="ollama:small")
    return ollama.Drafted(**{**fields, "note": note}, drafting=ollama.Drafting())


async def _looked_at(home: Path) -> tuple[str, bool, list[str]]:
    """What it was found as; whether its note and the report beside it are two notes; what `scribe verify` finds."""
    async with Store.open(home, samples.SETTINGS) as store:
        notes = [event for event in await store.events("s1") if isinstance(event, ev.Note) and event.final]
        report = await store.report("s1")
        note = _told(msgspec.json.decode(ev.encode(notes[-1]))) if notes else None
        engine = notes[-1].engine if notes else "no note"
        return engine, note != (_told(report) if report else None), await store.verify()


def _told(note: dict[str, Any]) -> list[Any]:
    return [note[name] for name in ("revision", "engine", "format", "sections")]
