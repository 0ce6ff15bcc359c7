"""What the command line asks of the record over months: backup, bulk, clients, continuity, retention."""

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from scribe.commands import CONSOLE
from scribe.config import Settings
from scribe.errors import ScribeError, StateError, UsageError
from scribe.events import SessionState
from scribe.practice import diagnoses, reviews
from scribe.practice.cloned import repeats
from scribe.practice.redisclosure import NOTICE
from scribe.practice.report import practice_report
from scribe.practice.retention import kept_until, load, period
from scribe.records import backup as backups
from scribe.records import bulk, past, removal
from scribe.records import clients as client_rows
from scribe.records.clients import Client
from scribe.records.connection import Db
from scribe.records.lock import HomeLock
from scribe.records.store import Store

BY = CONSOLE
Row = dict[str, Any]

WITHHELD = (
    {
        "what": "psychotherapy notes",
        "why": "kept apart from the record; not part of an access request (45 CFR 164.524(a)(1)(i))",
    },
    {
        "what": "sound and transcripts",
        "why": "working material of the draft, not used to make decisions (45 CFR 164.501)",
    },
)


def opened(settings: Settings) -> AbstractAsyncContextManager[Store]:
    return Store.open(settings.home, settings.records)


async def backup(settings: Settings, file: Path) -> Row:
    async with opened(settings) as store:
        manifest = await asyncio.to_thread(backups.write, settings.home, store.keys, file)
        await store.audit(BY, "backup made", None)
    built: Row = msgspec.to_builtins(manifest)
    return built


async def restore(settings: Settings, file: Path) -> Row:
    """Verified with its key where the key is here; else it says how to bring it."""
    with HomeLock(settings.home):
        manifest = await asyncio.to_thread(backups.restore, file, settings.home)
        try:
            async with opened(settings) as store:
                wrong = await store.verify()
                await store.audit(BY, "backup restored", None)
        except ScribeError as error:
            text = f"The record is restored and waits for its key. {error} Or: scribe keys recover."
            return {"made_at": manifest.made_at, "opens": False, "text": text}
    text = wrong[0] if wrong else f"The record of {manifest.made_at} is restored and intact."
    return {"made_at": manifest.made_at, "opens": True, "text": text}


async def bulk_export(settings: Settings, folder: Path) -> int:
    await asyncio.to_thread(_refuse_full, folder)
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
    first, last = _day(first).isoformat(), _day(last).isoformat()
    async with opened(settings) as store:
        entries = await store.ask(lambda db: past.entries(db, first, last))
        notes = await store.ask(lambda db: [n for name in client_rows.names(db) for n in past.notes_of(db, name)])
        await store.audit(BY, "practice report read", None)
    notes.sort(key=lambda note: (note.date, note.session))
    alike = repeats([note for note in notes if note.date <= last])
    inside = {entry.session for entry in entries}
    return {**practice_report(entries, baseline), "repeated": {s: p for s, p in alike.items() if s in inside}}


async def clients(settings: Settings) -> list[str]:
    async with opened(settings) as store:
        return await store.ask(client_rows.names)


async def client(settings: Settings, name: str) -> Row:
    async with opened(settings) as store:
        found = await store.ask(lambda db: client_rows.get(db, name))
        await store.audit(BY, "client read", name)
    built: Row = msgspec.to_builtins(found)
    return built


async def set_client(settings: Settings, file: Path) -> str:
    given = await asyncio.to_thread(_read_client, file)
    for day in (given.born, given.plan.review_due if given.plan else None, *(e.opened for e in given.episodes)):
        if day is not None:
            _day(day)
    codes = diagnoses.load()
    given = msgspec.structs.replace(given, diagnoses=tuple(diagnoses.completed(d, codes) for d in given.diagnoses))
    async with opened(settings) as store:
        await store.change(lambda db: client_rows.put(db, given), BY, "client changed", given.name)
    return given.name


async def plan_reviews(settings: Settings, today: date) -> list[Row]:
    """The treatment plans that are to be looked at again."""
    async with opened(settings) as store:
        known = await store.ask(lambda db: [client_rows.get(db, name) for name in client_rows.names(db)])
    return reviews.due([(client.name, client.plan.review_due if client.plan else None) for client in known], today)


async def brief(settings: Settings, name: str) -> Row:
    async with opened(settings) as store:
        found = await store.ask(lambda db: past.brief_of(db, name))
        await store.audit(BY, "brief read", name)
    return found


async def access(settings: Settings, name: str, folder: Path, disclosure: str) -> Row:
    """One folder with every signed note; what is withheld is named. UsageError for a folder that holds something."""
    from scribe.asking import read_note
    from scribe.export.document import document
    from scribe.export.plain import text

    await asyncio.to_thread(_refuse_full, folder)
    async with opened(settings) as store:
        known = await store.ask(lambda db: client_rows.get(db, name))
        rows = await store.ask(lambda db: client_rows.sessions_of(db, name))
    signed = [r["id"] for r in rows if r["state"] in (SessionState.SIGNED, SessionState.AMENDED)]
    waiting = [r["id"] for r in rows if r["id"] not in signed]
    unsigned = [{"what": f"session {id}", "why": "its note is not signed yet"} for id in waiting]
    made = {"client": name, "to": disclosure or name, "notes": signed, "withheld": [*WITHHELD, *unsigned]}
    notice = {"notice": NOTICE if known.substance_use and disclosure else ""}
    files = {f"{id}.txt": text(document({**await read_note(settings, id), **notice})) for id in signed}
    contents = {**made, "record": msgspec.to_builtins(known)}
    files["contents.json"] = json.dumps(contents, ensure_ascii=False, indent=1)
    await asyncio.to_thread(_put_all, folder, files)
    async with opened(settings) as store:
        await store.audit(BY, f"access request answered{' by disclosure' if disclosure else ''}", name)
    return made


def _refuse_full(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty.", "Name a new folder.")


def _read_client(file: Path) -> Client:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Client)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}.", "Name a JSON file.") from None
    except msgspec.MsgspecError as error:
        raise UsageError(f"{file}: {error}.", "`scribe client show --json` prints every field.") from None


def _put_all(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text, encoding="utf-8")


# -- retention ---------------------------------------------------------------------------------------------------------


async def due(settings: Settings, today: date) -> list[Row]:
    async with opened(settings) as store:
        rows: list[Row] = await store.ask(lambda db: [_kept(db, name, today) for name in client_rows.names(db)])
    return sorted(rows, key=lambda row: row["kept_until"])


def _kept(db: Db, name: str, today: date) -> Row:
    known, rows = client_rows.get(db, name), client_rows.sessions_of(db, name)
    last = max((_day((r["started_at"] or r["created_at"])[:10]) for r in rows), default=today)
    kind = "substance_use_note" if known.substance_use else "progress_note"
    until = kept_until(period(load(), known.jurisdiction, kind), last, _day(known.born) if known.born else None)
    why = "legal hold" if known.hold else "kept"
    passed = not known.hold and bool(rows) and today >= until
    return {"client": name, "kept_until": until.isoformat(), "due": passed, "why": why, "sessions": len(rows)}


async def destroy(settings: Settings, session: str, reason: str, confirm: str, today: date, *, early: bool) -> Row:
    """The first call answers with a code; the second, with that code, destroys. Refused under a legal hold."""
    if not reason.strip():
        raise UsageError("A destruction needs a reason.", "Say why; the destruction log keeps it.")
    with HomeLock(settings.home):  # a running daemon keeps sessions in memory
        async with opened(settings) as store:
            code = store.keys.pseudonym(f"destroy {session}")[:8]
            row = await store.session(session)
            if row.client is not None:
                kept = await store.ask(lambda db: _kept(db, str(row.client), today))
                if kept["why"] == "legal hold":
                    raise StateError("The client's record is under a legal hold.", "Nothing of it may be destroyed.")
                if not kept["due"] and not early:
                    raise StateError(f"It is to be kept until {kept['kept_until']}.", "With --early it goes before.")
            if confirm != code:
                text = f"This destroys the session, its note and everything derived from it. To do it: --confirm {code}"
                return {"destroyed": False, "confirm": code, "text": text}
            await store.remove_session(session, BY, reason.strip())
    return {"destroyed": True, "text": "Destroyed. The destruction log keeps when and why."}


async def destruction_log(settings: Settings) -> list[Row]:
    async with opened(settings) as store:
        return [dict(row) for row in await store.ask(removal.log)]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text}: not a day.", "Write it as YYYY-MM-DD.") from None
