"""Reading the store from the command line."""

from pathlib import Path

import pytest

from scribe import reading
from scribe.config import Settings
from scribe.errors import UsageError
from scribe.records.store import Store
from tests.records import samples


async def test_what_was_stored_is_read_and_reading_a_note_is_in_the_audit(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    async with samples.with_session(tmp_path) as store:
        await store.save_report("s1", {"format": "DAP", "sections": []})
    assert [row["id"] for row in await reading.sessions(settings)] == ["s1"]
    assert (await reading.note(settings, "s1"))["format"] == "DAP"
    assert await reading.verify(settings) == []
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert (await store.audit_rows())[-1].action == "read-note"


async def test_a_note_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="s9"):
        await reading.note(Settings(home=tmp_path), "s9")
