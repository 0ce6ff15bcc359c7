"""Sockets are few enough to leave the journal and the store their descriptors, and one address can't take them all."""

import asyncio
import contextlib

from hypothesis import given
from hypothesis import strategies as st
from pytest import MonkeyPatch

from scribe.gateway import crowd, server
from scribe.gateway.crowd import Crowd
from tests.gateway.room import room


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["10.0.0.1", "10.0.0.2", "127.0.0.1"]))))
def test_never_more_than_the_bounds_and_room_again_when_some_left(steps: list[tuple[bool, str]]) -> None:
    at = Crowd(most=5, per_address=2)
    here: list[str] = []
    for comes, address in steps:
        if comes and at.enter(address):
            here.append(address)
        elif comes:
            assert len(here) == 5 or (here.count(address) == 2 and address != "127.0.0.1")
        elif address in here:
            at.leave(address)
            here.remove(address)
        assert len(at) == len(here) <= 5
        assert here.count("10.0.0.1") <= 2


async def test_past_the_bound_a_socket_is_cut_and_when_one_left_the_next_is_served(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(server, "Crowd", lambda: Crowd(most=3))
    async with room() as at, contextlib.AsyncExitStack() as stack:
        silent = [await asyncio.open_connection("127.0.0.1", at.port) for _ in range(3)]
        for _, writer in silent:
            stack.callback(writer.close)
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection("127.0.0.1", at.port)
        stack.callback(writer.close)
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 5) == b""
        silent[0][1].close()
        await asyncio.sleep(0.05)
        await at.token()


def test_the_share_of_one_address_leaves_room_for_others() -> None:
    assert crowd.MAX_PER_ADDRESS * 4 < crowd.MAX_SOCKETS < 1024 // 2
