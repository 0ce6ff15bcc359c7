"""Row 23: a store of each earlier schema is killed while it is brought up to date: it is the old one or the new."""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import time
from functools import partial
from pathlib import Path
from typing import cast

import sqlcipher3

from scribe import events as ev
from scribe.records import migrations
from scribe.records.connection import Db, connect
from scribe.records.store import STORE_NAME, Store
from scripts.bench.faults.row import Child
from scripts.bench.rows import Result
from tests.records import samples

Shape = list[tuple[str, str]]
"""Of a schema: the name and text of each of its parts."""


def upgrades(folder: Path, times: int, chance: random.Random) -> Result:
    """Before each statement of each step, once; and `times` times at a random moment, shared by the schemas."""
    known = migrations.steps()
    shapes = [_shape_of(known[:version]) for version in range(len(known) + 1)]
    statements = anywhere = wrong = 0
    stopped_at: dict[str, int] = {}
    for version in range(1, len(known)):
        old = folder / f"schema{version}"
        _make(old, known[:version])
        takes = _time_of(old)
        count = sum(len(list(migrations.statements(step.sql))) for step in known[version:])
        rounds = [partial(_killed_before, number) for number in range(count)]
        late = [partial(_killed_after, chance.uniform(0, takes)) for _ in range(times // (len(known) - 1))]
        for kill in (*rounds, *late):
            home = folder / "home"
            shutil.copytree(old, home)
            kill(home)
            found = _version_if_whole(home, shapes)
            stopped = "neither" if found is None else "old" if found == version else "between steps"
            stopped = "new" if found == len(known) else stopped
            stopped_at[stopped] = stopped_at.get(stopped, 0) + 1
            wrong += found is None or asyncio.run(_lost(home))
            shutil.rmtree(home)
        statements, anywhere = statements + len(rounds), anywhere + len(late)
    return {
        "schemas": len(known) - 1,
        "killed_before_a_statement": statements,
        "killed_at_a_random_moment": anywhere,
        "found_as": stopped_at,
        "not_whole": wrong,
        "good": not wrong,
    }


def _make(home: Path, steps: tuple[migrations.Step, ...]) -> None:
    """A store of an earlier schema, with a session in it."""
    home.mkdir()
    (home / "key").write_bytes(bytes(range(32)))
    (home / "key").chmod(0o600)
    event = samples.stamped([samples.changed(ev.SessionState.DRAFT)])[0]
    with contextlib.closing(connect(home / STORE_NAME, samples.keys(home).store, steps)) as db:
        db.execute(
            "INSERT INTO sessions (id, state, room, created_at, format, chart, wrapped_key)"
            " VALUES ('s1', 'draft', 'room', '2026-03-02', 'DAP', '{\"client\": \"Ada L.\"}', x'00')"
        )
        db.execute(
            "INSERT INTO events (session, seq, at, type, body) VALUES ('s1', 1, 0.0, 'session', ?)", (ev.encode(event),)
        )


def _migrate(home: Path) -> None:
    print("ready", flush=True)
    connect(home / STORE_NAME, samples.keys(home).store).close()


def _time_of(old: Path) -> float:
    home = old.with_name("timed")
    shutil.copytree(old, home)
    with Child(lambda: _migrate(home)) as child:
        child.line()
        begun = time.perf_counter()
        child.ended()
    shutil.rmtree(home)
    return time.perf_counter() - begun


def _killed_after(seconds: float, home: Path) -> None:
    with Child(lambda: _migrate(home)) as child:
        child.line()
        time.sleep(seconds)


def _killed_before(number: int, home: Path) -> None:
    """It kills itself when statement `number`, from 0, is asked for: those before it in its step have been run."""
    Child(lambda: _migrate_up_to(number, home)).ended()


def _migrate_up_to(number: int, home: Path) -> None:
    run, asked = migrations.statements, 0

    def counted(sql: str) -> object:
        nonlocal asked
        for statement in run(sql):
            if asked == number:
                os.kill(os.getpid(), signal.SIGKILL)
            asked += 1
            yield statement

    migrations.statements = counted  # type: ignore[assignment]
    _migrate(home)


def _shape(db: Db) -> Shape:
    return sorted(db.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall())


def _shape_of(steps: tuple[migrations.Step, ...]) -> Shape:
    db = cast(Db, sqlcipher3.connect(":memory:", isolation_level=None))
    with contextlib.closing(db):
        migrations.apply(db, steps)
        return _shape(db)


def _version_if_whole(home: Path, shapes: list[Shape]) -> int | None:
    """The version whose schema it has exactly; None: it has none's, or says that it is another."""
    db = cast(Db, sqlcipher3.connect(str(home / STORE_NAME), isolation_level=None))
    with contextlib.closing(db):
        db.execute(f"PRAGMA key = \"x'{samples.keys(home).store.hex()}'\"")
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        return version if _shape(db) == shapes[version] else None


async def _lost(home: Path) -> bool:
    """Whether, brought up to date after all, anything is missing or wrong."""
    async with Store.open(home, samples.SETTINGS) as store:
        there = [row.id for row in await store.sessions()] == ["s1"] and await store.last_seq("s1") == 1
        return not there or bool(await store.verify())
