"""The desk from the command line: through the running daemon, or, where none runs, on the store itself."""

from collections.abc import Mapping
from typing import Any

import msgspec

from scribe import commands
from scribe import events as ev
from scribe.config import Settings
from scribe.errors import BusyError, StateError, UsageError
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Timing
from scribe.notes.relaying import relay
from scribe.notes.writer import NoteWriter
from scribe.records.lock import HomeLock
from scribe.records.store import Store
from scribe.session.desk import Desk
from scribe.session.draft import report_of
from scribe.session.rewriting import hand_of
from scribe.session.transcript import WORDS_DESTROYED

BY = commands.CONSOLE


async def ask_desk(settings: Settings, command: commands.AnyCommand) -> Mapping[str, Any]:
    """Carry it out. Raises ScribeError, also with what the daemon says."""
    try:
        with HomeLock(settings.home) as lock:
            async with Store.open(settings.home, settings.records, lock) as store:
                return await Desk(store, settings, lambda: None).do(command, BY)
    except BusyError:
        from scribe.gateway.control import DESK_S, ask

        return await ask(settings.home, {"do": "desk", "command": msgspec.to_builtins(command)}, DESK_S)


async def read_note(settings: Settings, session: str) -> dict[str, Any]:
    """The note as it stands. Reading needs no daemon and disturbs none."""
    async with Store.open(settings.home, settings.records) as store:
        report = await Desk(store, settings, lambda: None).note(session)
        await store.audit(BY, "note read", session)
    return report


async def note_in_format(settings: Settings, session: str, name: str) -> dict[str, Any]:
    """The note as another format lays it out, with the clinician's hand on it; nothing is stored."""
    layout, cues = load_format(name, settings.notes.formats), load_cues()
    async with Store.open(settings.home, settings.records) as store:
        report = await store.report(session)
        if report is None:
            raise UsageError(f"{session}: no such session, or it has no note yet.", "See: scribe sessions")
        history, chart = await store.events(session), await store.chart(session)
        if any(isinstance(event, ev.Destruction) and event.what == "words" for event in history):
            raise StateError(f"{session}: {WORDS_DESTROYED}.", "The signed note stands: scribe note show.")
        await store.audit(BY, f"note read as {layout.key}", session)
    timing = msgspec.convert(report.get("timing", {}), Timing)
    writer = NoteWriter(chart, layout, cues, None)
    writer.learn(history)
    return report_of(relay(writer.finish(timing), layout, cues, hand=hand_of(history)), timing, 0.0, None)
