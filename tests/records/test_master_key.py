"""Where the key comes from, and what is refused rather than guessed."""

import errno
import os
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from scribe.config import RecordsSettings
from scribe.errors import StoreError, WrongKeyError
from scribe.records.master_key import master_key, write_instead, write_new

BY_FILE = RecordsSettings()
BY_WORDS = RecordsSettings(passphrase=SecretStr("open sesame"))


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def test_the_first_start_makes_a_key_file_for_its_owner_only(tmp_path: Path) -> None:
    made = master_key(tmp_path, BY_FILE, fresh=True)
    assert (tmp_path / "key").read_bytes() == made
    assert len(made) == 32
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_later_starts_read_it(tmp_path: Path) -> None:
    assert master_key(tmp_path, BY_FILE, fresh=True) == master_key(tmp_path, BY_FILE, fresh=False)


def test_a_key_file_elsewhere(tmp_path: Path) -> None:
    settings = RecordsSettings(key_file=tmp_path / "safe" / "my.key")
    made = master_key(tmp_path, settings, fresh=True)
    assert (tmp_path / "safe" / "my.key").read_bytes() == made
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o620])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    master_key(tmp_path, BY_FILE, fresh=True)
    (tmp_path / "key").chmod(mode)
    with pytest.raises(StoreError, match=f"{mode:04o}.*chmod 600"):
        master_key(tmp_path, BY_FILE, fresh=False)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    write_new(tmp_path / "key", bytes(length))
    with pytest.raises(StoreError, match=f"32 bytes, this has {length}"):
        master_key(tmp_path, BY_FILE, fresh=False)


def test_no_new_key_is_made_for_a_store_that_has_one(tmp_path: Path) -> None:
    """It would look like a fresh start and lock the record away."""
    with pytest.raises(WrongKeyError, match="missing"):
        master_key(tmp_path, BY_FILE, fresh=False)
    with pytest.raises(WrongKeyError, match="not made with a passphrase"):
        master_key(tmp_path, BY_WORDS, fresh=False)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase(tmp_path: Path) -> None:
    made = master_key(tmp_path, BY_WORDS, fresh=True)
    assert master_key(tmp_path, BY_WORDS, fresh=False) == made
    assert stat.S_IMODE((tmp_path / "key.json").stat().st_mode) == 0o600
    assert not (tmp_path / "key").exists()
    with pytest.raises(WrongKeyError):
        master_key(tmp_path, RecordsSettings(passphrase=SecretStr("close sesame")), fresh=False)


def test_a_store_with_a_passphrase_asks_for_it(tmp_path: Path) -> None:
    master_key(tmp_path, BY_WORDS, fresh=True)
    with pytest.raises(WrongKeyError, match="opens with a passphrase"):
        master_key(tmp_path, BY_FILE, fresh=False)


def test_an_empty_passphrase_is_not_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="empty"):
        master_key(tmp_path, RecordsSettings(passphrase=SecretStr("")), fresh=True)


def test_a_systemd_credential_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = tmp_path / "credentials"
    write_new(credentials / "scribe-key", bytes(range(32)))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert master_key(tmp_path, BY_WORDS, fresh=True) == bytes(range(32))
    assert not (tmp_path / "key.json").exists()
    (credentials / "scribe-key").write_bytes(b"short")
    with pytest.raises(StoreError, match="this has 5"):
        master_key(tmp_path, BY_FILE, fresh=True)


def test_other_credentials_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "mqtt-password").write_bytes(b"x")
    assert len(master_key(tmp_path, BY_FILE, fresh=True)) == 32


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    write_new(tmp_path / "key", bytes(32))
    with pytest.raises(StoreError, match="exists"):
        write_new(tmp_path / "key", bytes(range(32)))
    assert (tmp_path / "key").read_bytes() == bytes(32)


def test_a_disk_that_refuses_the_old_file_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys"
    write_new(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreError, match="can't be written: Read-only file system"):
        write_instead(path, b"new")


def test_a_passphrase_never_shows_in_the_settings() -> None:
    assert "sesame" not in repr(BY_WORDS) + str(BY_WORDS.model_dump())
