"""The live protocol over real sockets: who gets in, what it sees, and that nobody waits for anybody."""

import asyncio
import contextlib
import itertools
import logging
from contextlib import AsyncExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from scribe import commands
from scribe import events as ev
from scribe.errors import GatewayError, UnstoredError
from scribe.gateway import messages
from scribe.gateway.client import Client, RefusedError, connect
from scribe.gateway.connection import Connection
from tests.gateway.room import Room, notice, notices, quick, room

WIDE = "x" * 20_000
"""Fills a socket's buffers quickly."""


async def closed_with(client: Client) -> int | None:
    """Reads to the end: the close code."""
    async with asyncio.timeout(15):
        async for _ in client:
            pass
    return client.socket.close_code


# -- pairing and hello -------------------------------------------------------------------------------------------------


async def test_a_code_becomes_a_token_and_the_token_opens_the_door_again() -> None:
    async with room() as at:
        token = await at.token()
        assert len(token) >= 43  # 32 random bytes in base64
        assert token not in repr(at.devices.known)
        for _ in range(2):
            async with connect(at.address) as client:
                welcome = await client.hello(token)
                assert (welcome.protocol, welcome.room, welcome.snapshot) == ("scribe.v1", "room 2", None)


async def test_pairing_and_hello_may_share_a_connection() -> None:
    async with room() as at, connect(at.address) as client:
        token = await client.pair(at.gateway.new_pairing_code())
        assert not (await client.hello(token)).resumed


async def test_two_that_claim_one_code_at_once_one_wins() -> None:
    async with room() as at, AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(connect(at.address)) for _ in range(6)]
        code = at.gateway.new_pairing_code()
        results = await asyncio.gather(*(client.pair(code) for client in clients), return_exceptions=True)
        assert sum(isinstance(result, str) for result in results) == 1
        assert len(at.devices.known) == 1


async def test_a_code_that_a_full_disk_refused_is_good_once_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise UnstoredError("chart.db: the disk is full.")

    async with room() as at:
        code = at.gateway.new_pairing_code()
        with monkeypatch.context() as patch:
            patch.setattr(at.devices, "add_device", full)
            async with connect(at.address) as client:
                with pytest.raises(RefusedError, match="disk is full"):
                    await client.pair(code)
        async with connect(at.address) as client:
            await client.hello(await client.pair(code))
        async with connect(at.address) as client:
            with pytest.raises(RefusedError, match="not valid"):
                await client.pair(code)


async def test_a_wrong_code_is_told_so_and_sent_away() -> None:
    async with room() as at, connect(at.address) as client:
        at.gateway.new_pairing_code()
        with pytest.raises(RefusedError) as caught:
            await client.pair("2222-2222")
        assert caught.value.reason == "pairing"
        assert await closed_with(client) == 4401


async def test_an_unknown_token_is_sent_away() -> None:
    async with room() as at, connect(at.address) as client:
        with pytest.raises(ConnectionClosed):
            await client.hello("no such token")
        assert client.socket.close_code == 4401


async def test_who_says_nothing_is_sent_away() -> None:
    async with room(limits=quick()) as at, connect(at.address) as client:
        assert await closed_with(client) == 1008


@pytest.mark.parametrize("first", ['{"do":"pause","id":"1"}', '{"type":"ping"}', "{", "[]", '{"type":"paired"}'])
async def test_nothing_can_be_asked_before_hello(first: str) -> None:
    async with room() as at, connect(at.address) as client:
        await client.socket.send(first)
        assert await closed_with(client) == 1008
        assert at.host.done == []


async def test_sound_before_hello_is_refused() -> None:
    async with room() as at, connect(at.address) as client:
        await client.send_sound(0, b"\0\0")
        assert await closed_with(client) == 1008
        assert at.host.sound == {}


# -- slow ones ---------------------------------------------------------------------------------------------------------


async def test_a_stuck_reader_is_dropped_with_1013_and_harms_nobody() -> None:
    async with room(limits=quick(events=50, stuck_s=0.5)) as at:
        log, token = at.host.begin(), await at.token()
        async with AsyncExitStack() as stack:
            stuck = await stack.enter_async_context(connect(at.address, max_queue=1))
            await stuck.hello(token)
            stuck.socket.transport.pause_reading()
            well = await stack.enter_async_context(at.visitor(token))
            reading = asyncio.create_task(notices(well, "last"))
            waiting = []
            for number in range(200):
                await log.append(notice(f"{number} {WIDE}"))
                waiting.append(max(len(client.outbox) for client in at.gateway._audience.everybody))
                await asyncio.sleep(0.01)
            await log.append(notice("last"))
            assert len(await reading) == 201
            assert max(waiting) <= 51
            while at.gateway.clients > 1:
                await asyncio.sleep(0.05)
            stuck.socket.transport.resume_reading()
            assert await closed_with(stuck) == 1013
            async with connect(at.address) as again:
                welcome = await again.hello(token, (log.session, 190))
                assert welcome.resumed
                texts = await notices(again, "last")
                assert [text.split()[0] for text in texts] == [*map(str, range(190, 200)), "last"]


@pytest.mark.parametrize("reads_again", [True, False])
async def test_a_stuck_reader_is_dropped_although_a_ping_waits_for_it_too(*, reads_again: bool) -> None:
    limits = quick(stuck_s=1.0, ping_s=0.2, pong_s=30.0, farewell_s=1.0)
    async with room(limits=limits) as at, at.visitor() as stuck:
        log = at.host.begin()
        stuck.socket.transport.pause_reading()
        async with asyncio.timeout(20):
            while not any(one._dismissed for one in everybody(at)):
                await log.append(notice(WIDE * 20))
                await asyncio.sleep(0.01)
            if reads_again:
                stuck.socket.transport.resume_reading()
                assert await closed_with(stuck) == 1013
            while everybody(at):
                await asyncio.sleep(0.05)
        stuck.socket.transport.abort()


def everybody(at: Room) -> frozenset[Connection]:
    return at.gateway._audience.everybody


async def test_a_slow_reader_gets_a_snapshot_instead_of_a_gap() -> None:
    async with room(limits=quick(events=20, stuck_s=5.0)) as at:
        log, token = at.host.begin(), await at.token()
        async with connect(at.address, max_queue=1) as slow:
            await slow.hello(token)
            slow.socket.transport.pause_reading()
            for number in range(300):
                await log.append(ev.Jotting(id=f"j{number}", author="A", text=WIDE, kind="x"))
                await asyncio.sleep(0.001)
            slow.socket.transport.resume_reading()
            await log.append(notice("last"))
            seqs, snapshots = [0], 0
            while seqs[-1] < 301:
                message = await asyncio.wait_for(slow.next(), 10)
                if isinstance(message, messages.Welcome):
                    assert message.snapshot
                    snapshots += 1
                    seqs = [message.snapshot.seq]
                else:
                    assert isinstance(message, ev.Event)
                    assert message.seq == seqs[-1] + 1
                    seqs.append(message.seq)
            assert snapshots >= 1


async def test_who_asks_without_reading_is_sent_away() -> None:
    """When the network holds no more, or, as answers are short and it holds much, when no ping is answered."""
    async with room(limits=quick(stuck_s=0.3, ping_s=0.5, pong_s=1.0)) as at, at.visitor() as client:
        client.socket.transport.pause_reading()
        async with asyncio.timeout(30):
            for number in itertools.count():
                if not at.gateway.clients:
                    break
                with contextlib.suppress(ConnectionClosed):
                    await client.send({"do": "pause", "id": f"{number}-{WIDE[:50]}"})
                await asyncio.sleep(0)
        client.socket.transport.abort()


async def test_a_client_whose_network_died_without_a_word_is_forgotten() -> None:
    async with room(limits=quick(ping_s=0.2, pong_s=0.3)) as at, at.visitor() as client:
        assert at.gateway.clients == 1
        client.socket.transport.pause_reading()  # no pong any more
        async with asyncio.timeout(10):
            while at.gateway.clients:
                await asyncio.sleep(0.05)
        client.socket.transport.abort()  # else it waits ten seconds for a close that it does not read


async def test_a_client_that_only_watches_may_be_silent_for_ever() -> None:
    async with room(limits=quick(first_message_s=0.2, ping_s=0.1, pong_s=5.0)) as at, at.visitor() as client:
        await asyncio.sleep(0.6)
        assert await answer_to(client, {"type": "ping"}) == messages.Pong()


# -- revoked -----------------------------------------------------------------------------------------------------------


async def test_a_revoked_device_is_out_at_once_and_others_stay() -> None:
    async with room() as at:
        token = await at.token("lost tablet")
        async with at.visitor() as other, at.visitor(token) as one, at.visitor(token) as two:
            [lost] = [device.id for device in await at.gateway.devices() if device.name == "lost tablet"]
            await at.gateway.revoke(lost)
            assert [await closed_with(one), await closed_with(two)] == [4401, 4401]
            assert await answer_to(other, {"type": "ping"}) == messages.Pong()
        async with connect(at.address) as client:
            with pytest.raises(ConnectionClosed):
                await client.hello(token)
            assert client.socket.close_code == 4401


async def test_a_revoked_device_is_out_also_where_it_can_not_be_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object) -> None:
        raise UnstoredError("The disk refuses.")

    async with room() as at:
        token = await at.token()
        async with at.visitor(token) as client:
            monkeypatch.setattr(at.devices, "revoke_device", refuse)
            with pytest.raises(UnstoredError):
                await at.gateway.revoke(1)
            assert await closed_with(client) == 4401
        async with connect(at.address) as again:
            with pytest.raises(ConnectionClosed):
                await again.hello(token)


async def test_a_device_that_leaves_is_forgotten_and_its_token_is_dead() -> None:
    async with room() as at:
        token, other = await at.token(), await at.token("other")
        async with at.visitor(token) as client, at.visitor(token) as twin, at.visitor(other) as stays:
            await client.send({"type": "leave"})
            assert await closed_with(client) == await closed_with(twin) == 4401
            await stays.send({"type": "ping"})
            assert await stays.next() == messages.Pong()
        async with connect(at.address) as again:
            with pytest.raises(ConnectionClosed):
                await again.hello(token)


async def test_a_revoked_device_can_not_stay_by_being_silent() -> None:
    async with room(limits=quick(goodbye_s=0.1)) as at, at.visitor() as client:
        await client.send({"do": "pause", "id": "before"})
        await client.next()
        client.socket.transport.pause_reading()  # it will not answer the goodbye
        await asyncio.wait_for(at.gateway.revoke(1), 3)
        with contextlib.suppress(ConnectionClosed):
            await client.send({"do": "stop", "id": "after"})
        async with asyncio.timeout(3):
            while at.gateway._audience.everybody:
                await asyncio.sleep(0.02)
        assert [command.id for command, _ in at.host.done] == ["before"]


async def test_a_device_revoked_while_it_is_let_in_does_not_get_in(monkeypatch: pytest.MonkeyPatch) -> None:
    async with room() as at:
        token = await at.token()
        touch = at.devices.touch_device

        async def slowly(id: int) -> None:
            await at.gateway.revoke(id)
            await touch(id)

        monkeypatch.setattr(at.devices, "touch_device", slowly)
        async with connect(at.address) as client:
            with pytest.raises(ConnectionClosed):
                await client.hello(token)
            assert client.socket.close_code == 4401


# -- commands ----------------------------------------------------------------------------------------------------------


async def answer_to(client: Client, message: dict[str, object]) -> object:
    await client.send(message)
    return await asyncio.wait_for(client.next(), 10)


async def test_a_command_is_carried_out_in_the_devices_name_and_answered() -> None:
    async with room() as at, at.visitor(await at.token("front desk")) as client:
        asking = asyncio.create_task(client.do(commands.Strike(last_s=30)))
        await client.next()
        assert (await asking)["state"] == "paused"
        [(command, by)] = at.host.done
        assert by == "front desk"
        assert command == commands.Strike(id=command.id, last_s=30)


async def test_a_repeated_id_is_answered_again_and_not_done_twice_also_after_a_cut() -> None:
    async with room() as at:
        token = await at.token()
        for _ in range(2):
            async with at.visitor(token) as client:
                for _ in range(2):
                    assert await answer_to(client, {"do": "pause", "id": "p1"}) == messages.Ack("p1")
        assert len(at.host.done) == 1


async def test_the_next_connection_of_a_device_asks_anew() -> None:
    async with room() as at:
        token = await at.token()
        for command in (commands.Pause(), commands.Mark()):
            async with at.visitor(token) as client:
                asking = asyncio.create_task(client.do(command))
                await client.next()
                await asking
        assert [type(command) for command, _ in at.host.done] == [commands.Pause, commands.Mark]


async def test_the_same_id_from_another_device_is_another_command() -> None:
    async with room() as at:
        for _ in range(2):
            async with at.visitor() as client:
                await answer_to(client, {"do": "pause", "id": "p1"})
        assert len(at.host.done) == 2


async def test_a_pause_is_done_even_if_the_tablet_is_gone() -> None:
    async with room() as at:
        at.host.slowly.clear()
        async with at.visitor() as client:
            await client.send({"do": "pause", "id": "p1"})
            await answer_to(client, {"type": "ping"})
        at.host.slowly.set()
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(at.host.done) == 1


async def test_while_a_command_takes_its_time_the_client_is_served() -> None:
    async with room() as at, at.visitor() as client:
        at.host.slowly.clear()
        await client.send({"do": "stop", "id": "s"})
        assert await answer_to(client, {"type": "ping"}) == messages.Pong()
        at.host.slowly.set()
        assert await client.next() == messages.Ack("s")


async def test_a_pause_hushes_the_room_although_an_earlier_command_waits() -> None:
    async with room() as at, at.visitor() as client:
        at.host.slowly.clear()
        await client.send({"do": "jot", "id": "j", "text": "tearful"})
        await client.send({"do": "pause", "id": "p"})
        assert await answer_to(client, {"type": "ping"}) == messages.Pong()
        hushed = at.host.hushed
        at.host.slowly.set()
        for _ in range(2):
            await client.next()
        assert hushed == 1
        assert [command.id for command, _ in at.host.done] == ["j", "p"]


async def test_commands_of_a_device_are_done_in_order() -> None:
    async with room() as at, at.visitor() as client:
        at.host.slowly.clear()
        for number in range(10):
            await client.send({"do": "jot", "id": str(number), "text": str(number)})
        at.host.slowly.set()
        for _ in range(10):
            await client.next()
        assert [command.id for command, _ in at.host.done] == [str(number) for number in range(10)]


async def test_what_the_state_does_not_allow_is_said_with_the_next_step() -> None:
    async with room() as at, at.visitor() as client:
        answer = await answer_to(client, {"do": "resume", "id": "r"})
        assert isinstance(answer, messages.Error)
        assert (answer.id, answer.code, answer.hint) == ("r", "state", "Possible now: pause, stop.")


async def test_a_fault_in_the_daemon_is_an_answer_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with room() as at, at.visitor() as client:
        answer = await answer_to(client, {"do": "jot", "id": "j", "text": "fault"})
        assert isinstance(answer, messages.Error)
        assert answer.code == "internal"
        assert await answer_to(client, {"do": "pause", "id": "p"}) == messages.Ack("p")
    assert "ZeroDivisionError" in caplog.text
    assert "what was said" not in caplog.text + repr(answer)


async def test_too_many_commands_at_once_are_refused_and_the_rest_is_done() -> None:
    async with room(limits=quick(pending=2)) as at, at.visitor() as client:
        at.host.slowly.clear()
        for number in range(3):
            await client.send({"do": "mark", "id": str(number)})
        answer = await client.next()
        assert isinstance(answer, messages.Error)
        assert (answer.id, answer.code) == ("2", "busy")
        at.host.slowly.set()
        assert [await client.next(), await client.next()] == [messages.Ack("0"), messages.Ack("1")]


@pytest.mark.parametrize("way", ["pause", "stop"])
async def test_however_much_waits_the_microphone_can_be_turned_off(way: str) -> None:
    async with room(limits=quick(pending=2, off_record=2)) as at, at.visitor() as client:
        at.host.slowly.clear()
        asked = {"0": "mark", "1": "mark", "off": way, "late": "mark", "again": way, "flood": way}
        for id, what in asked.items():
            await client.send({"do": what, "id": id})
        refused = [await client.next(), await client.next()]
        hushed = at.host.hushed
        at.host.slowly.set()
        assert [answer.id for answer in refused if isinstance(answer, messages.Error)] == ["late", "flood"]
        assert hushed == 2
        done = [await client.next() for _ in range(4)]
        assert done == [messages.Ack(id) for id in ("0", "1", "off", "again")]


async def test_sound_is_handed_on_and_acknowledged() -> None:
    async with room() as at, at.visitor() as client:
        await client.send_sound(7, b"\1\0\2\0")
        assert await client.next() == messages.Heard(8)
        assert at.host.sound == {7: b"\1\0\2\0"}


# -- hostile ones ------------------------------------------------------------------------------------------------------


async def test_after_five_messages_that_make_no_sense_a_client_is_sent_away() -> None:
    async with room() as at, at.visitor() as client:
        for _ in range(4):
            answer = await answer_to(client, {"type": "nonsense"})
            assert isinstance(answer, messages.Error)
            assert answer.code == "protocol"
        await client.send({"type": "nonsense"})
        assert await closed_with(client) == 1008


async def test_a_message_past_the_limit_ends_the_connection() -> None:
    async with room() as at, at.visitor() as client:
        await client.socket.send("x" * (messages.MAX_MESSAGE + 1))
        assert await closed_with(client) == 1009


async def test_nothing_that_was_said_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with room() as at, at.visitor() as client:
        await at.host.begin().append(notice("canary sentence"))
        await client.next()
        await answer_to(client, {"do": "jot", "id": "1", "text": "canary sentence"})
    assert "canary" not in caplog.text


async def test_who_is_refused_is_logged_without_what_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    async with room() as at:
        for first in ({"type": "pair", "code": "SECRET22"}, {"type": "hello", "token": "SECRET"}, {"type": "SECRET"}):
            async with connect(at.address) as client:
                await client.send(first)
                await closed_with(client)
    refused = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert [text.rpartition(": ")[2] for text in refused] == ["pairing", "unknown token", "protocol"]
    assert all("127.0.0.1" in text for text in refused)
    assert "SECRET" not in caplog.text


async def test_the_port_in_use_is_named_with_the_next_step() -> None:
    async with room() as at:
        with pytest.raises(GatewayError, match=rf"Port {at.port} is in use\. .*gateway\.port"):
            async with room(settings=at.gateway._settings.model_copy(update={"port": at.port})):
                pass
        async with room(settings=at.gateway._settings.model_copy(update={"port": at.port}), any_port=True) as other:
            assert other.port != at.port


async def test_leaving_tells_the_clients() -> None:
    async with AsyncExitStack() as stack:
        async with room() as at:
            client = await stack.enter_async_context(connect(at.address))
            await client.hello(await at.token())
        assert await closed_with(client) == 1001


@settings(max_examples=10)
@given(st.integers(0, 3))
def test_a_client_that_vanishes_is_forgotten(cuts: int) -> None:
    async def story() -> None:
        async with room() as at:
            token = await at.token()
            for _ in range(cuts):
                async with at.visitor(token) as client:
                    client.socket.transport.abort()
            async with at.visitor(token) as client:
                await answer_to(client, {"type": "ping"})
                assert at.gateway.clients == 1

    asyncio.run(story())
