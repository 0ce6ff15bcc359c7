"""How long records are kept, and their destruction: asked twice, refused under a legal hold, and logged."""

from datetime import date
from typing import Any

import msgspec

from scribe.commands import CONSOLE
from scribe.config import Settings
from scribe.errors import StateError, UsageError
from scribe.keeping import day_of, opened
from scribe.practice.retention import DEFAULT, kept_until, load, period
from scribe.records import clients, removal
from scribe.records.connection import Db
from scribe.records.lock import HomeLock
from scribe.records.store import Store
from scribe.wall_clock import local_day

Row = dict[str, Any]

CODE_LETTERS = 8


async def due(settings: Settings, today: date) -> list[Row]:
    """Every client, and until when their record is kept; first whose time comes first."""
    async with opened(settings) as store:
        rows: list[Row] = await store.ask(lambda db: [_kept(db, name, today) for name in clients.names(db)])
        await store.audit(CONSOLE, "retention looked at", None)
    return sorted(rows, key=lambda row: row["kept_until"])


def periods() -> list[Row]:
    """Every period that is given, by jurisdiction and kind of record."""
    given = load()
    return [
        {
            "jurisdiction": where,
            "kind": kind,
            "years": rule.years,
            "minors_until": rule.minors_until,
            "source": rule.source,
        }
        for where in sorted(given, key=lambda name: (name != DEFAULT, name))
        for kind, rule in given[where].items()
    ]


def _kept(db: Db, name: str, today: date) -> Row:
    known, rows = clients.get(db, name), clients.sessions_of(db, name)
    contacts = [local_day(row["started_at"] or row["created_at"]) for row in rows]
    closed = [day for episode in known.episodes for day in (episode.opened, episode.closed) if day]
    last = max((day_of(day) for day in (*contacts, *closed)), default=today)
    kind = "substance_use_note" if known.substance_use else "progress_note"
    born = day_of(known.born) if known.born else None
    until = kept_until(period(load(), known.jurisdiction, kind), last, born)
    return {
        "client": name,
        "kept_until": until.isoformat(),
        "due": not known.hold and today >= until,
        "why": "legal hold" if known.hold else "kept",
        "sessions": len(rows),
    }


async def destroy(settings: Settings, session: str, reason: str, confirm: str, today: date, *, early: bool) -> Row:
    """The first call answers with a code; the second, with that code, destroys."""
    reason = _checked(reason)
    with HomeLock(settings.home):  # a running daemon keeps sessions in memory
        async with opened(settings) as store:
            row = await store.session(session)
            if row.client is not None:
                await _refuse_kept(store, row.client, today, early=early)
            code = _code(store, session)
            if confirm != code:
                text = f"This destroys the session, its note and everything derived from it. To do it: --confirm {code}"
                return {"destroyed": False, "confirm": code, "text": text}
            await store.remove_session(session, CONSOLE, reason)
    return {"destroyed": True, "text": "Destroyed. The destruction log keeps when and why."}


async def destroy_client(settings: Settings, name: str, reason: str, confirm: str, today: date, *, early: bool) -> Row:
    """All that the record holds of a client. Asked twice, as above."""
    reason = _checked(reason)
    with HomeLock(settings.home):
        async with opened(settings) as store:
            kept = await _refuse_kept(store, name, today, early=early)
            code = _code(store, f"client {name}")
            if confirm != code:
                text = (
                    f"This destroys {kept['sessions']} sessions of {name}, and what the record knows of them. Private"
                    f" notes about them lie apart: scribe private destroy. To do it: --confirm {code}"
                )
                return {"destroyed": False, "confirm": code, "text": text}
            gone = await store.remove_client(name, CONSOLE, reason)
    return {"destroyed": True, "text": f"Destroyed, with {gone} sessions. The destruction log keeps when and why."}


async def destruction_log(settings: Settings) -> list[Row]:
    async with opened(settings) as store:
        return [msgspec.to_builtins(line) for line in await store.ask(removal.log)]


async def _refuse_kept(store: Store, client: str, today: date, *, early: bool) -> Row:
    """StateError under a legal hold, and before its time unless that is wanted."""
    kept: Row = await store.ask(lambda db: _kept(db, client, today))
    if kept["why"] == "legal hold":
        raise StateError("The client's record is under a legal hold.", "Nothing of it may be destroyed.")
    if not kept["due"] and not early:
        raise StateError(f"It is to be kept until {kept['kept_until']}.", "With --early it goes before.")
    return kept


def _code(store: Store, what: str) -> str:
    return store.keys.pseudonym(f"destroy {what}")[:CODE_LETTERS]


def _checked(reason: str) -> str:
    if not reason.strip():
        raise UsageError("A destruction needs a reason.", "Say why; the destruction log keeps it.")
    return reason.strip()
