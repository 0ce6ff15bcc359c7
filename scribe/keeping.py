"""What the command line asks of the record over months: backup, bulk, clients, continuity. `retaining` and
`disclosing` do the rest."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from scribe import json_file
from scribe.commands import CONSOLE
from scribe.config import Settings
from scribe.errors import ScribeError, UsageError
from scribe.practice import diagnoses, retention, reviews
from scribe.practice.cloned import repeats
from scribe.practice.report import practice_report
from scribe.practice.topics import topics
from scribe.records import backup as backups
from scribe.records import bulk, past
from scribe.records import clients as client_rows
from scribe.records.clients import Client
from scribe.records.lock import HomeLock
from scribe.records.store import Store

BY = CONSOLE
Row = dict[str, Any]


def opened(settings: Settings, lock: HomeLock | None = None) -> AbstractAsyncContextManager[Store]:
    return Store.open(settings.home, settings.records, lock)


async def backup(settings: Settings, file: Path) -> Row:
    async with opened(settings) as store:
        manifest = await asyncio.to_thread(backups.write, settings.home, store.keys, file)
        await store.audit(BY, "backup made", None)
    built: Row = msgspec.to_builtins(manifest)
    return built


async def restore(settings: Settings, file: Path) -> Row:
    """Verified with its key where the key is here; else it says how to bring it."""
    with HomeLock(settings.home) as lock:
        manifest = await asyncio.to_thread(backups.restore, file, settings.home)
        try:
            async with opened(settings, lock) as store:
                wrong = await store.verify()
                await store.audit(BY, "backup restored", None)
        except ScribeError as error:
            text = f"The record is restored and waits for its key. {error} Or: scribe keys recover."
            return {"made_at": manifest.made_at, "opens": False, "text": text}
    text = wrong[0] if wrong else f"The record of {manifest.made_at} is restored and intact."
    return {"made_at": manifest.made_at, "opens": True, "text": text}


async def witness(settings: Settings, what: str, client: str | None) -> None:
    """A row of the audit for what is done beside the record, as with the private notes. StoreError."""
    async with opened(settings) as store:
        await store.audit(BY, what, client)


async def bulk_export(settings: Settings, folder: Path) -> int:
    await asyncio.to_thread(refuse_full, folder)
    async with opened(settings) as store:
        return int(
            await store.change(lambda db: bulk.write(db, store.session_keys, folder), BY, "record exported in bulk")
        )


async def bulk_import(settings: Settings, folder: Path) -> tuple[int, int]:
    async with opened(settings) as store:
        taken: tuple[int, int] = await store.change(
            lambda db: bulk.load(db, store.keys, store.session_keys, folder), BY, "record imported in bulk"
        )
    return taken


async def search(settings: Settings, words: str, limit: int) -> list[Row]:
    async with opened(settings) as store:
        found = await store.ask(lambda db: past.search(db, words, limit))
        await store.audit(BY, "notes searched", None)
    return [{"session": session, "text": text} for session, text in found]


async def practice(settings: Settings, first: str, last: str, baseline: float | None) -> Row:
    period = day_of(first), day_of(last)
    async with opened(settings) as store:
        entries = await store.ask(lambda db: past.entries(db, *period))
        notes = await store.ask(lambda db: [n for name in client_rows.names(db) for n in past.notes_of(db, name)])
        await store.audit(BY, "practice report read", None)
    notes.sort(key=lambda note: (note.date, note.session))
    alike = repeats([note for note in notes if note.date <= last])
    inside = {entry.session for entry in entries}
    return {**practice_report(entries, baseline), "repeated": {s: p for s, p in alike.items() if s in inside}}


async def clients(settings: Settings) -> list[str]:
    async with opened(settings) as store:
        found = await store.ask(client_rows.names)
        await store.audit(BY, "clients listed", None)
    return found


async def client(settings: Settings, name: str) -> Row:
    async with opened(settings) as store:
        found = await store.ask(lambda db: client_rows.get(db, name))
        await store.audit(BY, "client read", name)
    built: Row = msgspec.to_builtins(found)
    return built


async def set_client(settings: Settings, file: Path) -> str:
    given = await asyncio.to_thread(_read_client, file)
    _refuse_unknown_jurisdiction(given.jurisdiction)
    for day in (given.born, given.plan.review_due if given.plan else None, *(e.opened for e in given.episodes)):
        if day is not None:
            day_of(day)
    codes = diagnoses.load()
    given = msgspec.structs.replace(given, diagnoses=tuple(diagnoses.completed(d, codes) for d in given.diagnoses))
    async with opened(settings) as store:
        await store.change(lambda db: client_rows.put(db, given), BY, "client changed", given.name)
    return given.name


async def plan_reviews(settings: Settings, today: date) -> list[Row]:
    """The treatment plans that are to be looked at again."""
    async with opened(settings) as store:
        known = await store.ask(lambda db: [client_rows.get(db, name) for name in client_rows.names(db)])
        await store.audit(BY, "plan reviews read", None)
    return reviews.due([(client.name, client.plan.review_due if client.plan else None) for client in known], today)


async def brief(settings: Settings, name: str) -> Row:
    async with opened(settings) as store:
        found = await store.ask(lambda db: past.brief_of(db, name, topics()))
        await store.audit(BY, "brief read", name)
    return found


async def lines(settings: Settings, name: str) -> Row:
    """Measures, symptoms and goals over time (`practice/lines.py`)."""
    async with opened(settings) as store:
        found = await store.ask(lambda db: past.lines_of(db, name, topics()))
        await store.audit(BY, "lines over time read", name)
    return found


def _refuse_unknown_jurisdiction(name: str) -> None:
    """A slip of the pen would have their record kept by another rule than theirs."""
    known = retention.load()
    if name not in known:
        why = f"There are {', '.join(sorted(known))}; add [{name}.progress_note] to config/retention.toml."
        raise UsageError(f"jurisdiction: {name}: no periods are given for it.", why)


def refuse_full(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty.", "Name a new folder.")


def _read_client(file: Path) -> Client:
    fields = "`scribe client show --json` prints every field."
    return json_file.read(file, Client, UsageError, unreadable="Name a JSON file.", unlike=fields)


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text}: not a day.", "Write it as YYYY-MM-DD.") from None
