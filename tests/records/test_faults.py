"""The faults of the record, shortened: each row does what it says, and nothing is lost."""

import random
import shutil

import pytest

from scripts.bench.faults.row import Child, Run
from scripts.bench.faults.run import ROWS, in_a_folder
from scripts.bench.rows import Row

TIMES = {
    "1": 3,
    "1 store": 3,
    "1 draft": 1,
    "2": 3,
    "3": 2,
    "3 read-only": 1,
    "3 pause": 1,
    "3 store": 2,
    "5": 1,
    "6": 2,
    "7": 1,
    "18": 1,
}
"""The flips of row 4 have tests of their own (`test_integrity.py`), the steps of row 23 too (`test_migrations.py`)."""


@pytest.mark.parametrize("row", [row for row in ROWS if row.number in TIMES], ids=lambda row: f"row {row.number}")
def test_a_row_holds(row: Row[Run]) -> None:
    if row.number == "3 read-only" and not shutil.which("cc"):
        pytest.skip("it needs a C compiler")
    result = in_a_folder(row.run, TIMES[row.number], random.Random(20261126))
    assert result["good"], result


def test_a_child_says_what_it_says_and_how_it_ended() -> None:
    def leaves() -> None:
        print("once", flush=True)
        raise SystemExit(75)

    assert Child(leaves).ended() == (75, ["once"])
    with Child(lambda: print("ready", flush=True)) as child:
        assert child.line() == "ready"
