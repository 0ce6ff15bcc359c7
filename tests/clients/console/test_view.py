"""The whole console against the real gateway: what a person sees, what keys bring about, and that it comes back."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from clients.console import watcher
from clients.console.tokens import NAME
from clients.console.view import watch
from clients.console.watcher import UnpairedError
from scribe import commands
from scribe import events as ev
from scribe.errors import GatewayError
from scribe.gateway.client import RefusedError
from tests.clients.console.room import Room, scripted

PATIENCE_S = 20.0


class Keyboard:
    def __init__(self) -> None:
        self._keys = asyncio.Queue[str]()

    def press(self, keys: str) -> None:
        for key in keys:
            self._keys.put_nowait(key)

    async def __aiter__(self) -> AsyncIterator[str]:
        while True:
            yield await self._keys.get()


class Viewer:
    """`scribe console` with a terminal made of a string."""

    def __init__(self, home: Path, *, terminal: bool = True) -> None:
        self.home = home
        self.out = io.StringIO()
        self.keyboard = Keyboard()
        self._console = Console(
            file=self.out, force_terminal=terminal, width=110, height=24, color_system=None, legacy_windows=False
        )
        self.task: asyncio.Task[None] | None = None

    def open(self, room: Room, code: str | None = None) -> "Viewer":
        keys = aiter(self.keyboard) if self._console.is_terminal else None
        self.task = asyncio.create_task(watch(room.gateway.url, code, self.home, console=self._console, keys=keys))
        return self

    @property
    def picture(self) -> str:
        """The last one that was drawn."""
        return self.out.getvalue().rpartition("\x1b[H")[2]

    async def sees(self, *parts: str) -> None:
        await until(lambda: all(part in self.picture for part in parts), self)

    async def close(self) -> None:
        assert self.task
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def until(true: Callable[[], Any], viewer: Viewer | None = None) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"It did not happen. Last picture:\n{viewer.picture if viewer else ''}")


@pytest.fixture(autouse=True)
def no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "FIRST_RETRY_S", 0.05)


async def test_a_session_from_the_first_word_to_the_note(tmp_path: Path) -> None:
    async with scripted() as room:
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("Room 2", "no session")
        await room.host.start()
        await room.host.hear_on(7)
        await viewer.sees("● LIVE", "Therapist: Good to see you again", "Live note", "suicidal ideation, denied")
        await room.host.log.append(ev.Notice(level=ev.NoticeLevel.WARNING, code="mic", text="The microphone is muted."))
        await viewer.sees("The microphone is muted.")
        await room.host.do(commands.Stop(), "tablet")
        await viewer.sees("the note is ready for review", "DRAFT - not signed")
        viewer.keyboard.press("q")
        assert viewer.task
        await viewer.task
        assert room.host.state.state is ev.SessionState.DRAFT
        assert viewer.out.getvalue().endswith("\x1b[?1049l")  # the screen that was there before is back


async def test_keys_reach_the_room_and_the_end_is_asked_again(tmp_path: Path) -> None:
    async with scripted() as room:
        await room.host.start()
        await room.host.hear_on(2)
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("● LIVE")
        viewer.keyboard.press("p")
        await viewer.sees("OFF THE RECORD", "Off the record.")
        viewer.keyboard.press("p")
        await viewer.sees("● LIVE")
        viewer.keyboard.press("m")
        await viewer.sees("Marked.")
        viewer.keyboard.press("sn")
        viewer.keyboard.press("s")
        await viewer.sees("Strike the last minute for good?")
        viewer.keyboard.press("y")
        await viewer.sees("The last minute is struck.")
        viewer.keyboard.press("e")
        await viewer.sees("End the session")
        viewer.keyboard.press("y")
        await viewer.sees("the note is ready")
        done = [type(command).__name__ for command, _ in room.host.done]
        assert done == ["Pause", "Resume", "Mark", "Strike", "Stop"]
        assert {getattr(command, "session", "") for command, _ in room.host.done} == {room.host.log.session}
        assert {by for _, by in room.host.done} == {"console"}
        await viewer.close()


async def test_what_the_room_refuses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with scripted() as room:
        await room.host.start()

        async def refuse(command: commands.AnyCommand, by: str) -> dict[str, Any]:
            raise GatewayError("The disk is full.", "Free some space.")

        monkeypatch.setattr(room.host, "do", refuse)
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("● LIVE")
        viewer.keyboard.press("m")
        await viewer.sees("The disk is full. Free some space.")
        await viewer.close()


async def test_it_pairs_once_and_is_known_afterwards(tmp_path: Path) -> None:
    async with scripted() as room:
        await room.host.start()
        code = room.gateway.new_pairing_code()
        for given in (code, None):
            viewer = Viewer(tmp_path).open(room, given)
            await viewer.sees("● LIVE")
            await viewer.close()
        assert len(room.devices.known) == 1


async def test_after_a_cut_it_comes_back_and_misses_nothing(tmp_path: Path) -> None:
    async with scripted() as room:
        await room.host.start()
        await room.host.hear_on(2)
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("slept badly")
        for client in tuple(room.gateway._audience.everybody):
            client._socket.transport.abort()
        await until(lambda: room.gateway.clients == 0)
        await room.host.hear_on(2)
        await viewer.sees("worry time we tried")
        assert viewer.picture.count("slept badly") == 1
        assert "connection lost" not in viewer.picture
        await viewer.close()


async def test_it_waits_for_a_room_that_is_started_again_and_a_key_pressed_meanwhile_is_not_lost(
    tmp_path: Path,
) -> None:
    async with scripted() as before:
        await before.host.start()
        await before.host.hear_on(1)
        viewer = Viewer(tmp_path).open(before, before.gateway.new_pairing_code())
        await viewer.sees("● LIVE", "Good to see you")
        port = int(before.gateway.url.rpartition(":")[2])
    await viewer.sees("connection lost")
    viewer.keyboard.press("m")
    await asyncio.sleep(0.2)
    async with scripted(before.host, before.devices, port=port):
        await viewer.sees("Marked.")
        assert "connection lost" not in viewer.picture
        [(marked, _)] = before.host.done
        assert isinstance(marked, commands.Mark) and before.host.current
        assert marked.session == before.host.current.session
        await viewer.close()


async def test_a_command_that_can_not_be_delivered_in_time_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "ASKED_S", 0.1)
    async with scripted() as room:
        await room.host.start()
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("● LIVE")
    await viewer.sees("connection lost")
    viewer.keyboard.press("m")
    await viewer.sees("No answer from the room to: mark.")
    await viewer.close()


async def test_one_that_is_no_longer_paired_says_what_to_do_and_forgets_its_token(tmp_path: Path) -> None:
    async with scripted() as room:
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("no session")
        assert json.loads((tmp_path / NAME).read_text())
        await room.gateway.revoke(1)
        assert viewer.task
        with pytest.raises(UnpairedError, match="scribe pair"):
            await asyncio.wait_for(viewer.task, PATIENCE_S)
        assert json.loads((tmp_path / NAME).read_text()) == {}


async def test_without_a_code_or_a_token_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnpairedError, match="scribe pair"):
        await watch("ws://127.0.0.1:9", None, tmp_path)


async def test_a_wrong_code_is_an_error_and_leaves_no_token(tmp_path: Path) -> None:
    async with scripted() as room:
        with pytest.raises(RefusedError, match="not valid"):
            await watch(room.gateway.url, "2222-2222", tmp_path)
        assert not (tmp_path / NAME).exists()


async def test_where_no_room_is_it_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"ws://127.0.0.1:9": "token"}')
    with pytest.raises(GatewayError, match="no room answers"):
        await asyncio.wait_for(watch("ws://127.0.0.1:9", None, tmp_path), PATIENCE_S)


async def test_without_a_terminal_it_prints_lines_as_they_are_confirmed(tmp_path: Path) -> None:
    async with scripted() as room:
        viewer = Viewer(tmp_path, terminal=False).open(room, room.gateway.new_pairing_code())
        await until(lambda: "-- connected to Room 2" in viewer.out.getvalue())
        await room.host.start()
        await room.host.hear_on(2)
        await room.host.do(commands.Stop(), "tablet")
        await until(lambda: "ready for review" in viewer.out.getvalue())
        await viewer.close()
    lines = viewer.out.getvalue().splitlines()
    assert [line for line in lines if line.startswith("[")] == [
        "[00:06] Therapist: Good to see you again, Rowan. How has the week been since we last met?",
        "[00:12] Client: Up and down. I slept badly again, maybe four hours on most nights.",
    ]
    assert "== Note (DRAFT - not signed)" in lines
    assert "\x1b" not in viewer.out.getvalue()


async def test_a_gap_is_healed_with_the_whole_session(tmp_path: Path) -> None:
    async with scripted() as room:
        await room.host.start()
        viewer = Viewer(tmp_path).open(room, room.gateway.new_pairing_code())
        await viewer.sees("● LIVE")
        await until(lambda: room.gateway.clients == 1)
        (client,) = room.gateway._audience.everybody
        client.outbox.event = lambda event, text: None  # type: ignore[method-assign]
        await room.host.hear_on(1)
        del client.outbox.event
        await room.host.hear_on(1)
        await viewer.sees("Good to see you", "slept badly")
        await viewer.close()
