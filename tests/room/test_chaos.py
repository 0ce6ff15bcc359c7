"""The chaos run, shortened: each fault does what it says, and nothing is lost."""

import random
from pathlib import Path

import pytest

from scripts.bench.chaos import page
from scripts.bench.chaos.fault import Fault, Outcome
from scripts.bench.chaos.faults import FAULTS
from scripts.bench.chaos.run import SEED

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_nothing_is_lost(fault: Fault, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    outcome = await fault.run(home, random.Random(SEED), max(1, fault.ci // 10))
    assert outcome.lost == 0, outcome.told
    assert outcome.told


def test_every_fault_is_on_the_reliability_page() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text()
    assert not [fault.name for fault in FAULTS if f"| {fault.name} |" not in page]


def test_a_run_writes_its_own_cell_and_keeps_the_others(tmp_path: Path) -> None:
    table = tmp_path / "reliability.md"
    table.write_text(f"before\n\n{page.BEGIN}\n{page.END}\n\nafter\n")
    first, second = FAULTS[:2]
    page.write(table, FAULTS, page.Ran(first, "ci", first.ci, 7, Outcome(0, "nothing damaged")))
    page.write(table, FAULTS, page.Ran(first, "night", 12, 8, Outcome(1, "one damaged")))
    page.write(table, FAULTS, page.Ran(second, "ci", second.ci, 9, Outcome(0, "whole")))
    text = table.read_text()
    assert text.startswith("before\n\n") and text.endswith("\n\nafter\n")
    lines = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(lines) == len(FAULTS)
    assert lines[0] == (
        f"| {first.name} | {first.done} | {first.ci} rounds, seed 7: lost 0; nothing damaged"
        f" | 12 of {first.night:,} rounds, seed 8: lost 1; one damaged |"
    )
    assert lines[1].endswith(f"| {second.ci} rounds, seed 9: lost 0; whole | {page.NOT_RUN} |")


def test_a_page_without_a_place_for_the_table_is_named(tmp_path: Path) -> None:
    table = tmp_path / "reliability.md"
    table.write_text("no table")
    with pytest.raises(ValueError, match=r"reliability\.md"):
        page.write(table, FAULTS, page.Ran(FAULTS[0], "ci", 1, 7, Outcome(0, "")))
