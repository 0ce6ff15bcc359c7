"""Who watches is told the session as it stands, then each of its events once and in order, whatever was cut."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from hypothesis import HealthCheck, given, settings

from scribe import events as ev
from scribe.gateway import messages, snapshot
from scribe.gateway.client import connect
from tests.gateway.room import notice, notices, quick, room
from tests.strategies import LOGS


async def test_a_client_gets_the_session_as_it_stands_then_its_events_as_they_are() -> None:
    async with room() as at:
        log = at.host.begin()
        await log.append(notice("before"))
        async with connect(at.address) as client:
            welcome = await client.hello(await at.token())
            assert welcome.snapshot == snapshot.take(log.transcript)
            await log.append(notice("after"))
            log.tell(ev.Level(dbfs=-20, speech=True))
            assert await client.next() == log.since(1)[0]
            assert isinstance(await client.next(), ev.Level)


async def test_a_session_that_begins_later_is_shown_whole() -> None:
    async with room() as at, at.visitor() as client:
        await at.host.begin().append(notice("one"))
        welcome = await client.next()
        assert isinstance(welcome, messages.Welcome)
        assert welcome.snapshot
        assert welcome.snapshot.session == "session-1"
        following = at.host.begin()
        await following.append(notice("two"))
        seen = [await client.next() for _ in range(2)]
        assert "session-2" in repr(seen)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(log_before=LOGS, log_away=LOGS, log_after=LOGS)
def test_after_any_cut_every_durable_event_is_there_once_and_in_order(
    log_before: list[ev.AnyEvent], log_away: list[ev.AnyEvent], log_after: list[ev.AnyEvent]
) -> None:
    async def story() -> None:
        async with room() as at:
            log = at.host.begin()
            token = await at.token()
            had: list[ev.AnyEvent] = []
            async with connect(at.address) as client:
                await client.hello(token)
                await log.append(*log_before)
                while len(had) < len(log_before):
                    had.append(await client.next())  # type: ignore[arg-type]
            await log.append(*log_away)
            scrubbed = list(log.since(0))
            async with connect(at.address) as client:
                welcome = await client.hello(token, (log.session, len(had)))
                assert welcome.resumed
                assert welcome.seq == len(had)
                await log.append(*log_after)
                while len(had) < log.seq:
                    had.append(await client.next())  # type: ignore[arg-type]
            assert [event.seq for event in had] == list(range(1, log.seq + 1))
            assert had[len(log_before) : len(scrubbed)] == scrubbed[len(log_before) :]

    asyncio.run(story())


@pytest.mark.parametrize("place", [("session-1", 99), ("another", 0)])
async def test_who_was_elsewhere_gets_the_session_whole(place: tuple[str, int]) -> None:
    async with room() as at:
        await at.host.begin().append(notice("here"))
        async with connect(at.address) as client:
            welcome = await client.hello(await at.token(), place)
            assert not welcome.resumed
            assert welcome.snapshot
            assert welcome.snapshot.seq == 1


async def test_who_missed_too_much_gets_a_snapshot_and_no_gap() -> None:
    async with room(limits=quick(events=5)) as at:
        log = at.host.begin()
        await log.append(*[notice(str(number)) for number in range(20)])
        async with connect(at.address) as client:
            welcome = await client.hello(await at.token(), (log.session, 2))
            assert not welcome.resumed
            assert welcome.seq == 20
            await log.append(notice("next"))
            assert await notices(client, "next") == ["next"]


async def test_a_hundred_viewers_see_the_same() -> None:
    async with room() as at, AsyncExitStack() as stack:
        log, token = at.host.begin(), await at.token()
        viewers = [await stack.enter_async_context(at.visitor(token)) for _ in range(100)]
        reading = [asyncio.create_task(notices(viewer, "19")) for viewer in viewers]
        for number in range(20):
            await log.append(notice(str(number)))
        assert await asyncio.gather(*reading) == [[str(number) for number in range(20)]] * 100
