"""THIRD_PARTY.md names every model and every library that pyproject.toml and models.toml bring in."""

import re
import tomllib
from pathlib import Path

import pytest

from scribe.models.manifest import pinned

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "THIRD_PARTY.md").read_text().lower()


def libraries() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    return sorted({re.split(r"[<>=~!\[; ]", each, maxsplit=1)[0].lower() for each in wanted})


@pytest.mark.parametrize("name", libraries())
def test_library(name: str) -> None:
    assert re.search(rf"[| ]{re.escape(name)}[ ,|]", TEXT)


def test_models_and_their_packages() -> None:
    for model in pinned().model.values():
        assert f"({model.home.lower()})" in TEXT
    for name, package in pinned().package.items():
        assert name.rsplit("-", 1)[0] in TEXT
        assert package.version in TEXT
