"""The console is imported under one name, from a checkout and from an installed wheel."""

import tomllib
from pathlib import Path

import clients.console.view

ROOT = Path(__file__).parents[3]


def test_the_wheel_carries_it_where_the_command_imports_it_from() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    folder = Path(clients.console.view.__file__).parent.relative_to(ROOT)
    assert str(folder) in carried
    assert "scribe" in carried
    assert f"from {'.'.join(folder.parts)}.view import watch" in (ROOT / "scribe" / "cli.py").read_text(
        encoding="utf-8"
    )
