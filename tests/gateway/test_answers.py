"""Answers are remembered, but not for ever."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from scribe import commands
from scribe.gateway import answers as answers_module
from scribe.gateway.answers import MAX_DEVICES, Answers
from tests.gateway.room import FakeHost, PairedDevice

TABLET = PairedDevice(1, "tablet")


async def test_the_oldest_answer_is_forgotten_past_the_bound() -> None:
    host = FakeHost()
    answers = Answers(host.do, remembered=3)
    for id in ("1", "2", "3", "3", "4", "2", "1"):
        await answers.ask(commands.Pause(id=id), TABLET)
    assert [command.id for command, _ in host.done] == ["1", "2", "3", "4", "1"]


async def test_the_oldest_are_forgotten_too_where_they_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "MOST_LETTERS", 2500)
    asked: list[str] = []

    async def do(command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        asked.append(command.id)
        return {"sound": "x" * 1000}

    answers = Answers(do)
    for id in ("1", "2", "3", "4", "3", "2", "1"):  # room for two, and the newest
        await answers.ask(commands.Sessions(id=id), TABLET)
    assert asked == ["1", "2", "3", "4", "1"]


async def test_the_longest_silent_device_is_forgotten_past_the_bound() -> None:
    host = FakeHost()
    answers = Answers(host.do)
    for number in (*range(MAX_DEVICES), 0, MAX_DEVICES, 0, 1):
        await answers.ask(commands.Pause(id="p"), PairedDevice(number, "tablet"))
    assert len(host.done) == MAX_DEVICES + 2


async def test_a_command_asked_twice_at_once_is_done_once() -> None:
    host = FakeHost()
    answers = Answers(host.do)
    first, second = (answers.ask(commands.Pause(id="p"), TABLET) for _ in range(2))
    assert await first == await second
    assert len(host.done) == 1


async def test_an_idle_room_forgets_what_was_answered_and_nothing_that_is_being_done() -> None:
    host = FakeHost()
    answers = Answers(host.do)
    await answers.ask(commands.Pause(id="p"), TABLET)
    host.slowly.clear()
    stopping = answers.ask(commands.Stop(id="s"), TABLET)
    answers.forget()
    assert answers.ask(commands.Stop(id="s"), TABLET) is stopping
    host.slowly.set()
    await stopping
    answers.forget()
    assert answers._known == {}
    await answers.ask(commands.Pause(id="p"), TABLET)
    assert [command.id for command, _ in host.done] == ["p", "s", "p"]


async def test_settling_waits_for_what_is_being_done() -> None:
    host = FakeHost()
    answers = Answers(host.do)
    answers.ask(commands.Stop(id="s"), TABLET)
    await answers.settle()
    assert len(host.done) == 1


@pytest.mark.parametrize(
    "question",
    [commands.Ask(id="a", session="s1", question="How much sleep?"), commands.History(id="a", client="Ada L.")],
    ids=["a model", "the clinic's database"],
)
async def test_a_pause_waits_for_no_question(question: commands.AnyCommand) -> None:
    """An answer may take seconds; all other commands of a device keep their order."""
    looking = asyncio.Event()

    async def do(command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        if command is question:
            await looking.wait()
        return {}

    answers = Answers(do)
    answer = answers.ask(question, TABLET)
    assert '"ack"' in await asyncio.wait_for(answers.ask(commands.Pause(id="p"), TABLET), 5)
    assert not answer.done()
    looking.set()
    assert '"ack"' in await answer


async def test_who_pauses_or_stops_behind_what_waits_is_heard_no_longer_and_answered_in_turn() -> None:
    """On a full disk an observation waits without end."""
    room, heard, done = asyncio.Event(), [True], []

    async def do(command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        if isinstance(command, commands.Jot):
            await room.wait()
        done.append(command.id)
        return {}

    answers = Answers(do, hush=lambda _: heard.clear())
    asked = [answers.ask(commands.Jot(id="j", text="tearful", kind="affect"), TABLET)]
    await asyncio.sleep(0)
    asked.append(answers.ask(commands.Mark(id="m"), TABLET))
    assert heard
    asked.append(answers.ask(commands.Pause(id="p"), TABLET))
    assert not heard
    heard.append(True)
    asked.append(answers.ask(commands.Resume(id="r"), TABLET))
    assert heard
    asked.append(answers.ask(commands.Stop(id="s"), TABLET))
    assert not heard and not done
    room.set()
    await asyncio.gather(*asked)
    assert done == ["j", "m", "p", "r", "s"]


async def test_a_pause_hushes_the_session_that_it_is_meant_for() -> None:
    host, hushed = FakeHost(), list[str]()
    host.slowly.clear()
    answers = Answers(host.do, hush=hushed.append)
    asked = [answers.ask(command, TABLET) for command in (commands.Mark(id="m"), commands.Pause(id="p", session="s1"))]
    host.slowly.set()
    await asyncio.gather(*asked)
    assert hushed == ["s1"]


async def test_a_stop_that_waits_for_nothing_cuts_no_last_word_off() -> None:
    host = FakeHost()
    answers = Answers(host.do, hush=host.hush)
    await answers.ask(commands.Mark(id="m"), TABLET)
    await answers.ask(commands.Stop(id="s"), TABLET)
    assert host.hushed == 0
