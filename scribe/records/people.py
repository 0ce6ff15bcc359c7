"""Who may use the tablets. Only the hash of a PIN is stored. Works inside the caller's transaction."""

import msgspec

from scribe.errors import StoreError
from scribe.records.connection import Db


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    role: str
    pin: str
    """Argon2id, with its parameters."""


def add(db: Db, name: str, role: str, pin: str, created_at: str) -> PersonRow:
    made = db.execute(
        "INSERT INTO people (name, role, pin, created_at) VALUES (?, ?, ?, ?) RETURNING id",
        (name, role, pin, created_at),
    ).fetchone()
    return PersonRow(id=made[0], name=name, role=role, pin=pin)


def present(db: Db) -> list[PersonRow]:
    """Those who were not ended, by name."""
    found = db.execute("SELECT id, name, role, pin FROM people WHERE ended_at IS NULL ORDER BY name, id")
    return [PersonRow(id=id, name=name, role=role, pin=pin) for id, name, role, pin in found]


def end(db: Db, person: int, ended_at: str) -> None:
    done = db.execute("UPDATE people SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (ended_at, person))
    if done.rowcount != 1:
        raise StoreError(f"There is no person {person}.", "`scribe people list` shows them.")
