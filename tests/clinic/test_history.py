"""A client's signed notes, found and read from another room; each reading leaves its row in the audit."""

from pathlib import Path

import pytest

from scribe.clinic.elsewhere import notes_of
from scribe.clinic.history import history
from scribe.config import Settings
from scribe.errors import ClinicError, UsageError
from scribe.export.text import render
from tests.clinic.postgres import Postgres
from tests.clinic.rooms import CANARY, CLIENT, room


async def test_another_room_finds_and_reads_it(server: Postgres, database: str, tmp_path: Path) -> None:
    records = server.settings(database)
    async with room(tmp_path / "a", records) as one, room(tmp_path / "b", records, one.keys) as two:
        await one.sign("s1")
        await one.amend("s1", "She called.")
        await one.sign("other", client="Somebody Else")
        await two.sign("s2")
        await one.catch_up()
        await two.catch_up()
        found = await history(two.settings, "ada  quillfeather")
        assert [(report["session"], report["wrong"]) for report in found] == [("s1", []), ("s2", [])]
        text = render(found[0])
        assert CANARY in text and "She called." in text and "Signed by Dr. B" in text
        assert found[0]["room"] == "room 2"
        assert await history(two.settings, "Nobody") == []
        read = [row for row in await two.store.audit_rows() if row.action == "clinic history read"]
        assert [row.subject for row in read] == [
            two.store.keys.pseudonym(name) for name in ("ada  quillfeather", "Nobody")
        ]


async def test_a_lost_device_takes_nothing_signed_with_it(server: Postgres, database: str, tmp_path: Path) -> None:
    records = server.settings(database)
    async with room(tmp_path / "lost", records) as one:
        await one.sign("s1")
        await one.catch_up()
        keys = one.keys
    async with room(tmp_path / "new", records, keys) as two:
        (report,) = await history(two.settings, CLIENT)
        assert CANARY in render(report) and report["wrong"] == []


async def test_what_somebody_changed_in_the_database_is_refused(
    server: Postgres, database: str, tmp_path: Path
) -> None:
    async with room(tmp_path, server.settings(database)) as here:
        await here.sign("s1")
        await here.amend("s1", "She called.")
        await here.sign("s2")
        await here.catch_up()
        server.ask(database, "DELETE FROM scribe.entries WHERE session = 's1' AND number = 1")
        (cut, whole) = await history(here.settings, CLIENT)
        assert cut["session"] == "s1" and "is missing" in cut["wrong"][0] and whole["wrong"] == []
        server.ask(database, "UPDATE scribe.entries SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)")
        for report in await history(here.settings, CLIENT):
            assert "not what a room wrote" in report["wrong"][0] and report["sections"] == []


async def test_without_a_clinic_or_with_a_wrong_password_it_says_what_to_do(
    server: Postgres, database: str, tmp_path: Path
) -> None:
    async with room(tmp_path, server.settings(database, password="wrong")) as here:
        with pytest.raises(ClinicError, match="does not answer"):
            await history(here.settings, CLIENT)
        assert "clinic history read" not in [row.action for row in await here.store.audit_rows()]
    with pytest.raises(UsageError, match="no clinic"):
        await history(Settings(home=tmp_path), CLIENT)


async def test_a_tablet_is_shown_them_newest_first_and_the_audit_names_it(
    server: Postgres, database: str, tmp_path: Path
) -> None:
    records = server.settings(database)
    async with room(tmp_path / "a", records) as one, room(tmp_path / "b", records, one.keys) as two:
        await one.sign("s1")
        await one.amend("s1", "She called.")
        await two.sign("s2")
        await one.catch_up()
        await two.catch_up()
        (newer, older) = (await notes_of(two.settings, two.store, CLIENT, "tablet of Dr. B"))["notes"]
        assert [newer["session"], older["session"], older["room"], older["wrong"]] == ["s2", "s1", "room 2", []]
        assert f"s1: {CANARY}" in [text for section in older["sections"] for text in section["statements"]]
        assert [one["text"] for one in older["signatures"]] == ["", "She called."]
        assert older["signatures"][0]["line"].startswith("Signed by Dr. B, PhD, ") and older["signed_at"]
        (row,) = [row for row in await two.store.audit_rows() if row.action == "clinic history read"]
        assert row.actor == "tablet of Dr. B"
