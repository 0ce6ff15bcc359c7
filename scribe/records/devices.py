"""Tablets and consoles that were paired. Only the SHA-256 of a token is stored.

Works inside the caller's transaction.
"""

from typing import Any

import msgspec

from scribe.errors import StoreError
from scribe.records.connection import Db


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    created_at: str
    """UTC, ISO 8601, as the two below."""
    seen_at: str | None
    revoked_at: str | None
    """Set: its token is dead."""


COLUMNS = "SELECT id, name, created_at, seen_at, revoked_at FROM devices"


def add(db: Db, token_sha256: bytes, name: str, created_at: str) -> DeviceRow:
    db.execute(
        "INSERT INTO devices (token_sha256, name, created_at) VALUES (?, ?, ?)", (token_sha256, name, created_at)
    )
    found = db.execute(f"{COLUMNS} WHERE token_sha256 = ?", (token_sha256,)).fetchone()
    return _row(found)


def by_token(db: Db, token_sha256: bytes) -> DeviceRow | None:
    """None: unknown or revoked."""
    found = db.execute(f"{COLUMNS} WHERE token_sha256 = ? AND revoked_at IS NULL", (token_sha256,)).fetchone()
    return _row(found) if found else None


def touch(db: Db, device: int, seen_at: str) -> None:
    db.execute("UPDATE devices SET seen_at = ? WHERE id = ?", (seen_at, device))


def all_of_them(db: Db) -> list[DeviceRow]:
    return [_row(found) for found in db.execute(f"{COLUMNS} ORDER BY id")]


def revoke(db: Db, device: int, revoked_at: str) -> None:
    done = db.execute("UPDATE devices SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (revoked_at, device))
    if done.rowcount != 1:
        raise StoreError(f"There is no device {device}.", "`scribe devices` lists them.")


def _row(found: tuple[Any, ...]) -> DeviceRow:
    id, name, created_at, seen_at, revoked_at = found
    return DeviceRow(id=id, name=name, created_at=created_at, seen_at=seen_at, revoked_at=revoked_at)
