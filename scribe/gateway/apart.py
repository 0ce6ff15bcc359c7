"""The clinician's private notes on a tablet: a way of their own through the gateway.

No command carries them, so no answer of them is remembered, no log, event or store of the chart sees them, and nothing
here imports the room that keeps them: whoever starts the program hands it in. They are locked again when the
connection ends. The audit tells who opened, read and wrote them, and nothing of what they say; what it can't tell is
not done.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from scribe.errors import WrongKeyError
from scribe.gateway import messages
from scribe.gateway.people import Access, Person


class Entry(Protocol):
    """A private note as its room keeps it."""

    @property
    def id(self) -> int: ...
    @property
    def session(self) -> str | None: ...
    @property
    def written_at(self) -> str: ...
    @property
    def text(self) -> str: ...


class Apart(Protocol):
    """Private notes as one connection holds them. Its methods raise ScribeError."""

    @property
    def state(self) -> messages.PrivateState: ...
    @property
    def writing(self) -> AbstractAsyncContextManager[None]:
        """Held by one writer of all connections: what is asked for by two at once is told and written once."""
        ...

    def refuse_begin(self, words: str) -> None: ...
    async def begin(self, words: str) -> None: ...
    async def unlock(self, words: str) -> None: ...
    def lock(self) -> None: ...
    async def read(self, client: str) -> Sequence[Entry]: ...
    async def write(self, client: str, session: str | None, text: str, key: str) -> None: ...
    async def has(self, key: str) -> bool: ...
    async def remove(self, entry: int) -> None: ...


NewApart = Callable[[], Apart]

Witness = Callable[[str, str, str | None], Awaitable[None]]
"""(who, what they do, to whom): a row of the audit. Raises StoreError."""

Note = Callable[[str, str | None], Awaitable[None]]
"""A `Witness` of whoever asks."""

READ, WRITTEN = "private notes read", "private note written"

USED = {messages.PrivateRead: READ, messages.PrivateRemove: "private note removed"}
"""What the audit tells before it is done."""


async def unwitnessed(who: str, what: str, whom: str | None) -> None:
    """For a gateway that has no audit."""


def may_use(person: Person | None) -> bool:
    """Clinicians, and whoever is paired where the room has no people; the passphrase is asked of them all."""
    return person is None or person.role is Access.CLINICIAN


async def answer(apart: Apart, asked: messages.PrivateMessage, note: Note) -> messages.Private:
    """Do it, and say how it is afterwards. Raises ScribeError."""
    if apart.state is messages.PrivateState.OPEN and type(asked) in USED:
        await note(USED[type(asked)], getattr(asked, "client", None))
    match asked:
        case messages.PrivateBegin():
            apart.refuse_begin(asked.passphrase)  # before the audit tells of them
            await note("private notes begun", None)
            await apart.begin(asked.passphrase)
        case messages.PrivateUnlock():
            await _unlock(apart, asked.passphrase, note)
        case messages.PrivateLock():
            apart.lock()
        case messages.PrivateWrite():
            async with apart.writing:
                await _write(apart, asked, note)
        case messages.PrivateRemove():
            await apart.remove(asked.entry)
        case messages.PrivateRead():
            pass
    return messages.Private(asked.id, apart.state, await _entries(apart, asked))


async def _write(apart: Apart, asked: messages.PrivateWrite, note: Note) -> None:
    """What was written before is asked for again because nobody knows what became of it: it is read then."""
    is_open = apart.state is messages.PrivateState.OPEN
    again = is_open and bool(asked.key) and await apart.has(asked.key)
    if is_open:
        await note(READ if again else WRITTEN, asked.client)
    if not again:
        await apart.write(asked.client, asked.session, asked.text, asked.key)


async def _unlock(apart: Apart, passphrase: str, note: Note) -> None:
    try:
        await apart.unlock(passphrase)
    except WrongKeyError:
        await note("private notes: a wrong passphrase", None)
        raise
    try:
        await note("private notes unlocked", None)
    except BaseException:
        apart.lock()
        raise


async def _entries(apart: Apart, asked: messages.PrivateMessage) -> tuple[messages.PrivateEntry, ...]:
    client = getattr(asked, "client", None)
    if client is None or apart.state is not messages.PrivateState.OPEN:
        return ()
    return tuple(
        messages.PrivateEntry(one.id, one.session, one.written_at, one.text) for one in await apart.read(client)
    )
