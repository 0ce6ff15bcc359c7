"""The outbox has a row for each signed entry, in order, if and only if it was signed."""

import os
from pathlib import Path

import pytest

from scribe import commands
from scribe import events as ev
from scribe.errors import StoreError
from scribe.records import audit, bulk, migrations, outbox
from scribe.records.connection import connect
from scribe.records.keys import KEY_BYTES, Keys
from scribe.records.master_key import write_new
from scribe.records.store import STORE_NAME, Store
from tests.records import samples
from tests.session.test_desk import SIGN, S, at_work


async def rows(store: Store) -> list[outbox.Outgoing]:
    return await store.ask(lambda db: outbox.after(db, 0, 100))


async def test_signature_co_signature_and_addendum_stand_in_it(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        assert await rows(store) == []
        await desk.do(SIGN, "tablet")
        await desk.do(commands.Cosign(session=S, name="Dr. C", credentials="MD"), "tablet")
        await desk.do(commands.Addendum(session=S, name="Dr. B", credentials="PhD", text="She called."), "tablet")
        found = await rows(store)
        assert [row.number for row in found] == [1, 2, 3]
        assert [row.signature.kind for row in found if row.signature] == ["signed", "cosigned", "addendum"]
        assert {(row.client, row.room) for row in found} == {("Ada L.", "room 2")}
        assert len({row.mark for row in found}) == 3
        assert await store.ask(lambda db: outbox.waiting(db, 1)) == 2
        assert [row.number for row in await store.ask(lambda db: outbox.after(db, 1, 1))] == [2]


async def test_a_signature_that_is_not_stored_is_not_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(tmp_path) as (desk, store):
        with monkeypatch.context() as broken:
            broken.setattr(audit, "add", samples.raising(StoreError("the audit can't be written")))
            with pytest.raises(StoreError):
                await desk.do(SIGN, "tablet")
        assert await rows(store) == []
        monkeypatch.setattr(outbox, "add", samples.raising(StoreError("no outbox")))
        with pytest.raises(StoreError):
            await desk.do(SIGN, "tablet")
        assert (await store.session(S)).state == "draft"


async def test_a_destroyed_session_is_the_last_row_of_its_own(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await desk.do(SIGN, "tablet")
        await store.remove_session(S, "console", "period passed")
        (row,) = await rows(store)
        assert (row.number, row.session, row.seq, row.signature) == (2, S, outbox.DESTROYED, None)


async def test_whose_numbers_a_database_counts(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await desk.do(SIGN, "tablet")
        (row,) = await rows(store)
        known = ((0, b""), (1, row.mark))
        foreign = ((1, b"another."), (2, row.mark))
        for (number, mark), expected in [*((k, True) for k in known), *((f, False) for f in foreign)]:
            asked = (number, mark)
            assert await store.ask(lambda db, asked=asked: outbox.continues(db, *asked)) is expected  # type: ignore[misc]
        before = await store.ask(outbox.sender)
        await store.change(outbox.new_sender, "scribe", "clinic sender renewed")
        assert await store.ask(outbox.sender) not in (before, "")


async def test_an_imported_record_leaves_too(tmp_path: Path) -> None:
    async with at_work(tmp_path / "a") as (desk, store):
        await desk.do(SIGN, "tablet")
        await store.ask(lambda db: bulk.write(db, store.session_keys, tmp_path / "all"))
        before = await rows(store)
    async with Store.open(tmp_path / "b", samples.SETTINGS) as store:
        await store.change(
            lambda db: bulk.load(db, store.keys, store.session_keys, tmp_path / "all"), "console", "imported"
        )
        assert [row.signature for row in await rows(store)] == [row.signature for row in before]


async def test_what_was_signed_before_there_was_an_outbox_is_in_it(tmp_path: Path) -> None:
    async with at_work(tmp_path / "now") as (desk, store):
        await desk.do(SIGN, "tablet")
        signed = (await rows(store))[0].signature
    assert signed
    master = os.urandom(KEY_BYTES)
    write_new(tmp_path / "then" / "key", master)
    then = connect(tmp_path / "then" / STORE_NAME, Keys.derive(master).store, migrations.steps()[:6])
    session = (S, "signed", "room 2", samples.CREATED_AT, "DAP", "{}", b"")
    then.execute(
        "INSERT INTO sessions (id, state, room, created_at, format, chart, wrapped_key) VALUES (?, ?, ?, ?, ?, ?, ?)",
        session,
    )
    then.execute("INSERT INTO events VALUES (?, ?, 0, 'signature', ?)", (S, signed.seq, ev.encode(signed)))
    then.close()
    async with Store.open(tmp_path / "then", samples.SETTINGS) as store:
        assert [row.signature for row in await rows(store)] == [signed]
