"""A connection to the broker whose break is always heard, by whoever asks or by nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiomqtt


@asynccontextmanager
async def connected(client: aiomqtt.Client) -> AsyncIterator[aiomqtt.Client]:
    """As `async with client`. MqttError when it can't connect, or breaks under whoever asks something.

    aiomqtt keeps the break in a future. Where it comes while an answer is waited for, or before the broker has let us
    in, the library never looks at it, and asyncio would log "Future exception was never retrieved" at each outage.
    """
    _heed(client)
    async with client:
        _heed(client)  # after a try that failed it has another one
        yield client


def _heed(client: aiomqtt.Client) -> None:
    client._disconnected.add_done_callback(_looked_at)


def _looked_at(broken: asyncio.Future[None]) -> None:
    if not broken.cancelled():
        broken.exception()
