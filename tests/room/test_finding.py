"""A finding reads as one line: how it is, and the next step apart from it."""

import ast
from pathlib import Path

from scribe.room.finding import Finding

SCRIBE = Path(__file__).parents[2] / "scribe"


def test_the_next_step_stands_apart() -> None:
    assert str(Finding("disk", False, "1.0 GB free", "Free at least 2.0 GB.")) == (
        "!!  disk         1.0 GB free -> Free at least 2.0 GB."
    )
    assert str(Finding("clock", False, "not set", "Set it.", needed=False)).startswith("--  clock")
    assert str(Finding("store", True, "opens")) == "ok  store        opens"


def test_whatever_may_be_wrong_has_a_next_step() -> None:
    """Of every finding that is made anywhere and is not always good."""
    without = []
    for path in SCRIBE.rglob("*.py"):
        text = path.read_text()
        for call in ast.walk(ast.parse(text if "room.finding import Finding" in text else "")):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Finding":
                always_good = isinstance(call.args[1], ast.Constant) and call.args[1].value is True
                if not always_good and len(call.args) < 4:
                    without.append(f"{path.name}:{call.lineno}")
    assert not without
