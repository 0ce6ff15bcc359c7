"""The chain: added to, never changed; whoever changes it behind the program's back is found out."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from scribe.records import audit
from scribe.records.audit import GENESIS, seal
from scribe.records.connection import Db, connect
from scribe.records.store import STORE_NAME, Store
from tests.records import samples

KEY = bytes(range(32))
ROWS = 40
SEED = 20260302
UNGUARDED = ("DROP TRIGGER audit_is_never_changed", "DROP TRIGGER audit_is_never_deleted")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    connection = connect(tmp_path / STORE_NAME, KEY)
    for number in range(ROWS):
        audit.add(connection, KEY, "tablet", f"action {number}", f"subject {number % 3}")
    yield connection
    connection.close()


def unguard(db: Db) -> None:
    for statement in UNGUARDED:
        db.execute(statement)


def some_rows() -> list[int]:
    return random.Random(SEED).sample(range(2, ROWS), 12)


def test_an_untouched_chain_is_whole(db: Db) -> None:
    assert audit.findings(db, KEY) == []
    rows = audit.rows(db)
    assert [row.seq for row in rows] == list(range(1, ROWS + 1))
    assert rows[0].prev == GENESIS
    assert all(after.prev == before.hash for before, after in pairwise(rows))


@pytest.mark.parametrize("sql", ["UPDATE audit SET actor = 'x' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3"])
def test_the_database_itself_refuses_a_change(db: Db, sql: str) -> None:
    with pytest.raises(Exception, match="audit rows are never"):
        db.execute(sql)
    assert audit.findings(db, KEY) == []


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "prev", "hash"])
def test_an_edited_row_is_found(db: Db, column: str) -> None:
    unguard(db)
    for row in some_rows():
        (before,) = db.execute(f"SELECT {column} FROM audit WHERE seq = ?", (row,)).fetchone()
        forged = bytes(32) if isinstance(before, bytes) else "forged"
        db.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", (forged, row))
        assert any(f"row {row}" in finding for finding in audit.findings(db, KEY))
        db.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", (before, row))
        assert audit.findings(db, KEY) == []


def test_a_removed_row_is_found(db: Db) -> None:
    unguard(db)
    for row in [1, *some_rows()]:
        db.execute("SAVEPOINT here")
        db.execute("DELETE FROM audit WHERE seq = ?", (row,))
        assert audit.findings(db, KEY) == [f"audit: row {row} is missing."]
        db.execute("ROLLBACK TO here")


def test_a_removed_row_is_found_though_the_others_close_up(db: Db) -> None:
    unguard(db)
    for row in some_rows():
        db.execute("SAVEPOINT here")
        db.execute("DELETE FROM audit WHERE seq = ?", (row,))
        for later in range(row + 1, ROWS + 1):
            db.execute("UPDATE audit SET seq = seq - 1 WHERE seq = ?", (later,))
        assert audit.findings(db, KEY)
        db.execute("ROLLBACK TO here")


def test_swapped_rows_are_found(db: Db) -> None:
    unguard(db)
    for row in some_rows():
        db.execute("SAVEPOINT here")
        db.execute("UPDATE audit SET seq = 999 WHERE seq = ?", (row,))
        db.execute("UPDATE audit SET seq = ? WHERE seq = ?", (row, row - 1))
        db.execute("UPDATE audit SET seq = ? WHERE seq = 999", (row - 1,))
        assert audit.findings(db, KEY)
        db.execute("ROLLBACK TO here")


def test_an_inserted_row_is_found(db: Db) -> None:
    """Even one that is linked to its neighbour, by someone who has the store's key but not the audit key."""
    unguard(db)
    last = audit.rows(db)[-1]
    forged = seal(bytes(32), last.hash, ROWS + 1, "now", "nobody", "nothing", None)
    db.execute("INSERT INTO audit VALUES (?, 'now', 'nobody', 'nothing', NULL, ?, ?)", (ROWS + 1, last.hash, forged))
    assert audit.findings(db, KEY) == [f"audit: row {ROWS + 1} was changed."]


def test_a_copied_row_is_found(db: Db) -> None:
    db.execute("INSERT INTO audit SELECT 41, at, actor, action, subject, prev, hash FROM audit WHERE seq = 40")
    assert audit.findings(db, KEY)


def test_a_row_from_another_course_of_events_is_found(db: Db) -> None:
    """Sealed with the right key, after a backup was put back and the store went on from there a second time."""
    unguard(db)
    for branch in ("one", "other"):
        db.execute("DELETE FROM audit WHERE seq > 40")
        audit.add(db, KEY, "tablet", branch, None)
        audit.add(db, KEY, "tablet", "then", None)
        if branch == "one":
            then = db.execute("SELECT * FROM audit WHERE seq = 42").fetchone()
    db.execute("DELETE FROM audit WHERE seq = 42")
    db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", then)
    assert audit.findings(db, KEY) == ["audit: row 42 does not follow the row before it."]


def test_with_another_key_no_row_holds(db: Db) -> None:
    assert len(audit.findings(db, bytes(32))) == ROWS


async def test_what_changes_the_record_leaves_a_row_without_naming_anyone(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *samples.spoken("u1", "hello there"), samples.strike("u1"))
        device = await store.add_device(bytes(32), "tablet", "now")
        await store.revoke_device(device.id)
        await store.audit("tablet", "note read", "s1")
        rows = await store.audit_rows()
    assert [(row.actor, row.action) for row in rows] == [
        ("scribe", "session created"),
        ("session", "session struck"),
        ("scribe", "device paired"),
        ("scribe", "device revoked"),
        ("tablet", "note read"),
    ]
    pseudonym = samples.keys(tmp_path).pseudonym
    assert [row.subject for row in rows] == [
        pseudonym("s1"),
        pseudonym("s1"),
        pseudonym("device 1"),
        pseudonym("device 1"),
        pseudonym("s1"),
    ]


async def test_an_action_that_is_refused_leaves_no_row(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        before = await store.audit_rows()
        for attempt in (samples.begin(store), store.revoke_device(7)):
            with pytest.raises(Exception, match="There is"):
                await attempt
        assert await store.audit_rows() == before


async def test_without_its_audit_row_an_action_does_not_happen(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path):
        pass
    samples.tampered(
        tmp_path, "CREATE TRIGGER shut BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no more rows'); END"
    )
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        for attempt in (samples.begin(store, "s2"), store.add_device(bytes(32), "tablet", "now")):
            with pytest.raises(Exception, match="scribe verify"):
                await attempt
        assert [row.id for row in await store.sessions()] == ["s1"]
        assert await store.devices() == []
