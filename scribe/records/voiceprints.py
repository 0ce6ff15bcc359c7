"""The enrolled voices of clinicians, on the encrypted pages of the store. Works inside the caller's transaction."""

import msgspec

from scribe.errors import StoreError
from scribe.records.connection import Db


class VoiceRow(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    print: bytes
    seconds: float
    """Of speech that it was made from."""
    made_at: str


def keep(db: Db, row: VoiceRow) -> None:
    """Replaces an earlier one of that name."""
    db.execute(
        "INSERT OR REPLACE INTO voiceprints (name, print, seconds, made_at) VALUES (?, ?, ?, ?)",
        (row.name, row.print, row.seconds, row.made_at),
    )


def enrolled(db: Db) -> list[VoiceRow]:
    """By name."""
    found = db.execute("SELECT name, print, seconds, made_at FROM voiceprints ORDER BY name")
    return [VoiceRow(name=name, print=bytes(print_), seconds=s, made_at=at) for name, print_, s, at in found]


def delete(db: Db, name: str) -> None:
    if db.execute("DELETE FROM voiceprints WHERE name = ?", (name,)).rowcount != 1:
        raise StoreError(f"No voice of {name} is enrolled.", "`scribe voice list` shows them.")


def delete_with(db: Db, person: int) -> None:
    """The voice of a person who may use the tablets no longer, where it was enrolled under their name."""
    db.execute("DELETE FROM voiceprints WHERE name = (SELECT name FROM people WHERE id = ?)", (person,))
