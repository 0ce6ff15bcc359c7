"""Words compared by what they mean, never by more than the tables say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.errors import ConfigError
from scribe.notes.language.wording import (
    FrameKind,
    load_wording,
    meaning,
    meanings,
    read_wording,
    stem,
    wording_path,
    words,
)

TABLES = load_wording()


@pytest.mark.parametrize(
    ("one", "other"),
    [("slept", "sleeping"), ("worries", "worried"), ("stopped", "stopping"), ("drank", "drinks"), ("tables", "table")],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert stem(one, TABLES.base) == stem(other, TABLES.base)


@pytest.mark.parametrize(("one", "other"), [("mother", "father"), ("sleep", "slip"), ("anxious", "angry")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert meaning(one, TABLES) != meaning(other, TABLES)


def test_synonyms_meet() -> None:
    assert meaning("mom", TABLES) == meaning("mother", TABLES)


def test_contractions() -> None:
    assert words("She's sure they don’t know, I'd say 6.5") == [
        "she",
        "sure",
        "they",
        "don't",
        "know",
        "i",
        "say",
        "6.5",
    ]


def test_function_words_and_numbers_carry_no_claim() -> None:
    assert meanings("the twelve of them and 3 more didn't", TABLES) == meanings("more", TABLES)


@pytest.mark.parametrize(
    ("verb", "kind"), [("reported", FrameKind.REPORT), ("denied", FrameKind.DENY), ("asked", FrameKind.ASK)]
)
def test_verbs_that_a_note_uses(verb: str, kind: FrameKind) -> None:
    assert TABLES.frames[meaning(verb, TABLES)] is kind


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("function = 3", "function"),
        ("function = ", "Invalid value"),
        ("colour = 'red'", ""),
        (
            "function = 'a'\nmeasure_words = ''\nsynonyms = [{words = ' '}]\nframes = []\n"
            "diagnosis = {words = ''}\n[irregular]\n",
            "synonyms[0].words",
        ),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "wording.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_wording(path)
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


def test_a_missing_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        read_wording(tmp_path / "nowhere.toml")


def test_the_shipped_tables_are_the_ones_loaded() -> None:
    assert read_wording(wording_path()) == TABLES


@given(st.text(max_size=80))
def test_any_text_has_meanings(text: str) -> None:
    assert len(meanings(text, TABLES)) <= len(words(text))
    assert all(word == word.lower() for word in words(text))
