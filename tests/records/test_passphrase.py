"""A passphrase opens what it made; anything else is told apart: wrong words, or a damaged file."""

import json
from pathlib import Path

import pytest

from scribe.errors import StoreError, WrongKeyError
from scribe.records import passphrase

WORDS = "correct horse Battery staple"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    path = tmp_path_factory.mktemp("home") / "key.json"
    data, master = passphrase.made(WORDS)
    path.write_bytes(data)
    return path, master


def test_the_same_words_give_the_same_key(kept: tuple[Path, bytes]) -> None:
    path, master = kept
    assert passphrase.opened(path, WORDS) == master
    assert len(master) == 32


def test_it_is_argon2id_as_rfc_9106_recommends_second(kept: tuple[Path, bytes]) -> None:
    stored = json.loads(kept[0].read_bytes())
    assert (stored["kdf"], stored["version"]) == ("argon2id", 19)
    assert (stored["time_cost"], stored["memory_kib"], stored["lanes"]) == (3, 65536, 4)


def test_neither_words_nor_key_lie_in_the_file(kept: tuple[Path, bytes]) -> None:
    path, master = kept
    assert WORDS.encode() not in path.read_bytes()
    assert master.hex().encode() not in path.read_bytes()


@pytest.mark.parametrize("wrong", [WORDS.lower(), WORDS + " ", "x"])
def test_other_words_are_a_wrong_key(kept: tuple[Path, bytes], wrong: str) -> None:
    with pytest.raises(WrongKeyError, match="passphrase does not open"):
        passphrase.opened(kept[0], wrong)


def test_the_same_letters_from_another_keyboard_are_the_same_words(tmp_path: Path) -> None:
    data, master = passphrase.made("caf\u00e9")
    (tmp_path / "key.json").write_bytes(data)
    assert passphrase.opened(tmp_path / "key.json", "cafe\u0301") == master


def test_two_stores_with_the_same_words_have_different_keys() -> None:
    (one, first), (two, second) = passphrase.made(WORDS), passphrase.made(WORDS)
    assert first != second
    assert json.loads(one)["salt"] != json.loads(two)["salt"]


@pytest.mark.parametrize(
    "change", [{"memory_kib": 2**40}, {"time_cost": 0}, {"kdf": "plain"}, {"salt": ""}, {"wrapped": 3}]
)
def test_a_damaged_or_planted_recipe_is_refused(
    kept: tuple[Path, bytes], tmp_path: Path, change: dict[str, object]
) -> None:
    path = tmp_path / "key.json"
    path.write_text(json.dumps({**json.loads(kept[0].read_bytes()), **change}))
    with pytest.raises(StoreError, match="damaged") as caught:
        passphrase.opened(path, WORDS)
    assert not isinstance(caught.value, WrongKeyError)


def test_a_recipe_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(b"\x00nonsense")
    with pytest.raises(StoreError, match="damaged"):
        passphrase.opened(path, WORDS)
