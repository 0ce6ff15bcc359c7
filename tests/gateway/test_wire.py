"""The gateway's rows of the table of docs/security.md, shortened: each does what it says, and holds."""

import asyncio
import random

import pytest

from scripts.bench.wire.run import ROWS, Row

TIMES = {"11": 12, "15": 1, "16": 60, "17": 2}
"""Rows 8 and 9 are minutes of talk; what they rest on is in `test_server.py` and `test_audience.py`."""


@pytest.mark.parametrize("row", [row for row in ROWS if row.number in TIMES], ids=lambda row: f"row {row.number}")
def test_a_row_holds(row: Row) -> None:
    result = asyncio.run(row.run(TIMES[row.number], random.Random(20261126)))
    assert result["good"], result
