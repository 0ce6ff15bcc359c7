"""The catalogue is complete: every sentence of the page has a Spanish one, and none is left over."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TABLET = ROOT / "clients" / "tablet"
STRING = r'"((?:[^"\\]|\\.)*)"'
CALLS = re.compile(rf"\b(?:t|count|counted)\(\s*(?:[\w.]+,\s*)?{STRING}(?:,\s*{STRING})?")
ENTRIES = re.compile(rf"^  {STRING}:\s*{STRING},$", re.M)
PAGES = [path for path in sorted(TABLET.rglob("*.js")) if path.parent.name != "languages"]


def sentences() -> set[str]:
    calls = [match for page in PAGES for match in CALLS.findall(page.read_text(encoding="utf-8"))]
    return {text for pair in calls for text in pair if text}


def entries(*names: str) -> dict[str, str]:
    files = "\n".join((TABLET / "languages" / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return dict(ENTRIES.findall(files))


def test_every_sentence_of_the_page_has_a_spanish_one_and_none_is_left_over() -> None:
    assert entries("es", "es_room", "es_clinic", "es_after").keys() == sentences()


def test_every_sentence_of_the_room_that_is_translated_is_one_it_says() -> None:
    places = (*(ROOT / "scribe").rglob("*.py"), ROOT / "config" / "cues" / "topics.toml")
    said = "\n".join(path.read_text(encoding="utf-8") for path in places)
    assert [text for text in entries("es_server") if text not in said] == []


@pytest.mark.parametrize("english", sorted(sentences()))
def test_a_translation_keeps_the_places_to_fill_in(english: str) -> None:
    spanish = entries("es", "es_room", "es_clinic", "es_after")[english]
    places = r"\{\w+\}"
    assert sorted(re.findall(places, spanish)) == sorted(re.findall(places, english))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_is_said_that_the_catalogue_can_not_reach(page: Path) -> None:
    """A capital letter and a space in quotes is a sentence; those that are not shown are few and listed."""
    bare = re.sub(r"//.*|/\*.*?\*/", "", CALLS.sub("", page.read_text(encoding="utf-8")), flags=re.S)
    assert re.findall(r'"[A-Z][a-z]+ [^"]+"', bare) == []


def test_the_manifest_names_icons_that_exist() -> None:
    manifest = json.loads((TABLET / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert all((TABLET / icon["src"].lstrip("/")).is_file() for icon in manifest["icons"])
