"""What is asked of sessions whose note is drafted, today's or earlier ones, brought to who does it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from scribe import commands
from scribe.records.store import Store
from scribe.session.desk import Desk
from scribe.session.halves import Halves
from scribe.session.obeying import set_right
from scribe.session.recalling import Recalling
from scribe.session.rewriting import Rewriting

Answer = Mapping[str, Any]

Errand = (
    commands.DeskCommand | commands.Righting | commands.Sessions | commands.Recent | commands.Brief | commands.History
)
"""A `Righting` that names no session is not one: it is for the session that is heard."""


class Errands:
    """`refuse_unfinished(session)` raises StateError while that session's note is still being written;
    `elsewhere(client, by)` asks the clinic's other rooms, and may take as long as the network does."""

    def __init__(
        self,
        desk: Desk,
        rewriting: Rewriting,
        store: Store,
        recalling: Recalling,
        refuse_unfinished: Callable[[str], None],
        elsewhere: Callable[[str, str], Awaitable[Answer]],
    ) -> None:
        self._desk, self._rewriting, self._store, self._recalling = desk, rewriting, store, recalling
        self._halves = Halves(store, desk.log, rewriting)
        self._refuse_unfinished = refuse_unfinished
        self._elsewhere = elsewhere

    async def do(self, command: Errand, by: str) -> Answer:
        """Raises ScribeError."""
        match command:
            case commands.Format() | commands.Regenerate():
                self._refuse_unfinished(command.session)
                return await self._rewriting.do(await self._desk.log(command.session), command)
            case commands.Merge() | commands.Split():
                self._refuse_unfinished(command.session)
                return await self._halves.do(command, by)
            case commands.Name() | commands.Assign() | commands.Correct():
                self._refuse_unfinished(command.session)
                return await set_right(await self._desk.log(command.session), self._rewriting, command, by)
            case commands.Ask():
                return await self._recalling.ask(command, by)
            case commands.History():
                return await self._elsewhere(command.client, by)
            case commands.Summary():
                await self._store.audit(by, "client view read", command.session)
                return await self._rewriting.summary(await self._desk.log(command.session))
            case _:
                return await self._desk.do(command, by)
