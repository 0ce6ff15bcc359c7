"""A clinic's own note format: what is taken, and which file and key an error names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.errors import ConfigError
from scribe.notes.formats import NoteFormat, format_names, load_format, read_format

OWN = """
key = "OWN"
title = "House style"
words = 300
words_long = 500

[[sections]]
key = "safety"
title = "Safety"
kinds = ["risk", "protective"]

[[sections]]
key = "rest"
title = "The rest"
kinds = ["symptom", "risk"]
limit = 80
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "OWN.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clinics_own_format(tmp_path: Path) -> None:
    own = read_format(written(tmp_path, OWN))
    assert [section.key for section in own.sections] == ["safety", "rest"]
    assert own.sections[1].limit == 80
    risk = own.section_of("risk")
    assert risk is not None
    assert risk.key == "safety"
    assert own.section_of("appointment") is None


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('"symptom"', '"symptoms"', "sections[1].kinds"),
        ("limit = 80", 'limit = "short"', "sections[1].limit"),
        ("limit = 80", "limits = 80", "limits"),
        ('title = "House style"', "", "title"),
        ('"risk"', '"symptom"', "risk"),
        ("words = 300", "words = ", "line 4"),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, before: str, after: str, named: str) -> None:
    path = written(tmp_path, OWN.replace(before, after))
    with pytest.raises(ConfigError) as caught:
        read_format(path)
    assert str(path) in str(caught.value)
    assert named in str(caught.value).replace("[...]", "[1]")


def test_two_sections_may_not_share_a_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"OWN\.toml: sections\[1\]\.key"):
        read_format(written(tmp_path, OWN.replace('key = "rest"', 'key = "safety"')))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml"):
        read_format(tmp_path / "absent.toml")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "OWN.toml"
    path.write_bytes(b"key = \xff")
    with pytest.raises(ConfigError, match=r"OWN\.toml"):
        read_format(path)


@pytest.mark.parametrize("name", ["NONE", "", "../formats/DAP", "DAP.toml"])
def test_an_unknown_name(name: str) -> None:
    with pytest.raises(ConfigError, match="no such note format"):
        load_format(name)


@pytest.mark.parametrize("name", format_names())
def test_every_format_that_is_shipped(name: str) -> None:
    layout = load_format(name)
    assert layout.key == name
    assert layout.section_of("risk") is not None
    assert layout.word_limit(0) <= layout.word_limit(60)


@given(st.floats(0, 300), st.floats(0, 300))
def test_a_longer_session_never_gets_a_shorter_note(one: float, other: float) -> None:
    layout = NoteFormat(key="k", title="t", sections=(), words=200, words_long=450)
    assert 200 <= layout.word_limit(min(one, other)) <= layout.word_limit(max(one, other)) <= 450
