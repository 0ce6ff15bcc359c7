"""The client that programs use: it says why it could not, and leaves nobody waiting."""

import asyncio

import pytest

from scribe import commands
from scribe.errors import GatewayError
from scribe.gateway.client import RefusedError, connect, keyed, understood
from scribe.gateway.messages import Pong
from tests.gateway.room import room


async def test_where_nobody_answers_it_says_so() -> None:
    with pytest.raises(GatewayError, match="no room answers"):
        async with connect("ws://127.0.0.1:9"):
            pass


async def test_a_refusal_is_an_error_with_the_daemons_code() -> None:
    async with room() as at, at.visitor() as client:
        asking = asyncio.create_task(client.do(commands.Resume()))
        await client.next()
        with pytest.raises(RefusedError) as caught:
            await asking
        assert caught.value.reason == "state"


def test_what_a_later_version_says_is_ignored() -> None:
    assert understood(b'{"type":"of a later version","seq":4}') is None
    assert understood(b'{"type":"pong","more":1}') == Pong()


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"type":7}', b'{"type":"words"}', b'{"no":"type"}'])
def test_what_can_not_be_understood_is_an_error_that_repeats_nothing(text: bytes) -> None:
    with pytest.raises(GatewayError, match="same version"):
        understood(text)


async def test_when_the_connection_is_lost_who_waits_is_told() -> None:
    async with room() as at, at.visitor() as client:
        at.host.slowly.clear()
        asking = asyncio.create_task(client.do(commands.Stop()))
        await asyncio.sleep(0.05)
        client.socket.transport.abort()
        async for _ in client:
            pass
        with pytest.raises(GatewayError, match="lost"):
            await asking
        at.host.slowly.set()


async def test_what_is_asked_again_on_the_next_connection_has_the_same_key_and_another_id() -> None:
    command, other = keyed(commands.Jot(text="tearful")), keyed(commands.Jot(text="tearful"))
    async with room() as at:
        token = await at.token()
        for _ in range(2):
            async with at.visitor(token) as client:
                asking = asyncio.create_task(client.do(command))
                await client.next()
                await asking
        first, second = [done for done, _ in at.host.done]
    assert isinstance(first, commands.Jot) and isinstance(second, commands.Jot)
    assert first.key == second.key == command.key != other.key
    assert first.id != second.id
