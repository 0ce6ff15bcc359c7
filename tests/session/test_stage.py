"""The stage knows when the last session came to its end, however short it was."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from scribe.chart import Chart
from scribe.errors import StateError
from scribe.session.stage import Stage


def some_session() -> Any:
    return cast(Any, SimpleNamespace(log=SimpleNamespace(session="s1")))


async def test_a_session_is_no_idle_time_and_the_idle_time_begins_at_its_end() -> None:
    stage = Stage()
    made = stage.idle_since
    over = asyncio.Event()

    async def to_the_note() -> dict[str, Any]:
        await over.wait()
        return {}

    with stage.beginning():
        assert stage.idle_since is None
        running = stage.enter(some_session(), Chart(), to_the_note())
    assert stage.idle_since is None
    before = time.monotonic()
    over.set()
    await running
    await asyncio.sleep(0)
    assert made is not None and made < before
    assert stage.idle_since is not None and stage.idle_since >= before


async def test_a_try_that_failed_ends_an_idle_time_too() -> None:
    stage = Stage()
    before = time.monotonic()
    with pytest.raises(StateError), stage.beginning():
        raise StateError("No consent.", "Record it.")
    assert stage.idle_since is not None and stage.idle_since >= before
