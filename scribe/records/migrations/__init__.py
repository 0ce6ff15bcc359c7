"""The schema's steps, in order: `NNNN_name.sql`. A step is one transaction and is never changed once released.

`PRAGMA user_version` counts the steps a database has seen. It lies in the same transaction as the step, so a process
that is killed leaves the old schema or the new one.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from scribe.errors import StoreError


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    """From 1 without a gap."""
    name: str
    sql: str


def steps() -> tuple[Step, ...]:
    """Every step this program knows."""
    found = []
    for file in resources.files(__name__).iterdir():
        named = re.fullmatch(r"(\d{4})_(\w+)\.sql", file.name)
        if named:
            found.append(Step(int(named[1]), named[2], file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda step: step.number))


def apply(db: sqlite3.Connection, known: Sequence[Step] | None = None) -> None:
    """Bring the schema up to date. StoreError when the database is newer than this program."""
    known = steps() if known is None else known
    version = _version(db)
    if version > len(known):
        raise StoreError(
            f"The store has schema {version}; this Scribe knows up to {len(known)}.",
            "Use the newer Scribe that made it; nothing was changed.",
        )
    for step in known[version:]:
        _run(db, step)


def _run(db: sqlite3.Connection, step: Step) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have run this step while we waited.
        if _version(db) < step.number:
            for statement in statements(step.sql):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {step.number}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def statements(sql: str) -> Iterator[str]:
    """One at a time, since `executescript` would commit the open transaction first. Triggers keep their inner `;`."""
    pending = ""
    for piece in re.split(r"(?<=;)", sql):
        pending += piece
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        yield pending.strip()


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
