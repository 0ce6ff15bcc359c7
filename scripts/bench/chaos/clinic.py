"""A room and the clinic's PostgreSQL, each killed at random while records go from one to the other."""

import asyncio
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from scribe.clinic.keys import ClinicKeys
from scribe.clinic.sealed import opened
from scribe.records import outbox
from scribe.records.connection import Db
from scribe.records.outbox import DESTROYED
from scribe.records.store import Store
from scribe.session.signature import holds
from scripts.bench.chaos.fault import Outcome
from tests.clinic.postgres import Postgres
from tests.clinic.rooms import room

ROOT = Path(__file__).resolve().parents[3]
LONGEST_S = 0.6
DATABASE = "chaos"

SENDER = """
import asyncio, pathlib, sys
from pydantic import SecretStr
from scribe.config import RecordsSettings
from tests.clinic.rooms import sign_and_send
home, address, authority = sys.argv[1:]
records = RecordsSettings(replicate=SecretStr(address), replicate_authority=pathlib.Path(authority))
asyncio.run(sign_and_send(pathlib.Path(home), records))
"""

Place = tuple[str, int, int]
"""Session, number of the signature in it, number of the row in the outbox."""


@dataclass(frozen=True)
class Compared:
    """A store and the clinic's database, at one moment."""

    lost: int
    """Entries that were taken by its count and are not there, or do not say what was signed."""
    twice: int
    """Entries that are there and should not be: a second copy, or of a session that was destroyed."""
    out_of_order: int
    """Entries that came before one with a smaller number."""
    waiting: int
    entries: int

    @property
    def wrong(self) -> int:
        return self.lost + self.twice + self.out_of_order

    def __add__(self, other: "Compared") -> "Compared":
        """What was found at two moments; where it stands is the later one's."""
        return Compared(
            self.lost + other.lost,
            self.twice + other.twice,
            self.out_of_order + other.out_of_order,
            other.waiting,
            max(self.entries, other.entries),
        )


async def compared(server: Postgres, database: str, store: Store) -> Compared:
    sender = await store.ask(outbox.sender)
    local, waiting_destruction = await store.ask(_local)
    if not server.ask(database, "SELECT 1 FROM pg_namespace WHERE nspname = 'scribe'"):
        return Compared(0, 0, 0, len(local), 0)
    told = server.ask(database, f"SELECT taken FROM scribe.senders WHERE id = '{sender}'")
    taken = int(str(told[0][0])) if told else 0
    query = f"SELECT session, seq, number FROM scribe.entries WHERE sender = '{sender}'"
    there = [(str(s), int(str(q)), int(str(n))) for s, q, n in server.ask(database, query)]
    going = {session for session, number in waiting_destruction.items() if number > taken}
    expected = {place for place in local if place[2] <= taken and place[1] != DESTROYED}
    held = {place for place in there if place[0] not in going}
    return Compared(
        lost=len(expected - held),
        twice=len(there) - len(set(there)) + len({place for place in held - expected if place[2] <= taken}),
        out_of_order=len([place for place in held if place[2] > taken]),
        waiting=len([place for place in local if place[2] > taken]),
        entries=len(held),
    )


def _local(db: Db) -> tuple[list[Place], dict[str, int]]:
    """Every row of the outbox, and the number under which each destroyed session goes."""
    rows = [(s, q, n) for s, q, n in db.execute("SELECT session, seq, number FROM clinic_outbox ORDER BY number")]
    return rows, {session: number for session, seq, number in rows if seq == DESTROYED}


async def killed(server: Postgres, database: str, home: Path, chance: random.Random, rounds: int) -> Compared:
    """Each round kills the room, the database or both, at a random moment; after each the database must hold exactly
    what it counts, and at the end everything that was acknowledged."""
    records = server.settings(database)
    async with room(home, records):
        pass
    acknowledged: list[str] = []
    found = Compared(0, 0, 0, 0, 0)
    for _ in range(rounds):
        acknowledged += await asyncio.to_thread(_round, server, database, home, chance)
        async with room(home, records) as here:
            found += await compared(server, database, here.store)
    async with room(home, records) as here:
        await here.catch_up()
        last = await compared(server, database, here.store)
        readable = await asyncio.to_thread(_readable, server, database, here.keys)
        _, destroyed = await here.store.ask(_local)
    # One that was killed between a destruction and its word of it has destroyed nevertheless.
    gone = {line[1:] for line in acknowledged if line.startswith("-")} | set(destroyed)
    signed = {line for line in acknowledged if not line.startswith("-")} - gone
    left = Compared(len(signed - readable) + last.waiting, len(gone & readable), 0, 0, 0)
    return found + last + left


def _round(server: Postgres, database: str, home: Path, chance: random.Random) -> list[str]:
    """What the room had acknowledged when it was killed."""
    records = server.settings(database)
    assert records.replicate and records.replicate_authority
    given = (home, records.replicate.get_secret_value(), records.replicate_authority)
    command = [sys.executable, "-c", SENDER, *map(str, given)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout
    first = child.stdout.readline()
    victim = chance.choice(("room", "database", "both"))
    time.sleep(chance.uniform(0, LONGEST_S))
    if victim != "room":
        server.kill()
        time.sleep(chance.uniform(0, LONGEST_S) if victim == "database" else 0)
    if victim == "database":
        server.start()
        time.sleep(chance.uniform(0, LONGEST_S))
    child.kill()
    rest, _ = child.communicate()
    if victim == "both":
        server.start()
    return (first + rest).split()


def _readable(server: Postgres, database: str, keys: ClinicKeys) -> set[str]:
    """Sessions of which every entry opens and says what was signed."""
    query = (
        "SELECT s.id, s.key, e.seq, e.sealed FROM scribe.sessions s JOIN scribe.entries e ON e.session = s.id"
        " WHERE s.key IS NOT NULL"
    )
    found: dict[str, bool] = {}
    for session, wrapped, seq, sealed in server.ask(database, query):
        assert isinstance(session, str) and isinstance(wrapped, bytes) and isinstance(sealed, bytes)
        entry = opened(keys.session(session, wrapped), session, int(str(seq)), sealed)
        found[session] = found.get(session, True) and holds(entry.signature)
    return {session for session, good in found.items() if good}


async def rooms_and_database(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    with Postgres() as server:
        server.database(DATABASE)
        found = await killed(server, DATABASE, folder / "room", chance, rounds)
    told = f"{found.entries} entries seen, {found.lost} lost, {found.twice} twice, {found.out_of_order} out of order"
    return Outcome(found.wrong, told)
