"""What a payer's auditor or an accreditor asks of a period: which notes lack what, when they were signed, how long."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Any

import msgspec

from scribe.practice.billing import band, whole_minutes

SECONDS_A_MINUTE = 60.0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One session of the period."""

    session: str
    client: str
    date: str
    state: str
    ended_at: str | None
    signed_at: str | None
    heard_s: float
    missing: tuple[str, ...]
    """Elements that the note lacks (CLINICAL 2)."""


def practice_report(entries: Iterable[Entry], baseline_minutes: float | None = None) -> dict[str, Any]:
    """JSON-ready. `baseline_minutes`: what a note took the clinician before, as they say themselves."""
    rows = [_row(entry) for entry in entries]
    waits = [row["minutes_to_signature"] for row in rows if row["minutes_to_signature"] is not None]
    saved = [baseline_minutes - wait for wait in waits if wait < baseline_minutes] if baseline_minutes else []
    return {
        "sessions": len(rows),
        "unsigned": sum(row["signed_at"] is None for row in rows),
        "signed_same_day": sum(row["same_day"] for row in rows),
        "median_minutes_to_signature": median(waits) if waits else None,
        "minutes_saved": round(sum(saved)) if baseline_minutes else None,
        "lacking": sum(bool(row["missing"]) for row in rows),
        "notes": rows,
    }


def _row(entry: Entry) -> dict[str, Any]:
    wait = _minutes_between(entry.ended_at, entry.signed_at)
    minutes = whole_minutes(entry.heard_s)
    return {
        **msgspec.to_builtins(entry),
        "minutes_to_signature": wait,
        "same_day": bool(entry.ended_at and entry.signed_at and entry.ended_at[:10] == entry.signed_at[:10]),
        "face_to_face_minutes": minutes,
        "cpt": band(minutes),
    }


def _minutes_between(start: str | None, end: str | None) -> float | None:
    if not (start and end):
        return None
    passed = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return round(passed.total_seconds() / SECONDS_A_MINUTE, 1)
