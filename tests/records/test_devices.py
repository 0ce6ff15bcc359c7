"""Paired devices: known by their token's hash, dead once revoked, listed for good."""

from hashlib import sha256
from pathlib import Path

import pytest

from scribe.errors import StoreError
from scribe.records.store import Store
from tests.records import samples

TOKEN = sha256(b"token").digest()


async def test_a_device_is_known_by_its_token(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        added = await store.add_device(TOKEN, "tablet in room 2", "t0")
        assert (added.name, added.created_at, added.seen_at, added.revoked_at) == ("tablet in room 2", "t0", None, None)
        assert await store.device(TOKEN) == added
        assert await store.device(sha256(b"another").digest()) is None


async def test_it_is_remembered_when_it_was_here(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        added = await store.add_device(TOKEN, "tablet", "t0")
        await store.touch_device(added.id)
        found = await store.device(TOKEN)
        assert found is not None
        assert (found.seen_at or "").endswith("+00:00")


async def test_a_revoked_token_is_dead_and_its_device_still_listed(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        first = await store.add_device(TOKEN, "tablet", "t0")
        second = await store.add_device(bytes(32), "console", "t1")
        await store.revoke_device(first.id)
        revoked_at = (await store.devices())[0].revoked_at
        await store.revoke_device(first.id)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert await store.device(TOKEN) is None
        assert [(d.id, d.revoked_at) for d in await store.devices()] == [(first.id, revoked_at), (second.id, None)]
        assert revoked_at is not None


async def test_a_token_belongs_to_one_device(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await store.add_device(TOKEN, "tablet", "t0")
        with pytest.raises(StoreError):
            await store.add_device(TOKEN, "thief", "t1")
        assert [device.name for device in await store.devices()] == ["tablet"]


async def test_an_unknown_device_can_not_be_revoked(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        with pytest.raises(StoreError, match="no device 7"):
            await store.revoke_device(7)
