"""Reading the store from the command line."""

from pathlib import Path

from scribe import reading
from scribe.config import Settings
from tests.records import samples


async def test_what_was_stored_is_read(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    async with samples.with_session(tmp_path) as store:
        await samples.report(store, {"format": "DAP", "sections": []})
    assert [row["id"] for row in await reading.sessions(settings)] == ["s1"]
    assert await reading.verify(settings) == []
