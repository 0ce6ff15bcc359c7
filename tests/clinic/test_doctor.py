"""`scribe doctor` on the clinic's database: it answers and so much waits for it, or what to do."""

from pathlib import Path

from scribe.clinic import key_file
from scribe.config import Settings
from scribe.room import surroundings
from tests.clinic.postgres import Postgres
from tests.clinic.rooms import room


async def test_how_it_stands(server: Postgres, database: str, tmp_path: Path) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        await here.sign("s1")
        (found,) = await surroundings.clinic(here.settings)
        assert found.ok and "1 signed entries wait" in found.text
        await here.catch_up()
        (found,) = await surroundings.clinic(here.settings)
        assert found.ok and "0 signed entries wait" in found.text
        wrong = here.settings.model_copy(update={"records": server.settings(database, password="wrong")})
        (found,) = await surroundings.clinic(wrong)
        assert (found.ok, found.needed) == (False, False) and "its password" in found.hint
        (tmp_path / key_file.NAME).unlink()
        (found,) = await surroundings.clinic(here.settings)
        assert not found.ok and "scribe clinic join" in found.hint


async def test_a_room_that_stands_alone_is_not_asked(tmp_path: Path) -> None:
    assert await surroundings.clinic(Settings(home=tmp_path)) == []
