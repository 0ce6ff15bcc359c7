"""The file on the disk: who may read it, what it says when it can't be opened, and that nothing is half-written."""

import asyncio
import errno
import os
import stat
from pathlib import Path

import pytest
import sqlcipher3

from scribe.errors import StoreError, UnstoredError, WrongKeyError
from scribe.records.connection import Connection, Db, connect, explained
from scribe.records.store import STORE_NAME
from tests.audio.faulty_disk import refuse_nameless

KEY = bytes(range(32))


def fill(db: Db) -> None:
    db.execute("INSERT INTO devices (token_sha256, name, created_at) VALUES (randomblob(32), 'a', 'now')")


def count(db: Db) -> int:
    return int(db.execute("SELECT count(*) FROM devices").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / STORE_NAME


async def test_only_the_owner_can_reach_the_files(path: Path) -> None:
    before = os.umask(0)
    try:
        async with Connection(path, KEY) as connection:
            await connection.write(fill)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"chart.db": 0o600, "chart.db-wal": 0o600, "chart.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_home_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    async with Connection(path, KEY):
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_set_up_to_survive_a_power_cut_and_to_forget(path: Path) -> None:
    db = connect(path, KEY)
    asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store", "busy_timeout")
    assert [db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 1, 1, 2, 5000]
    assert db.execute("PRAGMA cipher_settings").fetchall()
    db.close()


def test_another_key_is_told_apart_and_changes_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    connect(path, KEY).close()
    before = path.read_bytes()
    with pytest.raises(WrongKeyError, match="does not open with this key") as caught:
        connect(path, bytes(32))
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_a_plain_database_or_any_other_file_does_not_open(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(StoreError):
        connect(path, KEY)


@pytest.mark.parametrize("kept", [1, 100, 4095, 4097, 20_000])
def test_a_file_that_was_cut_off_is_damaged_not_a_wrong_key(path: Path, kept: int) -> None:
    connect(path, KEY).close()
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StoreError, match=r"damaged.*backup") as caught:
        connect(path, KEY)
    assert not isinstance(caught.value, WrongKeyError)


def test_a_home_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="Check SCRIBE_HOME"):
        connect(tmp_path / "file" / STORE_NAME, KEY)


async def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    def half(db: Db) -> None:
        fill(db)
        raise StoreError("midway")

    async with Connection(path, KEY) as connection:
        with pytest.raises(StoreError, match="midway"):
            await connection.write(half)
        assert await connection.read(count) == 0
        await connection.write(fill)
        assert await connection.read(count) == 1


async def test_a_cancelled_caller_leaves_all_or_nothing(path: Path) -> None:
    def two(db: Db) -> None:
        fill(db)
        fill(db)

    async with Connection(path, KEY) as connection:
        for _ in range(20):
            task = asyncio.create_task(connection.write(two))
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert await connection.read(count) % 2 == 0
        await connection.write(fill)
        assert await connection.read(count) % 2 == 1


async def test_a_full_disk_is_said_and_survived(path: Path) -> None:
    def many(db: Db) -> None:
        for _ in range(1000):
            fill(db)

    async with Connection(path, KEY) as connection:
        await connection.write(fill)
        pages = await connection.bare(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
        await connection.bare(lambda db: db.execute(f"PRAGMA max_page_count = {pages}").fetchone())
        with pytest.raises(StoreError, match="disk is full"):
            await connection.write(many)
        assert await connection.read(count) == 1
        await connection.bare(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 100}").fetchone())
        await connection.write(many)
        assert await connection.read(count) == 1001


async def test_a_second_program_sees_what_is_stored_and_waits_its_turn(path: Path) -> None:
    def one_more(db: Db) -> None:
        before = count(db)
        fill(db)
        assert count(db) == before + 1

    async with Connection(path, KEY) as one, Connection(path, KEY) as other:
        await asyncio.gather(*(connection.write(one_more) for connection in (one, other) for _ in range(30)))
        assert await one.read(count) == await other.read(count) == 60


async def test_a_lock_held_for_too_long_is_said(path: Path) -> None:
    holder = connect(path, KEY)
    async with Connection(path, KEY) as connection:
        await connection.bare(lambda db: db.execute("PRAGMA busy_timeout = 10"))
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="keeps it locked"):
            await connection.write(fill)
        holder.execute("ROLLBACK")
        holder.close()
        await connection.write(fill)


async def test_other_sql_errors_show_no_stored_value(path: Path) -> None:
    async with Connection(path, KEY) as connection:
        with pytest.raises(StoreError) as caught:
            await connection.write(lambda db: db.execute("INSERT INTO words VALUES ('secret')"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("why", [errno.EROFS, errno.EIO])
async def test_a_disk_that_went_read_only_under_a_sync_that_it_answered_is_not_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch, why: int
) -> None:
    async with Connection(path, KEY) as connection:
        await connection.write(fill)
        refuse_nameless(monkeypatch, why)
        with pytest.raises(UnstoredError, match="can't be written") as caught:
            await connection.write(fill)
    assert caught.value.reason == "unwritable"


@pytest.mark.parametrize("name", ["IOERR_WRITE", "READONLY", "CANTOPEN"])
def test_what_a_read_only_disk_refuses_can_be_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path.parent.mkdir()
    error = sqlcipher3.OperationalError("refused")
    error.sqlite_errorname = f"SQLITE_{name}"
    refuse_nameless(monkeypatch, errno.EROFS)
    found = explained(error, path)
    assert isinstance(found, UnstoredError) and found.reason == "unwritable"


@pytest.mark.parametrize("name", ["READONLY_DBMOVED", "CANTOPEN"])
def test_what_a_good_disk_refuses_is_not_tried_again(path: Path, name: str) -> None:
    path.parent.mkdir()
    error = sqlcipher3.OperationalError("refused")
    error.sqlite_errorname = f"SQLITE_{name}"
    assert not isinstance(explained(error, path), UnstoredError)


async def test_a_disk_without_nameless_files_is_believed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Connection(path, KEY) as connection:
        refuse_nameless(monkeypatch, errno.EOPNOTSUPP)
        await connection.write(fill)
        assert await connection.read(count) == 1
