"""Row 4: bits are flipped in the store, and rows of the audit are forged by somebody who has the store's key."""

import asyncio
import random
from pathlib import Path
from typing import cast

import sqlcipher3

from scribe import commands
from scribe.records import audit, migrations
from scribe.records.connection import Db
from scribe.records.store import STORE_NAME
from scripts.bench.faults.row import verified
from scripts.bench.rows import Result
from tests.records import samples
from tests.session.test_desk import S, at_work

ROWS = 200
"""Of the audit, each attacked in five ways."""


def tampering(folder: Path, times: int, chance: random.Random) -> Result:
    home = folder / "flips"
    asyncio.run(_signed(home))
    path = home / STORE_NAME
    whole, missed = path.read_bytes(), 0
    for _ in range(times):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        missed += not asyncio.run(verified(home))
    path.write_bytes(whole)
    attacks = _chain(ROWS)
    alarms = asyncio.run(verified(home))
    return {
        "flips": times,
        "flips_missed": missed,
        "rows": ROWS,
        "chain_missed": attacks,
        "false_alarms": alarms,
        "good": not missed and not alarms and not any(attacks.values()),
    }


async def _signed(home: Path) -> None:
    async with at_work(home) as (desk, store):
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "bench")
        await samples.begin(store, "more")
        for number in range(60):
            await samples.add(store, *samples.spoken(f"u{number}", f"sentence {number} " * 4), session="more")


def _chain(rows: int) -> dict[str, int]:
    """How many of each of five attacks on each of `rows` rows were missed."""
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
