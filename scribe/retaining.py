"""How long records are kept, and their destruction: asked twice, refused under a legal hold, and logged."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from scribe.commands import CONSOLE
from scribe.config import Settings
from scribe.errors import StateError, UsageError
from scribe.keeping import day_of, opened
from scribe.practice.retention import DEFAULT, PROGRESS, PSYCHOTHERAPY, SUBSTANCE_USE, kept_until, load, period
from scribe.records import clients, removal
from scribe.records.clients import Client, Shared
from scribe.records.connection import Db
from scribe.records.lock import HomeLock
from scribe.records.store import Store
from scribe.wall_clock import local_day, utc_now

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
    last = _last_contact(known, [row["started_at"] or row["created_at"] for row in rows], today)
    until = _until(known, SUBSTANCE_USE if known.substance_use else PROGRESS, last)
    return {
        "client": name,
        "kept_until": until.isoformat(),
        **_standing(known, until, today),
        "sessions": len(rows),
        "private_until": _until(known, PSYCHOTHERAPY, last).isoformat(),
    }


def _last_contact(known: Client, stamps: Iterable[str], today: date) -> date:
    closed = [day for episode in known.episodes for day in (episode.opened, episode.closed) if day]
    return max((day_of(day) for day in (*map(local_day, stamps), *closed)), default=today)


def _until(known: Client, kind: str, last: date) -> date:
    born = day_of(known.born) if known.born else None
    return kept_until(period(load(), known.jurisdiction, kind), last, born)


def _standing(known: Client, until: date, today: date) -> Row:
    return {"due": not known.hold and today >= until, "why": "legal hold" if known.hold else "kept"}


async def private_kept(settings: Settings, name: str, kinds: Iterable[str], stamps: Iterable[str], today: date) -> Row:
    """Until when the private notes about a client are kept: {kept_until, due, why}. `kinds`: of the record, those that
    there are; `stamps`: when each was written. What the chart knows of the client counts too, while there is one, also
    with other capitals."""

    def look(db: Db) -> Row:
        names = clients.spellings(db, name)
        known = [clients.get(db, one) for one in names] or [Client(name=name)]
        contacts = [row["started_at"] or row["created_at"] for one in names for row in clients.sessions_of(db, one)]
        last = max(_last_contact(one, [*contacts, *stamps], today) for one in known)
        until = max((_until(one, kind, last) for one in known for kind in kinds), default=today)
        held = next((one for one in known if one.hold), known[0])
        return {"kept_until": until.isoformat(), **_standing(held, until, today)}

    async with opened(settings) as store:
        return await store.ask(look)


async def private_destroyed(settings: Settings, name: str, reason: str) -> None:
    """To be told before they are: what can't be logged is not destroyed. UsageError without a reason."""
    reason = _checked(reason)
    async with opened(settings) as store:
        await store.change(
            lambda db: removal.log_private_notes(db, store.keys, name, CONSOLE, reason, utc_now()),
            CONSOLE,
            f"private notes destroyed: {reason}",
            name,
        )


async def destroy(settings: Settings, session: str, reason: str, confirm: str, today: date, *, early: bool) -> Row:
    """The first call answers with a code; the second, with that code, destroys."""
    reason = _checked(reason)
    with HomeLock(settings.home) as lock:  # a running daemon keeps sessions in memory
        async with opened(settings, lock) as store:
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
    """All that the record holds of a client. Asked twice, as above. Sessions that they took part in and that are kept
    in another client's record stay with it: `stays` names them."""
    reason = _checked(reason)
    with HomeLock(settings.home) as lock:
        async with opened(settings, lock) as store:
            found = await store.ask(lambda db: clients.known(db, name))
            name, shared, others = found.name, found.shared, found.others
            stays = {"stays": msgspec.to_builtins(shared), "other_spellings": others}
            if shared and not found.own:
                return {"destroyed": False, **stays, "text": f"Nothing is destroyed: {_told(name, shared)}"}
            kept = await _refuse_kept(store, name, today, early=early)
            code = _code(store, f"client {name}")
            if confirm != code:
                text = (
                    f"This destroys {kept['sessions']} sessions of {name}, and what the record knows of them. Private"
                    f" notes about them lie apart, and are kept until {kept['private_until']} at least: scribe private"
                    f" destroy.{_and_told(name, shared)}{_others(others)} To do it: --confirm {code}"
                )
                return {"destroyed": False, **stays, "confirm": code, "text": text}
            gone = await store.remove_client(name, CONSOLE, reason)
    text = f"Destroyed, with {gone} sessions. The destruction log keeps when and why."
    return {"destroyed": True, **stays, "text": f"{text}{_and_told(name, shared)}{_others(others)}"}


def _others(spellings: list[str]) -> str:
    return f" Under the same name, spelled otherwise, stays the record of {', '.join(spellings)}." if spellings else ""


def _and_told(name: str, shared: list[Shared]) -> str:
    return f" {_told(name, shared)[0].upper()}{_told(name, shared)[1:]}" if shared else ""


def _told(name: str, shared: list[Shared]) -> str:
    each = ", ".join(f"{one.session} ({one.client or 'no client named'}, {one.date})" for one in shared)
    return (
        f"{name} took part in sessions of other records, which stay: {each}. They are kept, and destroyed, with the"
        " record of the client they are about: scribe retention destroy."
    )


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
