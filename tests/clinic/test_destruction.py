"""A destroyed session is destroyed in the clinic too: its copies there, and old copies of those, open with no key."""

from pathlib import Path

import pytest

from scribe.clinic import key_file
from scribe.clinic.history import history
from scribe.clinic.keys import ClinicKeys
from scribe.errors import ScribeError
from tests.clinic.postgres import Postgres
from tests.clinic.rooms import CLIENT, Room, room
from tests.records import samples

DESTROYED = 6


def wrapped_keys(server: Postgres, database: str) -> dict[str, bytes]:
    found = server.ask(database, "SELECT id, key FROM scribe.sessions WHERE key IS NOT NULL")
    return {str(session): bytes(key) for session, key in found if isinstance(key, bytes)}


def opens(keys: ClinicKeys, session: str, wrapped: bytes) -> bool:
    try:
        keys.session(session, wrapped)
    except ScribeError:
        return False
    return True


async def destroyed(here: Room, server: Postgres, database: str) -> dict[str, bytes]:
    """All but the last of the sessions, one after the other; what a copy of the database held just before each."""
    copies: dict[str, bytes] = {}
    for number in range(DESTROYED):
        copies[f"s{number}"] = wrapped_keys(server, database)[f"s{number}"]
        await here.destroy(f"s{number}")
        await here.catch_up()
    return copies


async def test_no_room_opens_an_old_copy_of_it(server: Postgres, database: str, tmp_path: Path) -> None:
    records = server.settings(database)
    async with room(tmp_path / "a", records) as one, room(tmp_path / "b", records, one.keys) as two:
        first = one.keys
        for number in range(DESTROYED + 1):
            await one.sign(f"s{number}")
        await one.catch_up()
        copies = await destroyed(one, server, database)
        await two.catch_up()
        assert one.keys == two.keys and one.keys.epoch == DESTROYED
        readable = [s for s, key in copies.items() for keys in (one.keys, two.keys) if opens(keys, s, key)]
        assert readable == []
        assert opens(first.later(2), "s2", copies["s2"])  # and the copy was a real one
        assert list(wrapped_keys(server, database)) == [f"s{DESTROYED}"]
        assert [report["session"] for report in await history(two.settings, CLIENT)] == [f"s{DESTROYED}"]
        for home in ("a", "b"):
            everything = b"".join(samples.files(tmp_path / home).values())
            assert first.key not in everything and first.later(2).key not in everything


async def test_what_was_destroyed_is_never_taken_again(server: Postgres, database: str, tmp_path: Path) -> None:
    """Not even from a store that was put back to a day before."""
    import shutil

    records, home = server.settings(database), tmp_path / "home"
    async with room(home, records) as here:
        await here.sign("s1")
        await here.catch_up()
    shutil.copytree(home, tmp_path / "copy")
    async with room(home, records) as here:
        await here.destroy("s1")
        await here.catch_up()
        keys = here.keys
    async with room(tmp_path / "copy", records) as old:
        await old.amend("s1", "She called.")
        await old.catch_up()
        assert old.keys == keys
        assert await history(old.settings, CLIENT) == []
    assert server.ask(database, "SELECT session FROM scribe.entries") == []
    assert server.ask(database, "SELECT client, key FROM scribe.sessions") == [(None, None)]


async def test_a_session_that_never_left_leaves_no_trace(server: Postgres, database: str, tmp_path: Path) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        await here.sign("s1")
        await here.destroy("s1")
        await samples.begin(here.store, "s2")
        await here.destroy("s2")
        await here.catch_up()
    assert server.ask(database, "SELECT client, key FROM scribe.sessions") == [(None, None)]
    assert server.ask(database, "SELECT * FROM scribe.entries") == []


async def test_killed_between_the_database_and_the_key_it_goes_over_at_the_next_start(
    server: Postgres, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        for session in ("s1", "s2"):
            await here.sign(session)
        await here.catch_up()
        await here.destroy("s1")
        with monkeypatch.context() as broken:
            broken.setattr(key_file, "keep", samples.raising(OSError("the plug was pulled")))
            with pytest.raises(OSError, match="plug"):
                await here.catch_up()
        assert here.keys.epoch == 0
        await here.catch_up()
        assert here.keys.epoch == 1
        assert [report["session"] for report in await history(here.settings, CLIENT)] == ["s2"]
