"""Which sessions wait for the clinician: today's, and earlier ones whose note is not signed. Pure."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

import msgspec

from scribe.events import SessionState
from scribe.records.sessions import SessionRow

MOST = 2000
"""Sessions looked through: a full practice's year."""

WAITING = (SessionState.DRAFT, SessionState.REVIEWED)
"""A note that is there and not signed."""

DONE = (SessionState.SIGNED, SessionState.AMENDED)


def rows(sessions: Iterable[SessionRow], now: datetime, *, everything: bool = False) -> list[dict[str, Any]]:
    """Newest first, JSON-ready: the session's row, with `today`, `due_at`, `overdue`. `now` is the room's local time.

    A note is due at the end of the day of its session (CLINICAL 7).
    """
    shown = []
    for row in sessions:
        if row.part_of:
            continue  # told as part of the other one
        begun = datetime.fromisoformat(row.started_at or row.created_at).astimezone(now.tzinfo)
        today = begun.date() == now.date()
        if everything or today or row.state not in DONE:
            due = datetime.combine(begun.date() + timedelta(days=1), time(), now.tzinfo)
            late = row.state in WAITING and now >= due
            shown.append({**msgspec.to_builtins(row), "today": today, "due_at": due.isoformat(), "overdue": late})
    return shown
