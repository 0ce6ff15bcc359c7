"""After a destruction nothing opens the session's key any more: no copy of the database, no master key."""

from pathlib import Path

import pytest

from scribe import events as ev
from scribe.errors import ScribeError, StoreError, WrongKeyError
from scribe.records import epochs
from scribe.records.keys import unwrap
from scribe.records.lock import HomeLock
from scribe.records.store import Store
from tests.records import samples

GONE = ev.Destruction(what="sound", reason="signed", author="Dr. B", destroyed_at="now")


async def test_old_wrapped_keys_open_nothing_and_the_others_still_do(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        kept = [await samples.begin(store, f"s{n}") for n in range(6)]
        copied: dict[str, bytes] = {}
        for number in range(4):
            copied |= dict(samples.rows(tmp_path, "SELECT id, wrapped_key FROM sessions WHERE length(wrapped_key) > 0"))
            await samples.add(store, GONE, session=f"s{number}")
        assert [await store.session_key(f"s{n}") for n in (4, 5)] == kept[4:]
        late = await samples.begin(store, "late")
    master = samples.keys(tmp_path)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert await store.session_key("late") == late
        there = epochs.key_of(tmp_path, master, 5)
        assert await store.verify() == []
    for session, wrapped in copied.items():
        for key in (master.wrapping, there):
            with pytest.raises(WrongKeyError):
                unwrap(key, bytes(wrapped), session.encode())
    with pytest.raises(StoreError, match="epoch 4"):
        epochs.key_of(tmp_path, master, 4)


@pytest.mark.parametrize("step", ["add", "go_over", "forget_others"])
async def test_stopped_at_any_step_the_other_sessions_open(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1")
        key = await samples.begin(store, "s2")
        await samples.begin(store, "s3")
        await samples.add(store, GONE, session="s3")
        with monkeypatch.context() as broken:
            broken.setattr(epochs, step, samples.raising(StoreError("the disk is full")))
            await samples.add(store, GONE, session="s1")
            assert await store.session_key("s2") == key
    for _ in range(2):
        async with Store.open(tmp_path, samples.SETTINGS) as store:
            assert await store.session_key("s2") == key
            await samples.begin(store, "more") if not [r for r in await store.sessions() if r.id == "more"] else None
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.add(store, GONE, session="more")
        assert await store.session_key("s2") == key


async def test_a_lost_or_damaged_file_is_named(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1")
        await samples.begin(store, "s2")
        await samples.add(store, GONE, session="s1")
    path = tmp_path / epochs.NAME
    for damaged in (True, False):
        path.write_bytes(b"{") if damaged else path.unlink()
        with HomeLock(tmp_path) as lock:
            async with Store.open(tmp_path, samples.SETTINGS, lock) as store:  # it keeps no room from starting
                with pytest.raises(ScribeError, match=epochs.NAME):
                    await store.session_key("s2")
