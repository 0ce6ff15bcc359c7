"""A new session is in the store with its first event's facts and a key of its own."""

from pathlib import Path

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import NotesSettings, Settings
from scribe.records.store import Store
from scribe.session.opening import opened
from tests.records import samples


async def test_the_store_and_the_first_event_say_the_same(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, room="room 7", notes=NotesSettings(format="SOAP"))
    chart = Chart(client="Ada L.", modality="telehealth")
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        first = await opened(store, settings, chart, None)
        other = await opened(store, settings, chart, "BIRP", {"kind": "recording"})
        assert first.created == ev.Session(
            state=ev.SessionState.CREATED, room="room 7", format="SOAP", modality="telehealth"
        )
        row = await store.session(first.id)
        assert (row.room, row.format, row.modality, row.source) == ("room 7", "SOAP", "telehealth", None)
        assert (await store.session(other.id)).format == "BIRP"
        assert first.id != other.id and first.key != other.key
        assert await store.session_key(first.id) == first.key
