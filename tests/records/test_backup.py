"""A backup of a store in use opens elsewhere, is the whole record, and holds nothing that was destroyed."""

import asyncio
import random
import tarfile
from pathlib import Path

import pytest

from scribe import commands, keeping, reading
from scribe.config import Settings
from scribe.errors import SoundGoneError, UsageError
from scribe.records import backup, removal
from scribe.records.store import Store
from tests.records import samples
from tests.session.test_desk import S, at_work

CANARY = "the heron stood in the tall reeds"


async def taken(store: Store, home: Path, file: Path) -> None:
    await asyncio.to_thread(backup.write, home, store.keys, file)


async def backed_up(tmp_path: Path) -> tuple[Path, Path]:
    """A home in use, with a recovery code, and its backup."""
    home, file = tmp_path / "home", tmp_path / "backup"
    async with at_work(home) as (desk, store):
        await desk.do(commands.Add(session=S, section="plan", text=CANARY), "tablet")
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "tablet")
        await taken(store, home, file)
        await desk.do(commands.Addendum(session=S, name="Dr. B", credentials="PhD", text="Later."), "tablet")
    return home, file


async def test_restored_on_another_machine_with_the_key(tmp_path: Path) -> None:
    home, file = await backed_up(tmp_path)
    other = Settings(home=tmp_path / "other")
    other.home.mkdir()
    (other.home / "key").write_bytes((home / "key").read_bytes())
    (other.home / "key").chmod(0o600)
    answer = await keeping.restore(other, file)
    assert answer["opens"] and "intact" in answer["text"]
    async with Store.open(other.home, other.records) as store:
        assert [row.state for row in await store.sessions()] == ["signed"]
        with pytest.raises(SoundGoneError):
            await store.session_key(S)
        await samples.begin(store, "next")
        assert await store.session_key("next")
    assert [row["session"] for row in await keeping.search(other, "heron reeds", 5)] == [S]


async def test_restored_with_the_recovery_code_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with Store.open(home, samples.SETTINGS) as store:
        await samples.begin(store)
        code = await store.new_recovery_code()
        await taken(store, home, tmp_path / "backup")
    other = Settings(home=tmp_path / "other")
    answer = await keeping.restore(other, tmp_path / "backup")
    assert not answer["opens"] and "scribe keys recover" in answer["text"]
    await reading.recover(other, code)
    assert await reading.verify(other) == []


async def test_nothing_is_restored_beside_what_is_left_of_another_record(tmp_path: Path) -> None:
    """Its log would be played into the restored store, and what was to be destroyed of it would stay to be opened."""
    home, file = await backed_up(tmp_path)
    (home / "chart.db").rename(tmp_path / "damaged.db")
    (home / "chart.db-wal").write_bytes(b"left by a kill")
    before = samples.files(home)
    with pytest.raises(UsageError, match=r"left of another record: chart\.db-wal, session-keys\.json") as refused:
        await keeping.restore(Settings(home=home), file)
    assert "key" in refused.value.hint
    assert samples.files(home).items() - before.items() <= {("lock", b"")}


async def test_a_backup_shows_nothing_and_a_copy_is_never_taken_over_another(tmp_path: Path) -> None:
    _, file = await backed_up(tmp_path)
    assert CANARY.encode() not in file.read_bytes() and file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["backup"]
    async with Store.open(tmp_path / "home", samples.SETTINGS) as store:
        with pytest.raises(UsageError, match="a file already"):
            await taken(store, tmp_path / "home", file)
    with pytest.raises(UsageError, match="a store already"):
        backup.restore(file, tmp_path / "home")


async def test_any_flipped_bit_is_found_before_a_byte_is_restored(tmp_path: Path) -> None:
    _, file = await backed_up(tmp_path)
    whole, chance = file.read_bytes(), random.Random(23)
    with tarfile.open(file) as tar:
        spans = [(entry.offset_data, entry.size) for entry in tar.getmembers()]
    for number in range(40):
        start, size = spans[number % len(spans)]
        damaged = bytearray(whole)
        damaged[start + chance.randrange(size)] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        with pytest.raises(UsageError, match="not a whole backup"):
            backup.restore(file, tmp_path / "other")
        assert not (tmp_path / "other").exists()
    for cut in (0, 700, len(whole) // 2):
        file.write_bytes(whole[:cut])
        with pytest.raises(UsageError, match="not a whole backup"):
            backup.restore(file, tmp_path / "other")


async def test_while_events_are_stored_the_backup_is_one_consistent_state(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path / "home") as store:

        async def talk() -> None:
            for number in range(60):
                await samples.add(store, *samples.spoken(f"u{number}", "some words"))

        talking = asyncio.create_task(talk())
        for number in range(3):
            await taken(store, tmp_path / "home", tmp_path / f"backup{number}")
        await talking
        for number in range(3):
            assert backup.read(tmp_path / f"backup{number}").scribe == 1


async def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *samples.spoken("u1", "hello"))
    samples.tampered(tmp_path, "DELETE FROM events WHERE seq = 1")
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        with pytest.raises(Exception, match="event 1 is missing"):
            await taken(store, tmp_path, tmp_path / "backup")
    assert not list(tmp_path.glob("backup*"))


async def test_everything_goes_out_as_plain_files_and_comes_in_elsewhere(tmp_path: Path) -> None:
    home, _ = await backed_up(tmp_path)
    one, other = Settings(home=home), Settings(home=tmp_path / "other")
    async with Store.open(home, one.records) as store:
        await samples.begin(store, "gone")
        await store.remove_session("gone", "console", "asked for")
    assert await keeping.bulk_export(one, tmp_path / "out") == 1
    with pytest.raises(UsageError, match="not empty"):
        await keeping.bulk_export(one, tmp_path / "out")
    assert await keeping.bulk_import(other, tmp_path / "out") == (1, 0)
    assert await keeping.bulk_import(other, tmp_path / "out") == (0, 1)
    assert await reading.verify(other) == []
    async with Store.open(home, one.records) as here, Store.open(other.home, other.records) as there:
        assert await here.events(S) == await there.events(S)
        assert await here.report(S) == await there.report(S)
        assert [line.reason for line in await there.ask(removal.log)] == ["asked for"]
    (tmp_path / "out" / S / "events.jsonl").write_bytes(b"{}\n")
    with pytest.raises(UsageError, match=r"events\.jsonl:1"):
        await keeping.bulk_import(Settings(home=tmp_path / "third"), tmp_path / "out")


async def test_what_is_imported_names_no_other_folder(tmp_path: Path) -> None:
    """Destroyed later, the folder of its name is removed with everything in it."""
    home, _ = await backed_up(tmp_path)
    await keeping.bulk_export(Settings(home=home), tmp_path / "out")
    planted = tmp_path / "out" / S / "session.json"
    planted.write_text(planted.read_text().replace(f'"{S}"', '"../.."'))
    with pytest.raises(UsageError, match="its folder is not"):
        await keeping.bulk_import(Settings(home=tmp_path / "other"), tmp_path / "out")
