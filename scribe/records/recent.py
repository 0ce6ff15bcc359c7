"""Who was here lately, and how: what a new session may begin with. Works inside the caller's transaction.

Read from the sessions themselves, so nothing is kept beside them and it goes when they go. Consent is no part of it:
each person is asked anew.
"""

import msgspec

from scribe.chart import Chart, Participant
from scribe.events import Role
from scribe.records.connection import Db

MOST = 12
"""Clients: a screenful."""


class Recent(msgspec.Struct, frozen=True, kw_only=True):
    """A client as their newest session began."""

    client: str
    clinician: str | None
    participants: tuple[Participant, ...]
    """Everybody who was to be heard; the clinician is not among them."""
    format: str
    modality: str | None
    note_format: str


def recent(db: Db) -> list[Recent]:
    """The newest first. Recordings that were played are not counted."""
    found = db.execute(
        "SELECT chart, format, max(created_at) FROM sessions WHERE chart ->> '$.client' <> '' AND source IS NULL"
        " GROUP BY chart ->> '$.client' ORDER BY 3 DESC LIMIT ?",
        (MOST,),
    )
    return [_recent(msgspec.json.decode(chart, type=Chart), note_format) for chart, note_format, _ in found]


def _recent(chart: Chart, note_format: str) -> Recent:
    heard = tuple(one for one in chart.participants if one.role is not Role.THERAPIST)
    return Recent(
        client=chart.client or "",
        clinician=chart.clinician,
        participants=heard,
        format=chart.format,
        modality=chart.modality,
        note_format=note_format,
    )
