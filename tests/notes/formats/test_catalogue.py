"""A clinic's own note format: what is taken, and which file and key an error names."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.errors import ConfigError
from scribe.notes.formats.catalogue import NoteFormat, format_names, listed, load_format, read_format

OWN = """
key = "OWN"
title = "House style"
words = 300
words_long = 500
leaves_out = ["presentation", "functioning", "measure", "stressor", "history", "strength", "intervention", "response",
              "progress", "homework_review", "homework", "medication", "goal", "plan", "appointment", "session_info",
              "mental_status", "jotting"]

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
    ("before", "after", "line", "named"),
    [
        ('"symptom"', '"symptoms"', 18, "sections[1].kinds"),
        ("limit = 80", 'limit = "short"', 19, "sections[1].limit"),
        ("limit = 80", "limits = 80", 19, "limits"),
        ("limit = 80", 'only = { goal = ["x"] }', 19, "sections[1].only"),
        ("limit = 80", 'only = { symptom = ["("] }', 19, "sections[1].only"),
        ("limit = 80", 'chart = ["hopes"]', 19, "sections[1].chart"),
        ('title = "House style"', "", 1, "title"),
        ('key = "OWN"', 'key = "HOUSE"', 2, "key"),
        ('"jotting"]', '"moods"]', 1, "jotting"),
        ('"jotting"]', '"jotting", "risk"]', 6, "leaves_out"),
        ('"risk"', '"symptom"', 1, "risk"),
        ("words = 300", "words = ", 4, "Invalid value"),
        ('key = "rest"', 'key = "safety"', 16, "sections[1].key"),
    ],
)
def test_an_error_names_file_line_and_key(tmp_path: Path, before: str, after: str, line: int, named: str) -> None:
    path = written(tmp_path, OWN.replace(before, after))
    with pytest.raises(ConfigError) as caught:
        read_format(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert named in str(caught.value)


def test_a_file_without_sections(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="at least one section"):
        read_format(written(tmp_path, 'key = "OWN"\ntitle = "Nothing"\nsections = []\n'))


@given(st.text(max_size=200))
def test_any_text_is_a_format_or_a_config_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ANY.toml"
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        with pytest.raises(ConfigError, match="ANY"):
            read_format(path)


def test_a_clinics_own_file_goes_first(tmp_path: Path) -> None:
    written(tmp_path, OWN)
    (tmp_path / "SOAP.toml").write_text(OWN.replace('"OWN"', '"SOAP"'), encoding="utf-8")
    assert load_format("own", tmp_path).title == "House style"
    assert load_format("soap", tmp_path).title == "House style"
    assert {"OWN", "SOAP", "DAP"} <= set(format_names(tmp_path))
    assert load_format("SOAP").title != "House style"


def test_very_words_go_before_the_whole_kind() -> None:
    soap = load_format("SOAP")
    seen, said = "Therapist observed: tears.", 'Mood: client said: "low".'
    assert [part.key for text in (seen, said) if (part := soap.section_of("presentation", text))] == [
        "objective",
        "subjective",
    ]


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
    layout = load_format(name.lower())
    assert layout.key == name
    assert layout.title
    assert layout.about
    assert layout.section_of("risk") is not None
    assert layout.word_limit(0) <= layout.word_limit(60)


@given(st.floats(0, 300), st.floats(0, 300))
def test_a_longer_session_never_gets_a_shorter_note(one: float, other: float) -> None:
    layout = NoteFormat(key="k", title="t", sections=(), words=200, words_long=450)
    assert 200 <= layout.word_limit(min(one, other)) <= layout.word_limit(max(one, other)) <= 450


def test_what_can_be_chosen() -> None:
    rows = listed()
    assert {"DAP", "SOAP", "GROUP"} <= {row["key"] for row in rows}
    assert all(row["sections"] for row in rows)
