"""Hostile messages over real sockets: only documented errors and close codes, nothing logged, and the room serves on.

`scripts/bench/hostile.py` does the same with 100,000.
"""

import logging

import pytest

from tests.gateway.hostile import bombard
from tests.gateway.room import room


async def test_only_documented_errors_come_back_and_the_room_serves_on(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with room() as at:
        token = await at.token()
        told = await bombard(at.address, token, 500)
        assert told["error protocol"] > 200
        assert told["closed 1008"] > 30
        assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
        async with at.visitor(token) as client:
            await client.send({"type": "ping"})
            assert type(await client.next()).__name__ == "Pong"
