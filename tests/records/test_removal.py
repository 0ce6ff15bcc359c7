"""Deleting a session deletes everything derived from it; what is due, what is held, and a log that survives."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from scribe import commands, keeping
from scribe.config import Settings
from scribe.errors import StateError, StoreError, UsageError
from scribe.records import removal
from scribe.records.clients import Client
from scribe.records.store import Store
from tests.records import samples
from tests.session.test_desk import S, at_work

CANARY = "the heron stood in the tall reeds"
LATER = date(2040, 1, 1)


async def filled(home: Path) -> None:
    """A signed session full of what must go, and another that must stay."""
    async with at_work(home) as (desk, store):
        await samples.begin(store, "kept")
        await samples.add(store, *samples.spoken("u1", "stays here"), session="kept")
        await samples.begin(store, "gone")
        await samples.add(store, *samples.spoken("u1", CANARY), *samples.resting_on("u1", CANARY), session="gone")
        await desk.do(commands.Add(session=S, section="plan", text=CANARY), "tablet")
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "tablet")


async def destroyed(home: Path, session: str) -> None:
    settings = Settings(home=home)
    asked = await keeping.destroy(settings, session, "period passed", "", LATER, early=False)
    assert not asked["destroyed"]
    done = await keeping.destroy(settings, session, "period passed", asked["confirm"], LATER, early=False)
    assert done["destroyed"]


def test_no_table_with_a_session_s_rows_is_forgotten(tmp_path: Path) -> None:
    import asyncio

    asyncio.run(filled(tmp_path))
    tables = [name for (name,) in samples.rows(tmp_path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    with_sessions = {
        table
        for table in tables
        if any(column[1] == "session" for column in samples.rows(tmp_path, f"PRAGMA table_info({table})"))
    }
    assert with_sessions == set(removal.DERIVED)


async def test_nothing_of_it_is_left_anywhere(tmp_path: Path) -> None:
    await filled(tmp_path)
    assert CANARY.encode() in samples.decrypted(tmp_path)
    await destroyed(tmp_path, S)
    await destroyed(tmp_path, "gone")
    plain = samples.decrypted(tmp_path)
    assert [word for word in (b"heron", b"reeds", b"gone") if word in plain] == []
    assert not (tmp_path / "audio" / S).exists()
    settings = Settings(home=tmp_path)
    assert await keeping.search(settings, "heron", 5) == []
    assert [row["kind"] for row in await keeping.destruction_log(settings)] == ["session", "session"]
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert [row.id for row in await store.sessions()] == ["kept"]
        assert len(await store.events("kept")) == 2
        assert await store.verify() == []
        with pytest.raises(StoreError, match="no session"):
            await store.session(S)


async def test_what_is_not_due_or_is_held_stays(tmp_path: Path) -> None:
    await filled(tmp_path)
    settings = Settings(home=tmp_path)
    with pytest.raises(StateError, match="kept until 2033-03-02"):
        await keeping.destroy(settings, S, "why", "", date(2030, 1, 1), early=False)
    with pytest.raises(UsageError, match="needs a reason"):
        await keeping.destroy(settings, S, " ", "", LATER, early=False)
    (row,) = await keeping.due(settings, LATER)
    assert (row["client"], row["due"], row["kept_until"]) == ("Ada L.", True, "2033-03-02")
    file = tmp_path / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", born="2015-06-01", jurisdiction="CA")))
    await keeping.set_client(settings, file)
    (row,) = await keeping.due(settings, LATER)
    assert (row["due"], row["kept_until"]) == (False, "2040-06-01")
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", hold="subpoena of 2031")))
    await keeping.set_client(settings, file)
    with pytest.raises(StateError, match="legal hold"):
        await keeping.destroy(settings, S, "why", "", LATER, early=True)
    assert (await keeping.due(settings, LATER))[0]["why"] == "legal hold"


async def test_a_wrong_code_destroys_nothing(tmp_path: Path) -> None:
    await filled(tmp_path)
    answer = await keeping.destroy(Settings(home=tmp_path), S, "why", "00000000", LATER, early=False)
    assert not answer["destroyed"]
    assert await keeping.destruction_log(Settings(home=tmp_path)) == []


async def test_an_access_request_is_one_bundle_and_says_what_is_withheld(tmp_path: Path) -> None:
    await filled(tmp_path / "home")
    settings = Settings(home=tmp_path / "home")
    file = tmp_path / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", substance_use=True)))
    await keeping.set_client(settings, file)
    made = await keeping.access(settings, "Ada L.", tmp_path / "bundle", "Clinic North")
    assert made["notes"] == [S]
    assert [w["what"] for w in made["withheld"]] == [
        "psychotherapy notes",
        "sound and transcripts",
        "session kept",
        "session gone",
    ]
    note = (tmp_path / "bundle" / f"{S}.txt").read_text(encoding="utf-8")
    assert note.startswith("42 CFR part 2 prohibits") and CANARY in note and "Signed by Dr. B" in note
    to_client = await keeping.access(settings, "Ada L.", tmp_path / "own", "")
    assert "42 CFR" not in (tmp_path / "own" / f"{S}.txt").read_text(encoding="utf-8") and to_client["to"] == "Ada L."
