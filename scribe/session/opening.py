"""A new session in the store: its id, its first event, the key for its sound."""

import secrets
from typing import Any

import msgspec

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import Settings
from scribe.records.store import Store
from scribe.wall_clock import utc_now


class Opened(msgspec.Struct, frozen=True):
    id: str
    created: ev.Session
    key: bytes


async def opened(
    store: Store, settings: Settings, chart: Chart, note_format: str | None, played: dict[str, Any] | None = None
) -> Opened:
    """`played`: the recording that is heard instead of the room. StoreError."""
    session, layout = secrets.token_hex(8), note_format or settings.notes.format
    key = await store.create_session(
        session,
        room=settings.room,
        format=layout,
        modality=chart.modality,
        chart=chart,
        source=played,
        created_at=utc_now(),
    )
    state = ev.SessionState.CREATED
    return Opened(session, ev.Session(state=state, room=settings.room, format=layout, modality=chart.modality), key)
