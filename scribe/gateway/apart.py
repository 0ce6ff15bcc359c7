"""The clinician's private notes on a tablet: a way of their own through the gateway.

No command carries them, so no answer of them is remembered, no log, event or store of the chart sees them, and nothing
here imports the room that keeps them: whoever starts the program hands it in. They are locked again when the
connection ends. The audit tells who opened, read and wrote them, and nothing of what they say; what it can't tell is
not done.
"""

from collections.abc import Awaitable, Callable, Sequence
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

USED = {
    messages.PrivateRead: "private notes read",
    messages.PrivateWrite: "private note written",
    messages.PrivateRemove: "private note removed",
}


async def unwitnessed(who: str, what: str, whom: str | None) -> None:
    """For a gateway that has no audit."""


def may_use(person: Person | None) -> bool:
    """Clinicians, and whoever is paired where the room has no people; the passphrase is asked of them all."""
    return person is None or person.role is Access.CLINICIAN


async def answer(
    apart: Apart, asked: messages.PrivateMessage, note: Callable[[str, str | None], Awaitable[None]]
) -> messages.Private:
    """`note` is a `Witness` of whoever asks. Raises ScribeError."""
    again = await _again(apart, asked)
    use = messages.PrivateRead if again else type(asked)
    if apart.state is messages.PrivateState.OPEN and use in USED:
        await note(USED[use], getattr(asked, "client", None))
    match asked:
        case messages.PrivateWrite() if again:
            pass
        case messages.PrivateBegin():
            apart.refuse_begin(asked.passphrase)  # before the audit tells of them
            await note("private notes begun", None)
            await apart.begin(asked.passphrase)
        case messages.PrivateUnlock():
            await _unlock(apart, asked.passphrase, note)
        case messages.PrivateLock():
            apart.lock()
        case messages.PrivateWrite():
            await apart.write(asked.client, asked.session, asked.text, asked.key)
        case messages.PrivateRemove():
            await apart.remove(asked.entry)
        case messages.PrivateRead():
            pass
    return messages.Private(asked.id, apart.state, await _entries(apart, asked))


async def _again(apart: Apart, asked: messages.PrivateMessage) -> bool:
    """It was written before, and is asked for again because nobody knows what became of it."""
    if not isinstance(asked, messages.PrivateWrite) or not asked.key:
        return False
    return apart.state is messages.PrivateState.OPEN and await apart.has(asked.key)


async def _unlock(apart: Apart, passphrase: str, note: Callable[[str, str | None], Awaitable[None]]) -> None:
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
