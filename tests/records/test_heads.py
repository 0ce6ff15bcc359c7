"""The audit's head is told as it moves; with it, rows cut off the end are found."""

import logging
import os
import time
from pathlib import Path

import pytest

from scribe import reading
from scribe.config import RecordsSettings, Settings
from scribe.errors import StoreError, UsageError
from scribe.records.audit import Head
from scribe.records.heads import Heads, last
from scribe.records.store import Store
from tests.records import samples

CUT = ("DROP TRIGGER audit_is_never_deleted", "DELETE FROM audit WHERE seq > 2")


async def audited(home: Path, reader: Heads | None = None) -> list[Head]:
    told: list[Head] = []
    async with Store.open(home, samples.SETTINGS) as store:
        store.on_head(told.append)
        if reader:
            store.on_head(reader)
        await samples.begin(store)
        await samples.add(store, *samples.spoken("u1", "nothing to audit"))
        for number in range(3):
            await store.audit("tablet", f"read {number}", "s1")
        assert await store.audit_head() == told[-1]
    if reader:
        reader.close()
    return told


async def test_each_new_row_moves_the_head_and_nothing_else_does(tmp_path: Path) -> None:
    assert [head.seq for head in await audited(tmp_path)] == [1, 2, 3, 4]


async def test_rows_cut_off_the_end_are_found_with_the_head_that_was_kept(tmp_path: Path) -> None:
    home, kept = tmp_path / "home", tmp_path / "heads"
    await audited(home, Heads(kept))
    settings = Settings(home=home, records=RecordsSettings(audit_heads=kept))
    assert await reading.verify(settings) == []
    samples.tampered(home, *CUT)
    assert await reading.verify(Settings(home=home)) == []
    assert await reading.verify(settings) == ["audit: rows 3 to 4 were cut off."]
    assert await reading.verify(Settings(home=home), str(last(kept))) == ["audit: rows 3 to 4 were cut off."]


async def test_a_chain_that_was_cut_and_grew_again_is_found(tmp_path: Path) -> None:
    home, kept = tmp_path / "home", tmp_path / "heads"
    await audited(home, Heads(kept))
    samples.tampered(home, *CUT)
    async with Store.open(home, samples.SETTINGS) as store:
        for _ in range(3):
            await store.audit("nobody", "nothing", None)
        assert await store.verify(last(kept)) == ["audit: row 4 is not the one that was published."]


async def test_what_can_t_be_kept_is_told_once_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "scribe.audit")
    await audited(tmp_path / "home", Heads(tmp_path / "missing" / "heads"))
    assert [r.levelname for r in caplog.records if "not kept" in r.message] == ["WARNING"]
    assert sum("audit head" in r.message for r in caplog.records if r.levelname == "INFO") == 4


def test_a_disk_that_hangs_keeps_nothing_waiting_and_gets_the_newest_when_it_is_back(tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    os.mkfifo(kept)  # opening it waits for a reader, as a network's disk for its server
    heads = Heads(kept)
    newest = Head(3, "ab" * 32)
    begun = time.monotonic()
    for head in (Head(1, "cd" * 32), Head(2, "ef" * 32), newest):
        heads(head)
    assert time.monotonic() - begun < 1
    with kept.open(encoding="ascii") as file:
        heads.close()
        lines = file.read().splitlines()
    assert lines[-1].split()[1] == str(newest)


@pytest.mark.parametrize("text", ["", "7", "x:y", "1:zz"])
async def test_what_is_no_head_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="no audit head"):
        await reading.verify(Settings(home=tmp_path), text)
    kept = tmp_path / "heads"
    kept.write_text(f"2026-03-02T10:00:00+00:00 {text}\n")
    with pytest.raises(StoreError, match="no audit head"):
        last(kept)
