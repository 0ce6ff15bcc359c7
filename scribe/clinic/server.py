"""The clinic's PostgreSQL, as one room works on it. Every method is one transaction there.

Exactly once, and in order: the last row of a room's outbox that was taken is counted in the transaction that takes it,
so a room whose connection broke asks and goes on after it.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import resources
from typing import NamedTuple

from scribe.clinic.address import parameters
from scribe.clinic.driver import psycopg
from scribe.clinic.keys import ClinicKeys
from scribe.clinic.sealed import sealed
from scribe.config import RecordsSettings
from scribe.errors import ClinicError
from scribe.records.outbox import DESTROYED, Outgoing

MOST_EPOCHS = 100_000
"""Destructions that a room may have missed; a larger number is a damaged or hostile server."""

ANSWER_S = 30.0
"""For one transaction; then the server counts as away."""

AWAY = (psycopg.Error, OSError, TimeoutError)
"""What a server that is away, or breaks off, raises."""

SCHEMA_LOCK = 0x5C21BE
"""Of `pg_advisory_xact_lock`: two rooms that make the schema at once."""


class Taken(NamedTuple):
    number: int
    mark: bytes


class Row(NamedTuple):
    """One entry of a client's history."""

    session: str
    seq: int
    key: bytes
    """The session's, wrapped."""
    sealed: bytes


class MovedError(Exception):
    """Something else happened to the database meanwhile, such as a destruction by another room: agree again."""


@asynccontextmanager
async def connected(settings: RecordsSettings) -> AsyncIterator["Server"]:
    """Raises one of AWAY while the server is away, ClinicError for a wrong setting."""
    connection = await psycopg.AsyncConnection.connect(**parameters(settings), autocommit=True)
    async with connection:
        yield Server(connection)


class Server:
    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        self._connection = connection

    def cut(self) -> None:
        """Give the connection up at once, without a word: the server does not answer."""
        self._connection.pgconn.finish()

    async def prepare(self) -> None:
        """The tables, where they are not there yet."""
        async with self._connection.transaction(), self._connection.cursor() as at:
            await at.execute("SELECT pg_advisory_xact_lock(%s)", (SCHEMA_LOCK,))
            await at.execute(resources.files("scribe.clinic").joinpath("schema.sql").read_bytes())

    async def agree(self, keys: ClinicKeys) -> ClinicKeys:
        """The keys in the epoch that the clinic is in. ClinicError when they are another clinic's.

        A server that was put back to before a destruction holds what no room can read any more: it is emptied of that,
        and every room sends again what it signed.
        """
        async with self._connection.transaction(), self._connection.cursor() as at:
            first = "INSERT INTO scribe.epoch (number, proof) VALUES (%s, %s) ON CONFLICT DO NOTHING"
            await at.execute(first, (keys.epoch, keys.proof))
            await at.execute("SELECT number, proof FROM scribe.epoch FOR UPDATE")
            number, proof = await at.fetchone() or (0, b"")
            if number < keys.epoch:
                await _start_over(at, keys)
                return keys
            if number - keys.epoch > MOST_EPOCHS or (agreed := keys.later(number)).proof != proof:
                raise ClinicError(
                    "The clinic's database belongs to rooms with another key.",
                    "Bring this room in with the code that `scribe clinic code` prints in one of them.",
                )
            return agreed

    async def taken(self, sender: str) -> Taken:
        """The last row of this sender's outbox that is here; number 0: none."""
        async with self._connection.transaction(), self._connection.cursor() as at:
            await at.execute("INSERT INTO scribe.senders (id) VALUES (%s) ON CONFLICT DO NOTHING", (sender,))
            await at.execute("SELECT taken, mark FROM scribe.senders WHERE id = %s", (sender,))
            number, mark = await at.fetchone() or (0, b"")
            return Taken(number, mark)

    # -- taking ----------------------------------------------------------------------------------------------------

    async def take(self, sender: str, after: int, rows: Sequence[Outgoing], keys: ClinicKeys) -> ClinicKeys:
        """These rows of its outbox, all or none; they follow row `after`. The keys to go on with: a destruction begins
        the next epoch. Raises MovedError."""
        destroying = any(row.seq == DESTROYED for row in rows)
        async with self._connection.transaction(), self._connection.cursor() as at:
            locked = "SELECT number FROM scribe.epoch FOR "
            await at.execute(f"{locked} UPDATE" if destroying else f"{locked} SHARE")
            if await at.fetchone() != (keys.epoch,):
                raise MovedError
            await at.execute("SELECT taken FROM scribe.senders WHERE id = %s FOR UPDATE", (sender,))
            if await at.fetchone() != (after,):
                raise MovedError
            for row in rows:
                if row.signature:
                    await _add(at, sender, row, keys)
                elif row.seq == DESTROYED and await _destroy(at, sender, row.session):
                    keys = await _next_epoch(at, keys)
            last = "UPDATE scribe.senders SET taken = %s, mark = %s WHERE id = %s"
            await at.execute(last, (rows[-1].number, rows[-1].mark, sender))
        return keys

    # -- reading ---------------------------------------------------------------------------------------------------

    async def history(self, keys: ClinicKeys, client: str) -> list[Row]:
        """Every entry under the client's pseudonym."""
        query = (
            "SELECT s.id, e.seq, s.key, e.sealed FROM scribe.sessions s"
            " JOIN scribe.entries e ON e.session = s.id WHERE s.client = %s AND s.key IS NOT NULL ORDER BY s.id, e.seq"
        )
        async with self._connection.cursor() as at:
            await at.execute(query, (keys.pseudonym(client),))
            return [Row(*row) for row in await at.fetchall()]


async def _start_over(at: psycopg.AsyncCursor, keys: ClinicKeys) -> None:
    """What is wrapped under an epoch that is gone goes; what was destroyed stays destroyed."""
    await at.execute("DELETE FROM scribe.entries")
    await at.execute("DELETE FROM scribe.sessions WHERE key IS NOT NULL")
    await at.execute("UPDATE scribe.senders SET taken = 0, mark = ''")
    await at.execute("UPDATE scribe.epoch SET number = %s, proof = %s", (keys.epoch, keys.proof))


async def _add(at: psycopg.AsyncCursor, sender: str, row: Outgoing, keys: ClinicKeys) -> None:
    assert row.signature is not None
    await at.execute("SELECT key FROM scribe.sessions WHERE id = %s", (row.session,))
    found = await at.fetchone()
    if found == (None,):
        return  # destroyed in another copy of this store
    if found:
        key = keys.session(row.session, found[0])
    else:
        key, wrapped = keys.new_session(row.session)
        await at.execute(
            "INSERT INTO scribe.sessions (id, sender, client, key) VALUES (%s, %s, %s, %s)",
            (row.session, sender, keys.pseudonym(row.client), wrapped),
        )
    await at.execute(
        "INSERT INTO scribe.entries (session, seq, sender, number, sealed) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (session, seq) DO NOTHING",
        (row.session, row.seq, sender, row.number, sealed(key, row.room, row.signature)),
    )


async def _destroy(at: psycopg.AsyncCursor, sender: str, session: str) -> bool:
    """Its entries and its key go; that there was one stays, so that it is never taken again. False: it was gone."""
    await at.execute("DELETE FROM scribe.entries WHERE session = %s", (session,))
    await at.execute(
        "INSERT INTO scribe.sessions (id, sender) VALUES (%s, %s)"
        " ON CONFLICT (id) DO UPDATE SET key = NULL, client = NULL WHERE sessions.key IS NOT NULL",
        (session, sender),
    )
    return bool(at.rowcount)


async def _next_epoch(at: psycopg.AsyncCursor, keys: ClinicKeys) -> ClinicKeys:
    """Every key that is left, wrapped anew."""
    following = keys.later(keys.epoch + 1)
    await at.execute("SELECT id, key FROM scribe.sessions WHERE key IS NOT NULL")
    again = [(following.wrapped(id, keys.session(id, key)), id) for id, key in await at.fetchall()]
    if again:
        await at.executemany("UPDATE scribe.sessions SET key = %s WHERE id = %s", again)
    await at.execute("UPDATE scribe.epoch SET number = %s, proof = %s", (following.epoch, following.proof))
    return following
