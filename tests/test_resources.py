"""Files that come with the program are found in a checkout and in an installed wheel."""

import tomllib
from pathlib import Path

import pytest

from scribe import resources
from scribe.errors import MissingPartError

ROOT = Path(__file__).parent.parent


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package as pip lays it out, with no checkout around it."""
    package = tmp_path / "site-packages" / "scribe"
    (package / "data" / "config" / "formats").mkdir(parents=True)
    (package / "data" / "tablet").mkdir()
    (package / "data" / "build-models").touch()
    monkeypatch.setattr(resources, "PACKAGE", package)
    monkeypatch.setattr(resources, "CHECKOUT", package.parent)
    return package


def test_checkout() -> None:
    assert resources.checkout() == ROOT
    assert resources.config("models.toml") == ROOT / "config" / "models.toml"
    assert resources.config("formats").is_dir()
    assert resources.tablet() == ROOT / "clients" / "tablet"
    assert resources.build_models() == ROOT / "scripts" / "build-models"


def test_installed_wheel(wheel: Path) -> None:
    assert resources.checkout() is None
    assert resources.config("formats") == wheel / "data" / "config" / "formats"
    assert resources.config() == wheel / "data" / "config"
    assert resources.tablet() == wheel / "data" / "tablet"
    assert resources.build_models() == wheel / "data" / "build-models"


def test_missing_file_is_named(wheel: Path) -> None:
    with pytest.raises(MissingPartError, match="no-such-format") as caught:
        resources.config("formats", "no-such-format.toml")
    assert caught.value.exit_status == 3
    assert caught.value.hint


def test_wheel_is_told_to_carry_each_of_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {source: f"scribe/data/{target}" for source, target in resources.IN_WHEEL.items()}
