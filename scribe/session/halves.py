"""Merging the two halves of an interrupted session, and parting them: the store and the logs around `merging.py`."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError, UsageError
from scribe.notes.note import Timing
from scribe.records.store import SessionRow, Store
from scribe.session import merging, reviewing
from scribe.session.log import SessionLog
from scribe.session.review import Review
from scribe.session.rewriting import Change, Rewriting
from scribe.wall_clock import utc_now

LONGEST_APART = timedelta(hours=12)
"""Between two beginnings: a session that was interrupted goes on the same day."""

Answer = Mapping[str, Any]


class Halves:
    def __init__(self, store: Store, log_of: Callable[[str], Awaitable[SessionLog]], rewriting: Rewriting) -> None:
        self._store, self._log_of, self._rewriting = store, log_of, rewriting

    async def do(self, command: commands.Merge | commands.Split, by: str) -> Answer:
        """Raises StateError and UsageError, and then nothing has changed."""
        log = await self._log_of(command.session)

        async def change() -> Change:
            reviewing.refuse_unreviewable(log.transcript)
            match command:
                case commands.Merge():
                    return await self._merged(log, command.other, by)
                case commands.Split():
                    return await self._parted(log, command.other, by)

        await self._rewriting.renew(log, change)
        return {"session": log.session, "merged": list(log.transcript.merges)}

    async def _merged(self, log: SessionLog, other: str, by: str) -> Change:
        if other == log.session:
            raise UsageError("A session is no half of itself.", "Name the other one.")
        second = await self._log_of(other)
        refuse_unlike(await self._store.session(log.session), await self._store.session(other))
        reviewing.refuse_unreviewable(second.transcript)
        if second.transcript.merges:
            raise StateError("The other half has a half of its own.", "Part them first.")
        now, known = utc_now(), merging.ids(log.transcript, second.transcript)
        timing = merging.clock(await self._timing(log.session), await self._timing(other))

        def handed_over(merged: Review) -> list[ev.AnyEvent]:
            reviewing.refuse_unreviewable(second.transcript)  # it may have been signed meanwhile
            return merging.handed_over(merged, second.transcript.review, known, other, by, now)

        return Change(
            events=tuple(merging.merged(log.transcript, second.transcript, second.since(0), known, by, now)),
            timing=msgspec.convert(timing, Timing),
            then=handed_over,
        )

    async def _parted(self, log: SessionLog, other: str, by: str) -> Change:
        merge = log.transcript.merges.get(other)
        if merge is None:
            raise UsageError("That is no half of this session.", "Open the session again.")
        both, theirs = await self._timing(log.session), await self._timing(other)
        state = reviewing.state_of(log.transcript)
        timing = Timing(
            started_at=state.started_at,
            ended_at=state.ended_at,
            heard_s=round(both.get("heard_s", 0.0) - theirs.get("heard_s", 0.0), 2),
        )
        return Change(events=tuple(merging.parted(merge, by, utc_now())), timing=timing)

    async def _timing(self, session: str) -> dict[str, Any]:
        timing: dict[str, Any] = (await self._store.report(session) or {}).get("timing", {})
        return timing


def refuse_unlike(first: SessionRow, second: SessionRow) -> None:
    """StateError unless the second can be the other half of the first."""
    if first.client != second.client:
        raise StateError("The two sessions are not of the same client.", "Only halves of one session are merged.")
    apart = _begun(second) - _begun(first)
    if not timedelta(0) <= apart <= LONGEST_APART:
        raise StateError("The other half begins after this one, on the same day.", "Merge the later into the earlier.")


def _begun(row: SessionRow) -> datetime:
    return datetime.fromisoformat(row.started_at or row.created_at)
