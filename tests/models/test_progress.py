"""An installation shows bars on a terminal and plain lines elsewhere."""

import io

import pytest
from rich.console import Console

from scribe.models.progress import BarProgress, PlainProgress, progress_for


def test_plain_lines() -> None:
    lines: list[str] = []
    progress = PlainProgress(lines.append)
    with progress.step("Fetching a", 94_375_479) as advance:
        advance(10)
        assert lines == ["Fetching a (94 MB)"]
    with progress.step("Building b"):
        pass
    assert lines[1].startswith("  done in ")
    assert lines[2] == "Building b"


def test_failed_step_is_not_called_done() -> None:
    lines: list[str] = []
    with pytest.raises(OSError), PlainProgress(lines.append).step("Fetching a"):
        raise OSError
    assert lines == ["Fetching a"]


@pytest.mark.parametrize("total", [1000, None])
def test_bar_ends_full(total: int | None) -> None:
    out = io.StringIO()
    with BarProgress(Console(file=out, force_terminal=True, width=120)).step("Fetching a", total) as advance:
        advance(500)
    assert "Fetching a" in out.getvalue()
    assert "100%" in out.getvalue()


def test_what_suits_the_output() -> None:
    assert isinstance(progress_for(Console(file=io.StringIO(), force_terminal=True)), BarProgress)
    assert isinstance(progress_for(Console(file=io.StringIO())), PlainProgress)
