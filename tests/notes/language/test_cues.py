"""The cue files: loaded, checked, and named by file and key where one is wrong."""

import re
import shutil
from pathlib import Path
from unittest import mock

import pytest

from scribe import resources
from scribe.errors import ConfigError
from scribe.notes.language import cues as module
from scribe.notes.language.cues import compiled, hit, load_cues
from scribe.notes.language.remembered import forget


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "cues"
    shutil.copytree(resources.config() / "cues", copy)
    return copy


def test_the_installed_cues_load() -> None:
    cues = load_cues()
    assert cues.topics
    assert {cue.kind for cue in cues.risks} >= {"suicidal_ideation", "self_harm", "abuse", "psychosis"}
    assert load_cues() is cues


def test_a_copy_loads_alike(folder: Path) -> None:
    assert load_cues(folder) == load_cues()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("[[risk]]", "[[risk]", "risk.toml"),
        ("'suicid\\w*'", "'suicid(\\w*'", "risk[0].patterns[0]"),
        ("'suicid\\w*'", "'(?:suicid)?'", "matches the empty text"),
        ('kind = "self_harm"', 'kind = "gloom"', "risk.toml"),
        ('label = "self-harm"', 'label = "self-harm"\ncolour = "red"', "colour"),
    ],
)
def test_a_wrong_file_is_named(folder: Path, old: str, new: str, named: str) -> None:
    path = folder / "risk.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(named)):
        load_cues(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "topics.toml").unlink()
    with pytest.raises(ConfigError, match="topics"):
        load_cues(folder)


def test_a_topic_of_unknown_kind_is_named(folder: Path) -> None:
    path = folder / "topics.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('kind = "symptom"', 'kind = "omen"', 1), encoding="utf-8")
    with pytest.raises(ConfigError, match="omen"):
        load_cues(folder)


def test_whole_words_any_case_any_apostrophe() -> None:
    assert hit(("can’t", "sleep"), "I CAN'T")
    assert not hit(("sleep",), "asleep")
    assert not hit((), "anything")
    assert compiled(()).search("") is None


def test_a_text_is_searched_once_for_a_cue_until_it_is_forgotten() -> None:
    forget()
    with mock.patch.object(module, "compiled", wraps=compiled) as searched:
        assert [hit(("sleep",), text) for text in ("I sleep badly", "I eat", "I sleep badly", "I eat")] == [1, 0, 1, 0]
        assert not hit(("dream",), "I sleep badly")
        assert searched.call_count == 3
        forget()
        assert hit(("sleep",), "I sleep badly")
    assert searched.call_count == 4


@pytest.mark.parametrize("text", ["", "a" * 5000, "she said " * 400, "no no " * 500, "\x00\ud7ff é"])
def test_no_text_stalls_a_cue(text: str) -> None:
    """The patterns are linear enough for the longest monologue; the suite's time limit would stop one that is not."""
    cues = load_cues()
    assert not hit(tuple(p for rule in cues.exclusions if rule.why == "identifier" for p in rule.patterns), text)
    for risk in cues.risks:
        hit(risk.patterns, text)
