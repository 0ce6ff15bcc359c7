"""Passkeys of those who use the tablets. Works inside the caller's transaction."""

import msgspec

from scribe.errors import StoreError
from scribe.records.connection import Db


class PasskeyRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    person: int
    site: str
    credential: bytes
    public_key: bytes
    """COSE."""
    uses: int
    """The authenticator's own counter; 0 where it keeps none."""


def add(db: Db, person: int, site: str, credential: bytes, public_key: bytes, uses: int, created_at: str) -> None:
    if db.execute("SELECT 1 FROM passkeys WHERE credential = ?", (credential,)).fetchone():
        raise StoreError("This passkey is known already.", "Use it, or make another.")
    db.execute(
        "INSERT INTO passkeys (person, site, credential, public_key, uses, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (person, site, credential, public_key, uses, created_at),
    )


def of_site(db: Db, site: str) -> list[PasskeyRow]:
    """Everybody's, the oldest first."""
    found = db.execute(
        "SELECT id, person, site, credential, public_key, uses FROM passkeys WHERE site = ? ORDER BY id", (site,)
    )
    return [PasskeyRow(**dict(zip(PasskeyRow.__struct_fields__, row, strict=True))) for row in found]


def used(db: Db, passkey: int, uses: int) -> None:
    """StoreError where it was taken away meanwhile."""
    if db.execute("UPDATE passkeys SET uses = ? WHERE id = ?", (uses, passkey)).rowcount != 1:
        raise StoreError("This passkey is not known any more.", "Use the PIN.")


def delete_of(db: Db, person: int) -> int:
    """How many there were."""
    return db.execute("DELETE FROM passkeys WHERE person = ?", (person,)).rowcount
