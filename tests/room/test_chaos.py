"""The chaos run, shortened: each fault does what it says, and nothing is lost."""

import random
from pathlib import Path

import pytest

from scripts.bench.chaos.fault import Fault
from scripts.bench.chaos.run import FAULTS, SEED

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
