"""What is signed arrives in the clinic's database exactly once, in order, whatever happens to either side."""

import asyncio
import random
import shutil
from pathlib import Path

import pytest

from scribe.clinic import replicator
from scribe.clinic.keys import ClinicKeys
from scribe.clinic.replicator import Replicator
from scribe.clinic.server import MovedError, connected
from scribe.errors import ClinicError
from scribe.records import outbox
from scripts.bench.chaos import clinic
from tests.clinic.postgres import Postgres
from tests.clinic.rooms import CANARY, CLIENT, Room, room

SEED = 20261125


async def whole(server: Postgres, database: str, here: Room) -> bool:
    """The database has every signed entry of this store, once, in order."""
    there = await clinic.compared(server, database, here.store)
    return there.wrong == 0 and there.waiting == 0


async def test_signatures_addenda_and_co_signatures_arrive_in_order(
    server: Postgres, database: str, tmp_path: Path
) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        for session in ("s1", "s2"):
            await here.sign(session)
        await here.amend("s1", "She called.")
        await here.catch_up()
        query = "SELECT session, number FROM scribe.entries ORDER BY number"
        assert server.ask(database, query) == [("s1", 1), ("s2", 2), ("s1", 3)]
        await here.amend("s2", "He called.")
        await here.catch_up()
        await here.catch_up()
        assert await whole(server, database, here)


async def test_the_server_reads_nothing_clinical(server: Postgres, database: str, tmp_path: Path) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        await here.sign("s1")
        await here.catch_up()
        tables = ("epoch", "senders", "sessions", "entries")
        held = "\n".join(str(row) for table in tables for row in server.ask(database, f"SELECT * FROM scribe.{table}"))
        assert "s1" in held
        words = [*CANARY.split(), *CLIENT.split(), "Dr. B", "room 2", "PhD", "DAP"]
        assert [word for word in words if len(word) > 2 and word in held] == []
        assert here.keys.key.hex() not in held and here.keys.names.hex() not in held


async def test_a_server_that_is_away_holds_nobody_up_and_gets_what_it_missed(
    server: Postgres, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicator, "AGAIN_S", 0.05)
    monkeypatch.setattr(replicator, "LOOK_S", 0.02)
    async with room(tmp_path, server.settings(database)) as here:
        sending = asyncio.create_task(Replicator(here.settings, here.store).keep())
        await here.sign("before")
        while (await clinic.compared(server, database, here.store)).waiting:
            await asyncio.sleep(0.02)
        await asyncio.to_thread(server.kill)
        for number in range(5):
            await here.sign(f"s{number}")
        assert not sending.done()
        await asyncio.to_thread(server.start)
        async with asyncio.timeout(30):
            while (await clinic.compared(server, database, here.store)).waiting:
                await asyncio.sleep(0.02)
        assert await whole(server, database, here)
        await ended(sending)


async def test_a_server_that_says_nothing_any_more_is_given_up(
    server: Postgres, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicator, "ANSWER_S", 0.5)
    monkeypatch.setattr(replicator, "AGAIN_S", 0.05)
    monkeypatch.setattr(replicator, "LOOK_S", 0.02)
    async with room(tmp_path, server.settings(database)) as here:
        sending = asyncio.create_task(Replicator(here.settings, here.store).keep())
        await here.sign("before")
        while (await clinic.compared(server, database, here.store)).waiting:
            await asyncio.sleep(0.02)
        server.freeze()
        try:
            await here.sign("meanwhile")
            await asyncio.sleep(1.5)
        finally:
            server.thaw()
        async with asyncio.timeout(30):
            while (await clinic.compared(server, database, here.store)).waiting:
                await asyncio.sleep(0.05)
        assert await whole(server, database, here)
        server.freeze()
        try:
            await here.sign("at the end")
            await asyncio.sleep(0.1)
            await asyncio.wait_for(ended(sending), 10)
        finally:
            server.thaw()


async def test_two_rooms_send_at_once(server: Postgres, database: str, tmp_path: Path) -> None:
    records = server.settings(database)
    async with room(tmp_path / "a", records) as one, room(tmp_path / "b", records, one.keys) as two:
        for number in range(4):
            await one.sign(f"a{number}")
            await two.sign(f"b{number}")
        await one.destroy("a0")
        await two.destroy("b0")
        await asyncio.gather(one.catch_up(), two.catch_up())
        await asyncio.gather(one.catch_up(), two.catch_up())
        assert one.keys == two.keys and one.keys.epoch == 2
        assert len(server.ask(database, "SELECT * FROM scribe.entries")) == 6


async def test_a_server_that_was_put_back_becomes_whole_again(server: Postgres, database: str, tmp_path: Path) -> None:
    """To a day before: what came since is sent again; to before a destruction: everything is."""
    records, copy = server.settings(database), f"{database}_copy"
    async with room(tmp_path / "a", records) as one, room(tmp_path / "b", records, one.keys) as two:
        for here, session in ((one, "a0"), (two, "b0"), (one, "a1")):
            await here.sign(session)
            await here.catch_up()
        server.database(copy, database)
        await one.sign("a2")
        await one.catch_up()
        server.put_back(database, copy)
        await one.catch_up()
        assert await whole(server, database, one)
        await one.destroy("a0")
        await one.catch_up()
        server.put_back(database, copy)
        for here in (two, one, two):
            await here.catch_up()
        for here in (one, two):
            assert await whole(server, database, here)
        assert server.ask(database, "SELECT id FROM scribe.sessions WHERE key IS NOT NULL ORDER BY id") == [
            ("a1",),
            ("a2",),
            ("b0",),
        ]


async def test_a_store_that_was_put_back_loses_nothing_it_signs_from_then_on(
    server: Postgres, database: str, tmp_path: Path
) -> None:
    """The numbers that it gives now were given before: it sends under another name."""
    records, home = server.settings(database), tmp_path / "home"
    async with room(home, records) as here:
        await here.sign("s1")
    shutil.copytree(home, tmp_path / "copy")
    async with room(home, records) as here:
        await here.sign("s2")
        await here.sign("s3")
        await here.catch_up()
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "copy", home)
    async with room(home, records) as here:
        before = await here.store.ask(outbox.sender)
        await here.sign("s4")
        await here.sign("s5")
        await here.catch_up()
        assert await here.store.ask(outbox.sender) != before
    held = server.ask(database, "SELECT session FROM scribe.entries ORDER BY session")
    assert held == [("s1",), ("s2",), ("s3",), ("s4",), ("s5",)]


async def test_a_room_of_another_clinic_is_refused_and_changes_nothing(
    server: Postgres, database: str, tmp_path: Path
) -> None:
    records = server.settings(database)
    async with room(tmp_path / "a", records) as one, room(tmp_path / "b", records) as stranger:
        await one.sign("s1")
        await one.catch_up()
        await stranger.sign("x1")
        with pytest.raises(ClinicError, match="another key"):
            await stranger.catch_up()
        server.ask(database, "UPDATE scribe.epoch SET number = 9")  # what a hostile server would say
        with pytest.raises(ClinicError, match="another key"):
            await one.catch_up()
        server.ask(database, "UPDATE scribe.epoch SET number = 9223372036854775807")
        with pytest.raises(ClinicError, match="another key"):
            await one.catch_up()
        assert one.keys.epoch == 0


async def test_rows_are_taken_only_after_the_row_before_them(server: Postgres, database: str, tmp_path: Path) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        await here.sign("s1")
        await here.sign("s2")
        await here.catch_up()
        rows = await here.store.ask(lambda db: outbox.after(db, 0, 9))
        sender = await here.store.ask(outbox.sender)
        async with connected(here.settings.records) as open_server:
            for after, keys in (
                (0, here.keys),
                (1, here.keys),
                (2, here.keys.later(1)),
                (2, ClinicKeys.made().later(1)),
            ):
                with pytest.raises(MovedError):
                    await open_server.take(sender, after, rows, keys)
        assert await whole(server, database, here)


@pytest.mark.slow
async def test_both_sides_killed_at_random(server: Postgres, database: str, tmp_path: Path) -> None:
    found = await clinic.killed(server, database, tmp_path / "home", random.Random(SEED), rounds=4)
    assert (found.lost, found.twice, found.out_of_order) == (0, 0, 0)
    assert found.entries > 0


async def ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
