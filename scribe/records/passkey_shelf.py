"""Passkeys as the gateway asks for them, each change with its audit row."""

from collections.abc import Sequence

from scribe.records import passkeys
from scribe.records.passkeys import PasskeyRow
from scribe.records.store import Store
from scribe.wall_clock import utc_now


class PasskeyShelf:
    """Its methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def passkeys(self, site: str) -> Sequence[PasskeyRow]:
        return await self._store.ask(lambda db: passkeys.of_site(db, site))

    async def add_passkey(self, person: int, site: str, credential: bytes, key: bytes, uses: int, by: str) -> None:
        await self._store.change(
            lambda db: passkeys.add(db, person, site, credential, key, uses, utc_now()),
            by,
            "passkey added",
            f"person {person}",
        )

    async def passkey_used(self, passkey: int, uses: int, by: str) -> None:
        await self._store.change(lambda db: passkeys.used(db, passkey, uses), by, "unlocked with a passkey")

    async def end_passkeys(self, person: int, by: str) -> None:
        await self._store.change(
            lambda db: passkeys.delete_of(db, person), by, "passkeys taken away", f"person {person}"
        )
