"""Treatment plans that are to be looked at again. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

SOON = timedelta(days=30)
"""Reminded of this long before: a session or two, even for those who come once a fortnight."""


def due(plans: Iterable[tuple[str, str | None]], today: date, soon: timedelta = SOON) -> list[dict[str, Any]]:
    """`plans`: client and the day (YYYY-MM-DD) on which their plan is to be reviewed. The most urgent first."""
    dated = [(client, date.fromisoformat(day)) for client, day in plans if day]
    rows = [
        {"client": client, "review_due": day.isoformat(), "overdue": day < today}
        for client, day in dated
        if day - soon <= today
    ]
    return sorted(rows, key=lambda row: row["review_due"])
