"""Old or new, never half: whatever happens in the middle of a step."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
import sqlcipher3

from scribe.config import RecordsSettings
from scribe.errors import StoreError
from scribe.records import migrations
from scribe.records.migrations import Step
from scribe.records.store import Store
from tests.records import samples

FIRST = Step(1, "first", "CREATE TABLE a (x); INSERT INTO a VALUES (1);")
SECOND = Step(2, "second", "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 'new'; CREATE TABLE b (z);")
BROKEN = Step(2, "broken", "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 'new'; INSERT INTO missing VALUES (1);")

KILLED = """
import pathlib, sys, sqlcipher3
from scribe.records import migrations
from scribe.records.migrations import Step
db = sqlcipher3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA key = 'k'")
db.create_function("midway", 0, lambda: print("midway", flush=True) or __import__("time").sleep(60))
migrations.apply(db, [Step(1, "a", "CREATE TABLE a (x); INSERT INTO a VALUES (1);"),
    Step(2, "b", "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 'new'; SELECT midway(); CREATE TABLE b (z);")])
"""


def memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]


def test_the_known_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in migrations.steps()] == list(range(1, len(migrations.steps()) + 1))


def test_every_step_runs_once() -> None:
    db = memory()
    for _ in range(2):
        migrations.apply(db, [FIRST, SECOND])
    assert version(db) == 2
    assert db.execute("SELECT x, y FROM a").fetchall() == [(1, "new")]


def test_an_older_database_gets_only_what_it_lacks() -> None:
    db = memory()
    migrations.apply(db, [FIRST])
    db.execute("INSERT INTO a VALUES (7)")
    migrations.apply(db, [FIRST, SECOND])
    assert db.execute("SELECT x, y FROM a").fetchall() == [(1, "new"), (7, "new")]


def test_a_step_that_fails_midway_leaves_the_old_schema() -> None:
    db = memory()
    with pytest.raises(sqlite3.OperationalError):
        migrations.apply(db, [FIRST, BROKEN])
    assert version(db) == 1
    assert columns(db, "a") == ["x"]
    migrations.apply(db, [FIRST, SECOND])
    assert version(db) == 2


def test_a_kill_midway_leaves_the_old_schema(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "midway\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    db = cast(sqlite3.Connection, sqlcipher3.connect(str(path), isolation_level=None))
    db.execute("PRAGMA key = 'k'")
    assert version(db) == 1
    assert columns(db, "a") == ["x"]
    migrations.apply(db, [FIRST, SECOND])
    assert columns(db, "a") == ["x", "y"]


def test_a_trigger_is_one_statement_and_comments_may_hold_semicolons() -> None:
    sql = "-- first; of two\nCREATE TABLE a (x); CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT ';'; END;\n"
    first, second = migrations.statements(sql)
    assert first.endswith("CREATE TABLE a (x);")
    assert second.startswith("CREATE TRIGGER")
    assert second.endswith("END;")


async def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path):
        pass
    samples.tampered(tmp_path, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"schema 99.*newer Scribe"):
        async with Store.open(tmp_path, RecordsSettings()):
            pass
    assert samples.rows(tmp_path, "SELECT id FROM sessions") == [("s1",)]
