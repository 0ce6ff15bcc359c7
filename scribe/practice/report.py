"""What a payer's auditor or an accreditor asks of a period: which notes lack what, when they were signed, how long."""

from collections.abc import Iterable
from statistics import median
from typing import Any

import msgspec

from scribe.practice.billing import band, whole_minutes
from scribe.wall_clock import local, local_day

SECONDS_A_MINUTE = 60.0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One session of the period."""

    session: str
    client: str
    date: str
    state: str
    started_at: str | None = None
    ended_at: str | None
    signed_at: str | None
    heard_s: float | None
    """None: nobody heard it (it was written), or there is no note yet."""
    missing: tuple[str, ...]
    """Elements that the note lacks (CLINICAL 2), as it was drafted or, once it is signed, as it was signed."""


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
    """A pause is in the minutes of the clock and not in those that were heard: an auditor sees both."""
    wait, clock = (_minutes_between(*span) for span in _spans(entry))
    minutes = None if entry.heard_s is None else whole_minutes(entry.heard_s)
    return {
        **msgspec.to_builtins(entry),
        "minutes_to_signature": None if wait is None else round(wait, 1),
        "same_day": bool(
            entry.ended_at and entry.signed_at and local_day(entry.ended_at) == local_day(entry.signed_at)
        ),
        "face_to_face_minutes": minutes,
        "clock_minutes": None if clock is None or minutes is None else int(clock),
        "cpt": band(minutes),
    }


Span = tuple[str | None, str | None]


def _spans(entry: Entry) -> tuple[Span, Span]:
    return (entry.ended_at, entry.signed_at), (entry.started_at, entry.ended_at)


def _minutes_between(start: str | None, end: str | None) -> float | None:
    return (local(end) - local(start)).total_seconds() / SECONDS_A_MINUTE if start and end else None
