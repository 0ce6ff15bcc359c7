"""The clinic's key on a room's disk: wrapped, replaced without a trace, and named when it is lost."""

from pathlib import Path

import pytest

from scribe.clinic import key_file
from scribe.clinic.keys import ClinicKeys
from scribe.errors import MissingPartError, StoreError, WrongKeyError
from scribe.records.keys import Keys
from tests.records import samples

STORE = Keys.derive(bytes(32))


def test_kept_and_read_again(tmp_path: Path) -> None:
    keys = ClinicKeys.made().later(3)
    assert not key_file.exists(tmp_path)
    key_file.keep(tmp_path, STORE, keys)
    assert key_file.exists(tmp_path) and key_file.load(tmp_path, STORE) == keys
    assert (tmp_path / key_file.NAME).stat().st_mode & 0o777 == 0o600
    raw = samples.files(tmp_path)[key_file.NAME]
    assert keys.key not in raw and keys.names not in raw
    with pytest.raises(WrongKeyError):
        key_file.load(tmp_path, Keys.derive(b"1" * 32))


def test_of_the_epoch_before_no_byte_is_left(tmp_path: Path) -> None:
    keys = ClinicKeys.made()
    key_file.keep(tmp_path, STORE, keys)
    with (tmp_path / key_file.NAME).open("rb") as before:
        key_file.keep(tmp_path, STORE, keys.later(1))
        assert not before.read().strip(b"\0")
    assert key_file.load(tmp_path, STORE) == keys.later(1)


def test_a_lost_or_damaged_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="scribe clinic join"):
        key_file.load(tmp_path, STORE)
    (tmp_path / key_file.NAME).write_text("{")
    with pytest.raises(StoreError, match=key_file.NAME):
        key_file.load(tmp_path, STORE)
