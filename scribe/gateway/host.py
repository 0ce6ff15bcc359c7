"""What the gateway needs of the daemon behind it. The daemon implements it; tests bring their own."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from scribe.chart import Goal
from scribe.commands import SessionCommand
from scribe.session.log import SessionLog


class Host(Protocol):
    @property
    def room(self) -> str:
        """The room's name as the clinic calls it."""

    @property
    def current(self) -> SessionLog | None:
        """The log of the session that is open, or of the last one of this run."""

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Of the chart of that session."""

    def on_session(self, callback: Callable[[SessionLog], None]) -> Callable[[], None]:
        """Call back on the event loop when a session begins. Returns the way to detach."""

    async def do(self, command: SessionCommand, by: str) -> Mapping[str, Any]:
        """Carry out a command for the named device. Raises ScribeError; its `code` and text go to the client."""

    def hush(self, session: str) -> None:
        """Let no more sound of it in (empty: of whichever is heard): a pause or a stop is coming. Returns at once;
        nothing where it is not, or not any more, heard."""

    async def hear(self, number: int, pcm: bytes) -> int:
        """A numbered block of 16 kHz mono int16 from a tablet used as microphone; the next number wanted."""

    def health(self) -> Mapping[str, Any]:
        """What `/healthz` says: no name, word or session id."""
