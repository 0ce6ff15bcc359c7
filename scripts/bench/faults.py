#!/usr/bin/env python3
"""The record under attack and accident: kills, cut logs, full disks, flipped bits, forged rows, old copies.

    scripts/bench/faults.py [--kills 1000] [--logs 1000] [--flips 1000] [--rows 200] [--seed 6] [ROW ...]

Prints one JSON line for each row of the table in docs/security.md; exit code 1 when one is not as promised. Nothing of
this machine is touched but a temporary folder.
"""

import argparse
import asyncio
import contextlib
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlcipher3

from scribe import commands
from scribe import events as ev
from scribe.errors import BusyError, ScribeError
from scribe.records import audit, backup, epochs, migrations
from scribe.records.connection import Db, connect
from scribe.records.keys import unwrap
from scribe.records.lock import HomeLock
from scribe.records.store import STORE_NAME, Store
from tests.records import samples
from tests.session.test_desk import S, at_work, drafted

CANARY = "the heron stood in the tall reeds"
SELF = [sys.executable, str(Path(__file__).resolve())]
Result = dict[str, Any]


async def verified(home: Path) -> list[str]:
    try:
        async with Store.open(home, samples.SETTINGS) as store:
            return await store.verify()
    except ScribeError as error:
        return [str(error)]


def started(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([*SELF, *arguments], stdout=subprocess.PIPE, text=True)


def killed_after(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    """It is killed after so many lines; what it said by then, and whatever still came."""
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    said += [line.strip() for line in process.stdout]
    process.wait()
    process.stdout.close()
    return said


# -- 1, 2: what was acknowledged is there ------------------------------------------------------------------------------


async def _talk(home: Path) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        if not await store.sessions():
            await samples.begin(store)
        said = await store.last_seq("s1")
        print("ready", flush=True)
        while True:
            said += 1
            await store.append(
                "s1", samples.stamped([samples.spoken(f"u{said}", f"words of {said}")[0]], after=said - 1)
            )
            print(said, flush=True)


def kills(folder: Path, count: int, chance: random.Random) -> Result:
    lost, broken, starts = 0, 0, []
    home = folder / "kills"
    for number in range(count):
        after = chance.randrange(1, 40)
        said = killed_after(started("--talk", str(home)), after)
        acknowledged = max((int(line) for line in said if line.isdigit()), default=0)
        begun = time.perf_counter()
        found, kept = asyncio.run(_looked_at(home))
        starts.append(time.perf_counter() - begun)
        lost += max(0, acknowledged - kept)
        broken += bool(found)
        if number % 50 == 49:
            shutil.rmtree(home)  # a store that has grown makes every later look longer
    starts.sort()
    return {
        "kills": count,
        "acknowledged_and_lost": lost,
        "not_whole": broken,
        "open_and_verify_p99_s": round(starts[int(len(starts) * 0.99)], 3),
        "good": not (lost or broken),
    }


async def _looked_at(home: Path) -> tuple[list[str], int]:
    async with Store.open(home, samples.SETTINGS) as store:
        kept = await store.last_seq("s1") if await store.sessions() else 0
        return await store.verify(), kept


def cut_logs(folder: Path, count: int, chance: random.Random) -> Result:
    """A power cut leaves any prefix of the write-ahead log, and pages that were not synced hold anything."""
    home, copy = folder / "power", folder / "copy"
    asyncio.run(_with_log(home, copy))
    wal = (copy / f"{STORE_NAME}-wal").read_bytes()
    whole = (copy / STORE_NAME).read_bytes()
    corrupt, fewest = 0, 10**9
    for number in range(count):
        torn = bytearray(wal[: chance.randrange(len(wal))])
        if number % 2 and len(torn) > 4096:
            for _ in range(16):
                torn[chance.randrange(len(torn) - 4096, len(torn))] ^= 1 << chance.randrange(8)
        (copy / STORE_NAME).write_bytes(whole)
        (copy / f"{STORE_NAME}-wal").write_bytes(torn)
        (copy / f"{STORE_NAME}-shm").unlink(missing_ok=True)
        found, kept = asyncio.run(_looked_at(copy))
        corrupt += bool(found)
        fewest = min(fewest, kept)
    return {
        "logs": count,
        "not_whole": corrupt,
        "fewest_events_kept": fewest,
        "good": not corrupt,
    }


async def _with_log(home: Path, copy: Path) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        await samples.begin(store)
        for number in range(40):
            await samples.add(store, *samples.spoken(f"u{number}", f"sentence {number}"))
        shutil.copytree(home, copy)


# -- 3: a full disk ----------------------------------------------------------------------------------------------------


def full(folder: Path, count: int, chance: random.Random) -> Result:
    """SQLite refuses page n for n = 1..count; afterwards there is room again."""
    return asyncio.run(_full(folder / "full", count))


async def _full(home: Path, count: int) -> Result:
    refused, lost = 0, 0
    async with Store.open(home, samples.SETTINGS) as store:
        for number in range(1, count + 1):
            id = f"s{number}"
            await samples.begin(store, id)
            await store._connection.bare(partial_limit(number % 12))
            kept = 0
            try:
                for said in range(60):
                    await samples.add(store, *samples.spoken(f"u{said}", "some words " * 20), session=id)
                    kept += 2
            except ScribeError:
                refused += 1
            await store._connection.bare(partial_limit(None))
            await samples.add(store, *samples.spoken("u99", "again"), session=id)
            lost += kept + 2 - await store.last_seq(id)
        found = await store.verify()
    return {
        "refusals": refused,
        "lost": lost,
        "not_whole": len(found),
        "good": refused == count and not lost and not found,
    }


def partial_limit(more: int | None) -> Callable[[Db], None]:
    def work(db: Db) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + more if more is not None else 2**30}")

    return work


# -- 4: tampering ------------------------------------------------------------------------------------------------------


def flips(folder: Path, count: int, rows: int, chance: random.Random) -> Result:
    home = folder / "flips"
    asyncio.run(_signed(home))
    path = home / STORE_NAME
    whole, missed = path.read_bytes(), 0
    for _ in range(count):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        missed += not asyncio.run(verified(home))
    path.write_bytes(whole)
    attacks = _chain(rows)
    alarms = asyncio.run(verified(home))
    good = not missed and not alarms and not any(attacks.values())
    return {
        "flips": count,
        "flips_missed": missed,
        "rows": rows,
        "chain_missed": attacks,
        "false_alarms": alarms,
        "good": good,
    }


async def _signed(home: Path) -> None:
    async with at_work(home) as (desk, store):
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "bench")
        await samples.begin(store, "more")
        for number in range(60):
            await samples.add(store, *samples.spoken(f"u{number}", f"sentence {number} " * 4), session="more")


def _chain(rows: int) -> dict[str, int]:
    """Each of five attacks on each of `rows` rows, by somebody who has the store's key and not the audit's."""
    db = cast(Db, sqlcipher3.connect(":memory:", isolation_level=None))
    migrations.apply(db)
    key, missed = bytes(range(32)), dict.fromkeys(("edit", "delete", "swap", "insert", "truncate"), 0)
    for number in range(rows + 1):
        audit.add(db, key, "tablet", f"read {number}", None)
    head = audit.head(db)
    for trigger in ("audit_is_never_changed", "audit_is_never_deleted"):
        db.execute(f"DROP TRIGGER {trigger}")
    for row in range(1, rows + 1):
        for attack, statements in _attacks(row, rows + 1).items():
            db.execute("SAVEPOINT here")
            for statement in statements:
                db.execute(statement)
            missed[attack] += not audit.findings(db, key, head)
            db.execute("ROLLBACK TO here")
            db.execute("RELEASE here")
    db.close()
    return missed


def _attacks(row: int, last: int) -> dict[str, list[str]]:
    move, same = "UPDATE audit SET seq =", "at, actor, action, subject, prev, hash"
    away = f"{move} 9999 WHERE seq = {row}"
    return {
        "edit": [f"UPDATE audit SET action = 'nothing' WHERE seq = {row}"],
        "delete": [f"DELETE FROM audit WHERE seq = {row}"],
        "swap": [
            away,
            f"UPDATE audit SET seq = {row} WHERE seq = {row + 1}",
            f"UPDATE audit SET seq = {row + 1} WHERE seq = 9999",
        ],
        "insert": [f"INSERT INTO audit SELECT {last + 1}, {same} FROM audit WHERE seq = {row}"],
        "truncate": [f"DELETE FROM audit WHERE seq > {row}"],
    }


# -- 5, 6: at rest, and destroyed --------------------------------------------------------------------------------------


def canary(folder: Path, count: int, chance: random.Random) -> Result:
    home = folder / "canary"
    asyncio.run(_spoken(home))
    places = [path for path in folder.rglob("*") if path.is_file() and home in path.parents]
    hits = sum(CANARY.encode() in path.read_bytes() for path in places)
    return {"files": len(places), "hits": hits, "good": not hits and len(places) >= 3}


async def _spoken(home: Path) -> None:
    async with at_work(home) as (desk, store):
        await samples.begin(store, "said")
        await samples.add(store, *samples.spoken("u1", CANARY), *samples.resting_on("u1", CANARY), session="said")
        await desk.do(commands.Add(session=S, section="plan", text=CANARY), "bench")
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "bench")
        await store.new_recovery_code()
        await asyncio.to_thread(backup.write, home, store.keys, home / "backup")


def shredded(folder: Path, count: int, chance: random.Random) -> Result:
    """Copies of database and log before each signature, then the master key and what is left of the keys' file."""
    home = folder / "shred"
    copied = asyncio.run(_shredded(home, count))
    keys, opened = samples.keys(home), 0
    left = [keys.wrapping, *(epochs.key_of(home, keys, epoch) for epoch in epochs._read(home).epochs)]
    for session, wrapped in copied:
        for key in left:
            with contextlib.suppress(ScribeError):
                unwrap(key, wrapped, session.encode())
                opened += 1
    return {
        "sessions": count,
        "copied_keys": len(copied),
        "opened": opened,
        "good": not opened and len(copied) >= count,
    }


async def _shredded(home: Path, count: int) -> list[tuple[str, bytes]]:
    copied = []
    async with at_work(home) as (desk, store):
        for number in range(count):
            id = f"x{number}"
            await drafted(store, home, id)
            rows = samples.rows(home, f"SELECT id, wrapped_key FROM sessions WHERE id = '{id}'")
            copied += [(session, bytes(wrapped)) for session, wrapped in rows]
            await desk.do(commands.Sign(session=id, name="Dr. B", credentials="PhD"), "bench")
    return copied


# -- 7: one instance ---------------------------------------------------------------------------------------------------


def _hold(home: Path) -> None:
    try:
        with HomeLock(home):
            print("ready", flush=True)
            time.sleep(600)
    except BusyError as error:
        raise SystemExit(error.exit_status) from None


def instances(folder: Path, count: int, chance: random.Random) -> Result:
    home, seconds, thirds = folder / "one", set(), 0
    for _ in range(count):
        first = started("--hold", str(home))
        assert first.stdout is not None and first.stdout.readline()
        with started("--hold", str(home)) as second:
            seconds.add(second.wait())
        first.kill()
        first.wait()
        first.stdout.close()
        third = started("--hold", str(home))
        assert third.stdout is not None
        thirds += third.stdout.readline().strip() == "ready"
        third.kill()
        third.wait()
        third.stdout.close()
    return {
        "rounds": count,
        "second_exits": sorted(seconds),
        "third_starts": thirds,
        "good": seconds == {75} and thirds == count,
    }


# -- 18: the audit is complete -----------------------------------------------------------------------------------------


def audited(folder: Path, count: int, chance: random.Random) -> Result:
    asked, rows = asyncio.run(_asked(folder / "audit"))
    refused, kept = asyncio.run(_unwritable(folder / "shut"))
    good = asked == rows and refused == len(_sensitive()) and kept
    return {
        "commands": asked,
        "rows": rows,
        "refused_when_unwritable": refused,
        "recording_goes_on": kept,
        "good": good,
    }


def _sensitive() -> list[commands.Command]:
    return [
        commands.Open(session=S),
        commands.Listen(session=S, start=0.1, end=0.5),
        commands.Edit(session=S, statement="a", text="x"),
        commands.Accept(session=S, statements=("a",)),
        commands.Reject(session=S, statement="r", reason="said of a film"),
        commands.Add(session=S, section="plan", text="x"),
        commands.Reorder(session=S, section="data", statements=("b", "a", "r")),
        commands.Export(session=S, draft=True),
    ]


async def _asked(home: Path) -> tuple[int, int]:
    async with at_work(home) as (desk, store):
        before = len(await store.audit_rows())
        for command in _sensitive():
            await desk.do(command, "bench")
        return len(_sensitive()), len(await store.audit_rows()) - before


async def _unwritable(home: Path) -> tuple[int, bool]:
    async with at_work(home):
        pass
    samples.tampered(home, "CREATE TRIGGER shut BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'shut'); END")
    refused = 0
    async with at_work(home) as (desk, store):
        for command in _sensitive():
            try:
                await desk.do(command, "bench")
            except ScribeError:
                refused += 1
        before = await store.last_seq(S)
        notice = ev.Notice(level=ev.NoticeLevel.INFO, code="test", text="still recording")
        await samples.add(store, notice)
        return refused, await store.last_seq(S) == before + 1


# -- 23: upgrades ------------------------------------------------------------------------------------------------------


def _migrate(home: Path) -> None:
    print("ready", flush=True)
    connect(home / STORE_NAME, samples.keys(home).store).close()
    print("done", flush=True)


def upgrades(folder: Path, count: int, chance: random.Random) -> Result:
    """Each earlier schema with a session in it, killed while it is brought up to date: then it opens, and is whole."""
    known, wrong, rounds = migrations.steps(), 0, 0
    for version in range(1, len(known)):
        for _ in range(max(1, count // 100)):
            home = folder / f"schema{version}-{rounds}"
            _old(home, known[:version])
            process = started("--migrate", str(home))
            assert process.stdout is not None and process.stdout.readline()
            time.sleep(chance.random() * 0.05)
            process.kill()
            process.wait()
            process.stdout.close()
            rounds += 1
            wrong += asyncio.run(_upgraded(home))
    return {"schemas": len(known) - 1, "kills": rounds, "not_whole": wrong, "good": not wrong}


def _old(home: Path, steps: tuple[migrations.Step, ...]) -> None:
    home.mkdir()
    (home / "key").write_bytes(bytes(range(32)))
    (home / "key").chmod(0o600)
    db = connect(home / STORE_NAME, samples.keys(home).store, steps)
    event = samples.stamped([samples.changed(ev.SessionState.DRAFT)])[0]
    with contextlib.closing(db):
        db.execute(
            "INSERT INTO sessions (id, state, room, created_at, format, chart, wrapped_key)"
            " VALUES ('s1', 'draft', 'room', '2026-03-02', 'DAP', '{\"client\": \"Ada L.\"}', x'00')"
        )
        db.execute(
            "INSERT INTO events (session, seq, at, type, body) VALUES ('s1', 1, 0.0, 'session', ?)", (ev.encode(event),)
        )


async def _upgraded(home: Path) -> bool:
    """Whether anything is wrong with it."""
    async with Store.open(home, samples.SETTINGS) as store:
        return [row.id for row in await store.sessions()] != ["s1"] or bool(await store.verify())


# -- all of them -------------------------------------------------------------------------------------------------------


def rows_of(
    given: argparse.Namespace, folder: Path, chance: random.Random
) -> Iterator[tuple[str, Callable[[], Result]]]:
    yield "1 acknowledged events survive a kill", lambda: kills(folder, given.kills, chance)
    yield "2 a cut or torn write-ahead log", lambda: cut_logs(folder, given.logs, chance)
    yield "3 a full disk", lambda: full(folder, given.rows, chance)
    yield "4 tampering", lambda: flips(folder, given.flips, given.rows, chance)
    yield "5 nothing readable at rest", lambda: canary(folder, 0, chance)
    yield "6 destroyed is destroyed", lambda: shredded(folder, 50, chance)
    yield "7 one instance", lambda: instances(folder, max(1, given.kills // 100), chance)
    yield "18 the audit is complete", lambda: audited(folder, 0, chance)
    yield "23 upgrades", lambda: upgrades(folder, given.kills, chance)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, count in (("kills", 1000), ("logs", 1000), ("flips", 1000), ("rows", 200), ("seed", 6)):
        parser.add_argument(f"--{name}", type=int, default=count)
    for name in ("talk", "hold", "migrate"):
        parser.add_argument(f"--{name}", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("row", nargs="*", help="numbers of the rows to run; all of them without one")
    given = parser.parse_args()
    if given.talk:
        asyncio.run(_talk(given.talk))
    if given.hold:
        _hold(given.hold)
    if given.migrate:
        _migrate(given.migrate)
        return 0
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, work in rows_of(given, Path(folder), random.Random(given.seed)):
            if not given.row or name.split()[0] in given.row:
                begun = time.perf_counter()
                result = {"row": name, **work(), "took_s": round(time.perf_counter() - begun, 1), "seed": given.seed}
                print(json.dumps(result), flush=True)
                status |= not result["good"]
    return status


if __name__ == "__main__":
    sys.exit(main())
