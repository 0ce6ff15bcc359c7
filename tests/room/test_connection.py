"""A broker that breaks off, at whatever moment, leaves no complaint of asyncio's behind."""

import asyncio
import gc
from typing import Any

import aiomqtt
import pytest

from scribe.room.connection import connected

WELCOME = bytes((0x20, 2, 0, 0))
"""CONNACK, accepted (MQTT 3.1.1, 3.2)."""
GARBAGE = bytes((0x90, 0))
"""A SUBACK without a body."""


@pytest.fixture
async def complaints() -> list[str]:
    """What asyncio would log of this test's loop."""
    found: list[str] = []

    def note(_: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
        found.append(str(about["message"]))

    asyncio.get_running_loop().set_exception_handler(note)
    return found


async def broken_by(answer: bytes) -> None:
    """A subscription at a broker that says so much and then breaks off."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(aiomqtt.MqttError):
            async with connected(aiomqtt.Client("127.0.0.1", port, timeout=1.0)) as broker:
                await broker.subscribe("command", qos=1)


@pytest.mark.parametrize("answer", [b"", WELCOME, WELCOME + GARBAGE, GARBAGE])
async def test_a_break_that_nobody_waits_for_is_heard(complaints: list[str], answer: bytes) -> None:
    for _ in range(3):
        await broken_by(answer)
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []
