"""What leaves of a client: their own request, and what goes to others; always with what was withheld."""

import asyncio
import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from scribe import disclosing, keeping
from scribe.chart import Chart
from scribe.cli import app
from scribe.config import Settings
from scribe.errors import StoreError, UsageError
from scribe.private.store import PrivateNotes
from scribe.records.clients import Client
from scribe.records.store import Store
from tests.records import samples
from tests.records.test_removal import CANARY, couple, filled
from tests.session.test_desk import S

CONSENT = "signed 2026-03-01 by the client, for continuing care"
PRIVATE = "she reminds me of my sister"
PASSPHRASE = "four words or five"


async def known(home: Path, *, substance_use: bool) -> Settings:
    """A record with a signed note, two drafts of sessions, and a private note that is nobody else's."""
    await filled(home)
    settings, file = Settings(home=home), home / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", substance_use=substance_use)))
    await keeping.set_client(settings, file)
    notes = PrivateNotes(home)
    notes.create(PASSPHRASE)
    notes.write("Ada L.", S, PRIVATE)
    return settings


async def test_an_access_request_is_one_bundle_without_private_notes(tmp_path: Path) -> None:
    settings = await known(tmp_path / "home", substance_use=True)
    made = await disclosing.access(settings, "Ada L.", tmp_path / "own")
    assert made["notes"] == [S] and made["to"] == "Ada L." and "consent" not in made
    assert [one["what"] for one in made["withheld"]] == [
        "psychotherapy notes",
        "sound and transcripts",
        "substance-use counselling notes",
        "session kept",
        "session gone",
    ]
    assert all(one["why"] for one in made["withheld"])
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "own").iterdir()}
    assert set(files) == {"contents.json", f"{S}.txt"}
    assert json.loads(files["contents.json"])["consents"] == {S: []}
    assert CANARY in files[f"{S}.txt"] and "Signed by Dr. B" in files[f"{S}.txt"]
    assert not any(PRIVATE in text or "42 CFR part 2 prohibits" in text for text in files.values())
    assert json.loads(files["contents.json"])["record"]["name"] == "Ada L."
    with pytest.raises(UsageError, match="not empty"):
        await disclosing.access(settings, "Ada L.", tmp_path / "own")


async def test_who_only_took_part_gets_what_is_theirs_and_is_told_what_is_withheld(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with Store.open(home, samples.SETTINGS) as store:
        await samples.begin(store, "joint", chart=couple("Ada L."))
    made = await disclosing.access(Settings(home=home), "Bo M.", tmp_path / "own")
    assert made["notes"] == [] and made["withheld"][-1]["what"] == "session joint, 2026-03-02"
    assert "another client's record" in made["withheld"][-1]["why"]
    assert "Ada" not in (tmp_path / "own" / "contents.json").read_text(encoding="utf-8")
    with pytest.raises(StoreError, match="no client Cy N"):
        await disclosing.access(Settings(home=home), "Cy N.", tmp_path / "none")


async def test_a_record_of_their_own_is_found_in_other_capitals(tmp_path: Path) -> None:
    settings = await known(tmp_path / "home", substance_use=True)
    async with Store.open(settings.home, samples.SETTINGS) as store:
        await samples.begin(store, "joint", chart=Chart(client="Bo M.", participants=couple(None).participants))
    made = await disclosing.access(settings, "ada l.", tmp_path / "own")
    assert (made["client"], made["notes"], made["other_spellings"]) == ("Ada L.", [S], [])
    assert "session joint, 2026-03-02" in [one["what"] for one in made["withheld"]]
    with pytest.raises(UsageError, match=r"42 CFR 2\.31"):
        await disclosing.disclose(settings, "ADA L.", tmp_path / "out", "Clinic North", "")
    async with Store.open(settings.home, samples.SETTINGS) as store:
        await samples.begin(store, "another", chart=Chart(client="ADA L."))
    with pytest.raises(StoreError, match=r"ada l\. has 2 records: ADA L\., Ada L\."):
        await disclosing.access(settings, "ada l.", tmp_path / "more")
    assert (await disclosing.access(settings, "Ada L.", tmp_path / "more"))["other_spellings"] == ["ADA L."]
    assert "ADA L." not in (tmp_path / "more" / "contents.json").read_text(encoding="utf-8")


async def test_substance_use_treatment_is_disclosed_by_consent_only_and_its_scope_goes_along(tmp_path: Path) -> None:
    settings = await known(tmp_path / "home", substance_use=True)
    with pytest.raises(UsageError, match=r"written consent \(42 CFR 2\.31\)"):
        await disclosing.disclose(settings, "Ada L.", tmp_path / "out", "Clinic North", " ")
    assert not (tmp_path / "out").exists()
    made = await disclosing.disclose(settings, "Ada L.", tmp_path / "out", "Clinic North", CONSENT)
    note = (tmp_path / "out" / f"{S}.txt").read_text(encoding="utf-8")
    assert note.startswith(
        f"42 CFR part 2 prohibits unauthorized use or disclosure of these records. Disclosed by consent: {CONSENT}."
    )
    assert made["consent"] == CONSENT and made["to"] == "Clinic North"
    async with Store.open(settings.home, samples.SETTINGS) as store:
        assert (await store.audit_rows())[-1].action == "record disclosed to Clinic North"


async def test_another_record_needs_no_such_consent_and_has_no_notice(tmp_path: Path) -> None:
    settings = await known(tmp_path / "home", substance_use=False)
    await disclosing.disclose(settings, "Ada L.", tmp_path / "out", "Clinic North", "")
    assert "42 CFR" not in (tmp_path / "out" / f"{S}.txt").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="200 are the most"):
        await disclosing.disclose(settings, "Ada L.", tmp_path / "more", "x" * 201, "")


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = asyncio.run(known(tmp_path / "home", substance_use=True))
    monkeypatch.setenv("SCRIBE_HOME", str(settings.home))
    asked = ["client", "access", "Ada L.", str(tmp_path / "out")]
    assert "consent belongs to a disclosure" in str(CliRunner().invoke(app, [*asked, "--consent", "x"]).exception)
    refused = CliRunner().invoke(app, [*asked, "--disclosure", "Clinic North"])
    assert "42 CFR 2.31" in str(refused.exception)
