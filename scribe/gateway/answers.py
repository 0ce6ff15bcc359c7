"""Carrying out commands, each once: a client that lost its connection may ask again with the same id."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from scribe.commands import AnyCommand, Ask, History, Pause, Stop
from scribe.errors import ScribeError
from scribe.gateway import messages
from scribe.gateway.devices import Device
from scribe.gateway.people import Person

REMEMBERED = 1000
"""Answers kept for each device: hours of touching a screen."""

MOST_LETTERS = 2_000_000
"""Of the answers kept for each device, the newest apart: a session that is opened, a sound or a document may be a
megabyte, and nobody asks for yesterday's a second time."""

MAX_DEVICES = 64
"""Devices whose answers are kept; the one that was longest silent is forgotten."""

BESIDE = Ask | History
"""A question that may take seconds, or as long as the clinic's network does, and changes nothing."""

OFF_RECORD = Pause | Stop
"""Never kept waiting by what else a device asked."""

Do = Callable[[AnyCommand, str], Awaitable[Mapping[str, Any]]]
"""Carries out a command for somebody. Raises ScribeError."""

Hush = Callable[[str], None]
"""No more sound of that session (empty: of whichever is heard) from now on: a pause or a stop waits for its turn."""

logger = logging.getLogger(__name__)


class _Asked:
    """What a device asked."""

    def __init__(self) -> None:
        self.answers: OrderedDict[str, asyncio.Task[str]] = OrderedDict()
        self.last: asyncio.Task[str] | None = None
        """Of those that are done in their order."""

    def forget(self, most_letters: int) -> None:
        """The oldest answers that make them too many letters together; never one that is still being made."""
        done = {id: len(task.result()) for id, task in self.answers.items() if task.done() and not task.cancelled()}
        too_many = sum(done.values()) - most_letters
        for id, letters in list(done.items())[:-1]:
            if too_many <= 0:
                return
            del self.answers[id]
            too_many -= letters


class Answers:
    def __init__(self, do: Do, remembered: int = REMEMBERED, hush: Hush = lambda _: None) -> None:
        self._do = do
        self._hush = hush
        self._remembered = remembered
        self._known: OrderedDict[int, _Asked] = OrderedDict()

    def ask(self, command: AnyCommand, device: Device, person: Person | None = None) -> "asyncio.Task[str]":
        """The answer to send. The task belongs to nobody's connection: a pause is done even if the tablet is gone."""
        asked = self._asked(device.id)
        if command.id not in asked.answers:
            asked.forget(MOST_LETTERS)
            asked.answers[command.id] = self._begin(asked, command, person.name if person else device.name)
            if len(asked.answers) > self._remembered:
                asked.answers.popitem(last=False)
        return asked.answers[command.id]

    def _begin(self, asked: _Asked, command: AnyCommand, by: str) -> "asyncio.Task[str]":
        """A question waits for no command, and none for it. A pause or a stop has its turn too, which a full disk
        delays, but nothing more is heard from now on."""
        beside = isinstance(command, BESIDE)
        if isinstance(command, OFF_RECORD) and asked.last and not asked.last.done():
            self._hush(command.session)
        task = asyncio.create_task(self._answer(command, by, None if beside else asked.last), name="command")
        if not beside:
            asked.last = task
        return task

    def _asked(self, device: int) -> _Asked:
        asked = self._known.setdefault(device, _Asked())
        self._known.move_to_end(device)
        if len(self._known) > MAX_DEVICES:
            self._known.popitem(last=False)
        return asked

    async def _answer(self, command: AnyCommand, by: str, before: "asyncio.Task[str] | None") -> str:
        if before:
            await asyncio.wait([before])  # a device's commands are done in the order it gave them
        try:
            return messages.acknowledge(command.id, await self._do(command, by))
        except ScribeError as error:
            return messages.encode(refusal(error, command.id))
        except Exception as error:
            # A fault in the daemon must not end the gateway. Its message may quote words, so only its type is told.
            logger.error("Command %s failed: %s", type(command).__name__, type(error).__name__)
            return messages.encode(messages.Error("internal", "That did not work.", "Try again.", command.id))

    def forget(self) -> None:
        """Answers hold what was said; nobody asks for those of an hour ago again. What is being made stays."""
        for device, asked in list(self._known.items()):
            asked.answers = OrderedDict((id, task) for id, task in asked.answers.items() if not task.done())
            if not asked.answers:
                del self._known[device]

    async def settle(self) -> None:
        """Wait for what is being carried out."""
        waiting = [task for asked in self._known.values() for task in asked.answers.values() if not task.done()]
        if waiting:
            await asyncio.wait(waiting)


def refusal(error: ScribeError, id: str = "") -> messages.Error:
    return messages.Error(error.code, error.text, error.hint, id)
