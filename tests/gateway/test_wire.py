"""The gateway's rows of the table of docs/security.md, shortened: each does what it says, and holds."""

import asyncio
import random

import pytest

from scripts.bench.rows import Row
from scripts.bench.wire.readers import MOST_CLOSE_S, dropped_in_time
from scripts.bench.wire.run import ROWS, Run

TIMES = {"11": 12, "15": 1, "16": 60, "17": 2}
"""Rows 8 and 9 are minutes of talk; what they rest on is in `test_server.py` and `test_audience.py`."""


def test_row_8_does_not_hold_where_nobody_was_sent_away() -> None:
    assert not dropped_in_time([], set())
    assert dropped_in_time([MOST_CLOSE_S], {1013})
    assert not dropped_in_time([MOST_CLOSE_S + 2], {1013})
    assert not dropped_in_time([1.0], {1013, 1006})


@pytest.mark.parametrize("row", [row for row in ROWS if row.number in TIMES], ids=lambda row: f"row {row.number}")
def test_a_row_holds(row: Row[Run]) -> None:
    result = asyncio.run(row.run(TIMES[row.number], random.Random(20261126)))
    assert result["good"], result
