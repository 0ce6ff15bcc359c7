"""The same client's notes before this one, as far as a new note is compared with them."""

from scribe.events import SessionState
from scribe.notes.checking.thread import earlier_of
from scribe.notes.note import Earlier
from scribe.records.store import Store

MOST_NOTES = 5
"""Newest first: copied text comes from the last notes, and a goal that rested longer has rested long enough."""
_WRITTEN = (SessionState.DRAFT, SessionState.REVIEWED, SessionState.SIGNED, SessionState.AMENDED)


async def earlier_notes(store: Store, client: str | None, session: str) -> tuple[Earlier, ...]:
    """Of the client as the chart names them, without `session` and what came after it."""
    if not client:
        return ()
    rows = await store.sessions()
    own = next((row.created_at for row in rows if row.id == session), None)
    before = [
        row for row in rows if row.client == client and row.id != session and row.state in _WRITTEN and not row.part_of
    ]
    before = [row for row in before if own is None or row.created_at < own][:MOST_NOTES]
    reports = [await store.report(row.id) for row in before]
    return tuple(earlier_of(report) for report in reports if report)
