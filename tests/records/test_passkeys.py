"""Passkeys in the store: each change with its audit row, and none left of who was ended."""

from pathlib import Path

import pytest

from scribe.errors import StoreError
from scribe.records.passkey_shelf import PasskeyShelf
from scribe.records.store import Store
from tests.records import samples


async def test_a_passkey_is_kept_used_and_gone_with_its_person(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        shelf = PasskeyShelf(store)
        marian = await store.add_person("Marian", "clinician", "hash")
        await shelf.add_passkey(marian.id, "room.example", b"id", b"key", 0, "Marian")
        with pytest.raises(StoreError, match="known already"):
            await shelf.add_passkey(marian.id, "room.example", b"id", b"other", 0, "Marian")
        (row,) = await shelf.passkeys("room.example")
        await shelf.passkey_used(row.id, 7, "Marian")
        assert [(one.credential, one.public_key, one.uses) for one in await shelf.passkeys("room.example")] == [
            (b"id", b"key", 7)
        ]
        assert await shelf.passkeys("other.example") == []
        await store.end_person(marian.id)
        assert await shelf.passkeys("room.example") == []
        with pytest.raises(StoreError, match="not known any more"):
            await shelf.passkey_used(row.id, 8, "Marian")
        assert [entry.action for entry in await store.audit_rows()] == [
            "person added: clinician",
            "passkey added",
            "unlocked with a passkey",
            "person ended",
        ]


async def test_they_are_taken_away(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        shelf = PasskeyShelf(store)
        marian = await store.add_person("Marian", "clinician", "hash")
        await shelf.add_passkey(marian.id, "room.example", b"id", b"key", 0, "Marian")
        await shelf.end_passkeys(marian.id, "Ines")
        assert await shelf.passkeys("room.example") == []
        assert (await store.audit_rows())[-1].action == "passkeys taken away"
