"""ICD-10-CM: found by code and by words, completed from the list, any other code of its shape as well."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from scribe.chart import Diagnosis
from scribe.cli import app
from scribe.errors import ConfigError, UsageError
from scribe.practice.diagnoses import SHAPE, completed, find, load

CODES = load()


def test_the_list_is_in_order_and_every_code_has_its_shape_and_a_title() -> None:
    assert len(CODES) > 80 and list(CODES) == sorted(CODES)
    assert all(SHAPE.fullmatch(code) and title[0].isupper() for code, title in CODES.items())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("F41.1", ["F41.1"]),
        ("f43.1", ["F43.10", "F43.11", "F43.12"]),
        ("panic", ["F40.01", "F41.0"]),
        ("recurrent mod", ["F33.1"]),
        ("adjust anx", ["F43.22", "F43.23"]),
        ("unicorn", []),
        ("", []),
    ],
)
def test_looked_up(words: str, found: list[str]) -> None:
    assert list(find(words, CODES)) == found


def test_a_title_is_filled_in_where_there_is_none() -> None:
    assert completed(Diagnosis(code=" f41.1 "), CODES) == Diagnosis(code="F41.1", label="Generalized anxiety disorder")
    own = Diagnosis(code="F41.1", label="GAD, as she calls it")
    assert completed(own, CODES) == own
    assert completed(Diagnosis(code="G47.33"), CODES) == Diagnosis(code="G47.33")
    assert completed(Diagnosis(code="6B00", system="ICD-11"), CODES).code == "6B00"
    for wrong in ("anxiety", "F4", "F41.", "F41.12345", ""):
        with pytest.raises(UsageError, match="not an ICD-10-CM code"):
            completed(Diagnosis(code=wrong), CODES)


@pytest.mark.parametrize("text", ["codes = 3", '[codes]\n"anxiety" = "x"', "[codes", "[other]"])
def test_a_wrong_list_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "icd10cm.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"icd10cm\.toml"):
        load(tmp_path / "icd10cm.toml")
    with pytest.raises(ConfigError, match=r"none\.toml"):
        load(tmp_path / "none.toml")


def test_on_the_command_line() -> None:
    assert "F41.0    Panic disorder" in CliRunner().invoke(app, ["client", "codes", "panic"]).stdout
    assert CliRunner().invoke(app, ["client", "codes", "unicorn"]).stdout == "Not in the list.\n"
