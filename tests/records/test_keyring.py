"""Losing the key is survived with the recovery code; a new passphrase opens the same store and the old one does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from scribe import reading
from scribe.cli import app
from scribe.config import RecordsSettings, Settings
from scribe.errors import MissingPartError, ScribeError, UsageError, WrongKeyError
from scribe.records import keyring
from scribe.records.store import Store
from tests.records import samples

OLD, NEW = "correct horse battery", "staple correct battery horse"


def with_words(home: Path, words: str) -> Settings:
    return Settings(home=home, records=RecordsSettings(passphrase=SecretStr(words)))


async def filled(settings: Settings) -> None:
    async with Store.open(settings.home, settings.records) as store:
        await samples.begin(store)
        await samples.add(store, *samples.spoken("u1", "hello there"))


async def opens(settings: Settings) -> bool:
    async with Store.open(settings.home, settings.records) as store:
        await store.session_key("s1")
        return len(await store.events("s1")) == 2 and await store.verify() == []


@pytest.mark.parametrize("how", ["file", "passphrase"])
async def test_the_recovery_drill(tmp_path: Path, how: str) -> None:
    settings = Settings(home=tmp_path) if how == "file" else with_words(tmp_path, OLD)
    await filled(settings)
    code = await reading.new_recovery_code(settings)
    (tmp_path / ("key" if how == "file" else "key.json")).unlink()
    with pytest.raises(WrongKeyError, match="scribe keys recover"):
        await opens(settings)
    again = settings if how == "file" else with_words(tmp_path, NEW)
    await reading.recover(again, f" {code.lower().replace('-', ' ').replace('o', '0')} ")
    assert await opens(again)
    async with Store.open(tmp_path, again.records) as store:
        assert [row.action for row in await store.audit_rows()][-2:] == ["recovery code made", "key recovered"]


async def test_a_wrong_code_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    await filled(settings)
    with pytest.raises(MissingPartError, match="no recovery code was made"):
        await reading.recover(settings, "AAAA")
    first = await reading.new_recovery_code(settings)
    assert await reading.new_recovery_code(settings) != first
    before = samples.files(tmp_path)
    for wrong in (first, "", "AAAA-BBBB"):
        with pytest.raises(WrongKeyError, match="recovery code"):
            await reading.recover(settings, wrong)
    assert samples.files(tmp_path)["key"] == before["key"]
    with pytest.raises(UsageError, match="no store"):
        await reading.recover(Settings(home=tmp_path / "elsewhere"), first)


async def test_a_code_of_another_store_puts_no_key_there(tmp_path: Path) -> None:
    one, other = Settings(home=tmp_path / "one"), Settings(home=tmp_path / "other")
    for settings in (one, other):
        await filled(settings)
    code = await reading.new_recovery_code(other)
    (one.home / keyring.RECOVERY_NAME).write_bytes((other.home / keyring.RECOVERY_NAME).read_bytes())
    with pytest.raises(WrongKeyError):
        await reading.recover(one, code)
    assert await opens(one)


async def test_a_new_passphrase_wraps_the_same_key(tmp_path: Path) -> None:
    await filled(with_words(tmp_path, OLD))
    pages = samples.files(tmp_path)["chart.db"][:4096]
    await reading.change_passphrase(with_words(tmp_path, OLD), NEW)
    assert await opens(with_words(tmp_path, NEW))
    assert samples.files(tmp_path)["chart.db"][:16] == pages[:16]
    with pytest.raises(WrongKeyError, match="passphrase does not open"):
        await opens(with_words(tmp_path, OLD))


async def test_from_a_key_file_to_a_passphrase(tmp_path: Path) -> None:
    await filled(Settings(home=tmp_path))
    with pytest.raises(UsageError, match="at least 12"):
        await reading.change_passphrase(Settings(home=tmp_path), "short")
    await reading.change_passphrase(Settings(home=tmp_path), NEW)
    assert not (tmp_path / "key").exists()
    assert await opens(with_words(tmp_path, NEW))
    with pytest.raises(ScribeError, match="opens with a passphrase"):
        await opens(Settings(home=tmp_path))


async def test_the_system_s_credential_is_the_system_s_to_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scribe-key").write_bytes(bytes(32))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    await filled(Settings(home=tmp_path / "home"))
    with pytest.raises(UsageError, match="systemd-creds"):
        await reading.change_passphrase(Settings(home=tmp_path / "home"), NEW)


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))

    def scribe(*arguments: str, **more: Any) -> str:
        done = CliRunner().invoke(app, ["keys", *arguments], catch_exceptions=False, **more)
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    code = json.loads(scribe("recovery", "--json"))["code"]
    assert len(code.split("-")) == 8
    (tmp_path / "key").unlink()
    assert "The store opens" in scribe("recover", input=f"{code}\n")
    assert "changed" in scribe("passphrase", input=f"{NEW}\n")
