"""Any flipped bit and any row that is gone, moved or changed is found."""

import random
from pathlib import Path

import pytest

from scribe.errors import StoreError
from scribe.records.store import STORE_NAME, Store
from tests.records import samples

SEED = 20260302
FLIPS = 100


async def fill(home: Path) -> None:
    async with samples.with_session(home) as store:
        for number in range(60):
            text = f"sentence number {number} " * 4
            await samples.add(store, *samples.spoken(f"u{number}", text), *samples.resting_on(f"u{number}", text))


async def complaints(home: Path) -> list[str]:
    try:
        async with Store.open(home, samples.SETTINGS) as store:
            return await store.verify()
    except StoreError as error:
        return [str(error)]


async def test_an_untouched_store_is_whole(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *samples.spoken("u1", "hello"), samples.strike("u1"))
        assert await store.verify() == []
    assert await complaints(tmp_path) == []


async def test_any_flipped_bit_is_found(tmp_path: Path) -> None:
    await fill(tmp_path)
    path = tmp_path / STORE_NAME
    whole, chance, missed = path.read_bytes(), random.Random(SEED), []
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        damaged = bytearray(whole)
        damaged[place] ^= bit
        path.write_bytes(damaged)
        if not await complaints(tmp_path):
            missed.append((place, bit))
    assert missed == []
    path.write_bytes(whole)
    assert await complaints(tmp_path) == []


async def test_a_damaged_page_does_not_keep_the_rest_from_being_told(tmp_path: Path) -> None:
    await fill(tmp_path)
    path = tmp_path / STORE_NAME
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    found = await complaints(tmp_path)
    assert any(line.startswith("pages: ") for line in found)
    assert any(line.startswith("affected: ") for line in found)
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("DELETE FROM events WHERE seq = 3", "session s1: event 3 is missing."),
        ("DELETE FROM events WHERE seq = 1", "session s1: event 1 is missing."),
        ("UPDATE events SET seq = 9000 WHERE seq = 3", "session s1: event 9000 is not what was stored there."),
        ("UPDATE events SET body = x'00' WHERE seq = 2", "session s1: event 2 is not what was stored there."),
        ("UPDATE events SET type = 'notice' WHERE seq = 2", "session s1: event 2 is not what was stored there."),
        (
            "UPDATE events SET body = (SELECT body FROM events WHERE seq = 7) WHERE seq = 2",
            "session s1: event 2 is not what was stored there.",
        ),
        ("UPDATE events SET session = 's9' WHERE seq = 300", "session s9: event 300 is not what was stored there."),
        ("DELETE FROM sessions", "tables: a row of events belongs to no session."),
    ],
)
async def test_rows_out_of_place_are_found(tmp_path: Path, change: str, finding: str) -> None:
    await fill(tmp_path)
    samples.tampered(tmp_path, change)
    assert finding in await complaints(tmp_path)
