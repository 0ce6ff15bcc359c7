"""Words that must not be misheard are found, and faulty files are refused with file and key."""

from pathlib import Path

import pytest

from scribe.errors import ConfigError
from scribe.speech.critical import Critical, load_critical


def kinds(text: str, *names: str) -> list[str]:
    words = text.split()
    return [f"{word}: {kind}" for word, kind in zip(words, Critical(names).kinds(words), strict=True) if kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I don't want to kill myself.", ["don't: negation"]),
        ("I’ve never had a plan.", ["never: negation"]),
        ("It takes fifty milligrams, twice daily.", ["fifty: number", "twice: number"]),
        ("About seven out of ten.", ["seven: number", "ten.: number"]),
        ("See you Tuesday, the twenty-eighth.", ["Tuesday,: date", "twenty-eighth.: date"]),
        ("One of them came.", []),
        ("No, I like the garden.", []),
    ],
)
def test_critical_words(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_names_are_those_of_the_chart() -> None:
    assert kinds("Is Owen on sertraline?", "Owen", "sertraline") == ["Owen: name", "sertraline?: name"]
    assert kinds("Is Owen on sertraline?") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[critical]]\nkind = 'x'\npatterns = ['(']\n", "critical 'x'"),
        ("[[critical]]\nkind = 'x'\n", "patterns"),
        ("[[critical]\n", "line 1"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "critical.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"critical\.toml") as caught:
        load_critical(path)
    assert told in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load_critical(tmp_path / "none.toml")
