"""Whisper's text as numbers."""

from pathlib import Path

import numpy as np
import pytest

from scribe import config, models
from scribe.errors import ConfigError, ModelError
from scribe.speech.tokens import Tokens

VOCABULARY = 51_865
"""Tokens of the multilingual models, time stamps included."""


@pytest.fixture(scope="module")
def folder() -> Path:
    return models.whisper_folder(config.load())


@pytest.mark.model
def test_text_goes_in_and_comes_out_word_by_word(folder: Path) -> None:
    tokens = Tokens(folder, "en")
    words = tokens.words(tokens.encode(" It's half past eight."))
    assert "".join(text for text, _ in words) == " It's half past eight."
    assert [token for _, each in words for token in each] == list(tokens.encode(" It's half past eight."))


@pytest.mark.model
def test_a_word_with_an_apostrophe_in_it_is_one(folder: Path) -> None:
    tokens = Tokens(folder, "en")
    said = " at eleven o'clock, 'fine', rock'n'roll and New Year's"
    pieces = tokens.words(tokens.encode(said))
    assert {" o'clock", " rock'n'roll", " Year's"} <= {text for text, _ in pieces}
    assert "".join(text for text, _ in pieces) == said
    assert [token for _, each in pieces for token in each] == list(tokens.encode(said))


@pytest.mark.model
def test_no_digit_may_be_written(folder: Path) -> None:
    tokens = Tokens(folder, "en")
    for number in ("7", " 15", "2026"):
        assert set(tokens.encode(number)) & set(tokens.suppressed)
    assert not set(tokens.encode(" seventy five")) & set(tokens.suppressed)


@pytest.mark.model
def test_where_digits_would_stand_a_number_in_words_does(folder: Path) -> None:
    tokens = Tokens(folder, "en")
    eighty, other = tokens.encode(" Eighty")[0], tokens.encode(" O")[0]
    free = np.zeros(VOCABULARY, np.float32)
    free[tokens.encode("80")[0]], free[other], free[eighty] = 0.7, 0.2, 0.01
    assert tokens.allowed(free).argmax() == eighty
    free[tokens.encode("80")[0]] = 0.1
    assert tokens.allowed(free).argmax() == other


@pytest.mark.model
@pytest.mark.parametrize(("number", "digits", "day"), [(" twenty", " 20", " twentieth"), ("Thirty", "30", "Thirtieth")])
def test_the_word_of_a_day_is_known_by_its_number(folder: Path, number: str, digits: str, day: str) -> None:
    tokens = Tokens(folder, "en")
    free = np.zeros(VOCABULARY, np.float32)
    free[tokens.encode(digits)[0]] = 0.7
    assert tokens.days[tokens.encode(number)[0], tokens.in_digits(free)] == tokens.encode(day)
    assert (tokens.encode(number)[0], tokens.encode(" 28")[0]) not in tokens.days


@pytest.mark.model
def test_in_another_language_digits_are_only_kept_back(folder: Path) -> None:
    tokens = Tokens(folder, "de")
    other = tokens.encode(" O")[0]
    free = np.zeros(VOCABULARY, np.float32)
    free[tokens.encode("80")[0]], free[other] = 0.7, 0.2
    assert tokens.allowed(free).argmax() == other


@pytest.mark.model
def test_a_language_nobody_speaks_is_a_wrong_setting(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"speech\.language"):
        Tokens(folder, "klingon")
    with pytest.raises(ConfigError, match="only knows en"):
        Tokens(folder.parent / "whisper-tiny.en", "de")


def test_a_folder_without_them_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="scribe models install"):
        Tokens(tmp_path, "en")
