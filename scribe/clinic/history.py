"""A client's signed history from every room of the clinic: found, opened, verified."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from scribe import events as ev
from scribe.clinic.keys import ClinicKeys
from scribe.clinic.sealed import Entry, opened
from scribe.clinic.server import Row
from scribe.clinic.visiting import visiting
from scribe.config import Settings
from scribe.errors import ClinicError, ScribeError
from scribe.export.standing import standing
from scribe.records.store import Store
from scribe.session import signature
from scribe.session.review import Review

BY = "console"
Report = dict[str, Any]
"""A note as it stands (export/standing.py), with `session`, `room` and `wrong`: what its signatures lack."""

UNREADABLE: Report = {"format": "unreadable", "engine": "", "header": {}, "sections": [], "signatures": [], "room": ""}


async def history(settings: Settings, client: str) -> list[Report]:
    """For the command line, where no daemon's store is at hand. See `read`."""
    async with Store.open(settings.home, settings.records) as store:
        return await read(settings, store, client, BY)


async def read(settings: Settings, store: Store, client: str, by: str) -> list[Report]:
    """Oldest first. The room's audit keeps that it was read. Raises ClinicError while the server is away."""
    async with visiting(settings, store) as (server, keys):
        rows = await server.history(keys, client)
    found = reports(rows, keys)
    await store.audit(by, "clinic history read", client)
    return found


def reports(rows: Iterable[Row], keys: ClinicKeys) -> list[Report]:
    """Of the database's rows, which come by session. One that can't be read hides no other. Pure."""
    made = []
    for session, mine in groupby(rows, attrgetter("session")):
        try:
            made.append(_report(session, _entries(session, mine, keys)))
        except ScribeError as error:
            made.append({**UNREADABLE, "session": session, "wrong": [str(error)]})
    return sorted(made, key=lambda report: [one["signed_at"] for one in report["signatures"]])


def _entries(session: str, rows: Iterable[Row], keys: ClinicKeys) -> list[Entry]:
    return [opened(keys.session(session, row.key), session, row.seq, row.sealed) for row in rows]


def _report(session: str, entries: list[Entry]) -> Report:
    signatures: list[ev.Signature] = [entry.signature for entry in entries]
    if signatures[0].kind is not ev.SignatureKind.SIGNED:
        raise ClinicError(f"The note of session {session} is missing in the clinic's database.", "Its room has it.")
    wrong = signature.findings(session, signatures)
    review = Review(signatures=signatures)
    return {**standing({}, review), "session": session, "room": entries[0].room, "wrong": wrong}
