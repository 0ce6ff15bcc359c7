"""A new session in the store: its id, its first event, the key for its sound."""

import secrets
from typing import Any

import msgspec

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import Settings
from scribe.records.sessions import NewSession
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
    new = NewSession(
        id=secrets.token_hex(8),
        room=settings.room,
        format=note_format or settings.notes.format,
        modality=chart.modality,
        chart=chart,
        source=played,
        created_at=utc_now(),
    )
    key = await store.create_session(new)
    state = ev.Session(state=ev.SessionState.CREATED, room=new.room, format=new.format, modality=new.modality)
    return Opened(new.id, state, key)
