"""The session's log: gives each event its place, stores it, and only then announces it.

Readers attach at a sequence number and get every durable event after it exactly once, in order, then the new ones.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from scribe import events as ev
from scribe.errors import StateError
from scribe.session.machine import INTERRUPTED
from scribe.session.patience import Patience
from scribe.session.redaction import bare, scrub
from scribe.session.review import FROZEN
from scribe.session.transcript import ADDED, Transcript

Store = Callable[[Sequence[ev.AnyEvent]], Awaitable[None]]
"""Makes stamped events durable, all or none."""

Stored = Callable[[int], Awaitable[Sequence[ev.AnyEvent]]]
"""The durable events after that number. Raises StoreError also where the disk can't be believed."""

Make = Callable[[], Awaitable[Sequence[ev.AnyEvent]]]
"""What to append, from the log as it stands when this is called. Raises ScribeError where nothing may be. Never appends
by itself: it is called while nobody else can."""

Reader = Callable[[ev.AnyEvent], None]
"""Called on the event loop for each announced event; must return at once and never raise."""


T = TypeVar("T")


class SessionLog:
    """One session's events, in order. `clock()` is seconds since the first frame of capture."""

    def __init__(
        self,
        session: str,
        store: Store,
        clock: Callable[[], float],
        history: Sequence[ev.AnyEvent] = (),
        *,
        stored: Stored | None = None,
        patient: bool = False,
    ) -> None:
        """`patient`: from its beginning to its draft it waits for room on a full disk. What is asked of a note later is
        refused there. `stored`: asked after a refusal, since the disk may have taken what it did not vouch for."""
        self.session = session
        self.transcript = Transcript(session=session)
        self._store = store
        self._clock = clock
        self._durable = list(history)
        self.struck: set[str] = set()
        for event in history:
            self._note_struck(event)
            self.transcript.apply(event)
        self._readers: dict[int, Reader] = {}
        self._next_reader = 0
        self._writing = asyncio.Lock()
        self._stored = stored
        self._in_doubt = False
        """The store refused the newest events, and may have them all the same."""
        self._patience = Patience(self.tell) if patient else None

    @property
    def seq(self) -> int:
        """Of the last durable event."""
        return len(self._durable)

    async def append(self, *events: ev.AnyEvent, store: Store | None = None) -> None:
        """Stamp, store, then announce durable events; all or none. `store`: in the place of the log's own, where
        something else is stored in the same transaction.

        Raises StoreError, and announces nothing, when they could not be stored, and StateError for what would change
        a signed note. Shielded: a cancelled caller leaves no half-done write behind.
        """
        if events:
            await asyncio.shield(self._append(events, store or self._store))

    async def _append(self, events: Sequence[ev.AnyEvent], store: Store) -> None:
        async with self._writing:
            await self._caught_up()
            await self._appended(events, store)

    async def add(self, make: Make, key: str = "", store: Store | None = None) -> Sequence[ev.AnyEvent]:
        """Append what `make` makes of the log: nothing comes between what it checks and what is stored. With a
        client's `key` it is there once, whether it is asked for again, by two at once, after a restart, or of a disk
        that had taken what it refused. `store`: as of `append`, and called after `make`.

        Returns what was stored; nothing: it is there already. Raises as `append` does, and what `make` raises.
        """
        return await asyncio.shield(self._added(make, key, store or self._store))

    async def _added(self, make: Make, key: str, store: Store) -> Sequence[ev.AnyEvent]:
        async with self._writing:
            await self._caught_up()
            if key in self.transcript.keys:
                return ()
            return await self._appended([_keyed(event, key) for event in await make()], store)

    async def has(self, key: str) -> bool:
        """Something was added with this key. Raises StoreError while it can't be known."""
        async with self._writing:
            await self._caught_up()
            return key in self.transcript.keys

    async def _appended(self, events: Sequence[ev.AnyEvent], store: Store) -> Sequence[ev.AnyEvent]:
        """With the lock held. As they were stamped."""
        if self.transcript.review.signed and any(isinstance(event, FROZEN) for event in events):
            raise StateError("The note is signed: it does not change any more.", "Add an addendum.")
        at = self._clock()
        stamped = [
            ev.stamp(scrub(event, self.struck), seq=self.seq + place, at=at, session=self.session)
            for place, event in enumerate(events, 1)
        ]
        if not stamped:
            return ()
        try:
            await self._kept(partial(store, stamped))
        except Exception:
            self._in_doubt = True
            raise
        self._told(stamped)
        return stamped

    async def catch_up(self) -> bool:
        """Announce what a disk that was not believed took all the same. True when there was something. Whoever decides
        by the transcript asks for this first. Raises StoreError while it can't be known."""
        async with self._writing:
            return await self._caught_up()

    async def _caught_up(self) -> bool:
        missed: Sequence[ev.AnyEvent] = ()
        if self._in_doubt and self._stored:
            missed = await self._kept(partial(self._stored, self.seq))
        self._in_doubt = False
        self._told(missed)
        return bool(missed)

    def _told(self, stamped: Sequence[ev.AnyEvent]) -> None:
        self._durable.extend(stamped)
        for event in stamped:
            self._announce(event)

    @property
    def waits(self) -> bool:
        """The disk is full or takes no writes: what happens is not stored yet."""
        return self._patience is not None and self._patience.waits

    def give_up(self) -> None:
        """The room shuts down: what waits for room on the disk is refused, UnstoredError, and waits no longer."""
        if self._patience:
            self._patience.give_up()

    async def patiently(self, write: Callable[[], Awaitable[T]]) -> T:
        """Something else of this session is stored; a patient log waits until the disk takes it."""
        return await (self._patience.kept(write) if self._patience else write())

    async def _kept(self, work: Callable[[], Awaitable[T]]) -> T:
        state = self.transcript.state
        under_way = state is not None and state.state in INTERRUPTED
        return await (self.patiently(work) if under_way else work())

    def tell(self, event: ev.Draft | ev.Level | ev.Saving) -> None:
        """Announce something that need not be stored. Never waits: capture and recognition go through here."""
        self._announce(ev.stamp(scrub(event, self.struck), seq=self.seq, at=self._clock(), session=self.session))

    def _announce(self, event: ev.AnyEvent) -> None:
        self._note_struck(event)
        self.transcript.apply(event)
        for reader in tuple(self._readers.values()):
            reader(event)

    def _note_struck(self, event: ev.AnyEvent) -> None:
        """Late readers replay the log, and late words still come: what was struck must not be in either, nor what was
        destroyed."""
        if isinstance(event, ev.Redaction):
            self.struck.update(event.utterances)
            self._durable = [scrub(past, self.struck) for past in self._durable]
        elif isinstance(event, ev.Destruction) and event.what == "words":
            self._durable = [bare(past) for past in self._durable]

    def since(self, seq: int) -> tuple[ev.AnyEvent, ...]:
        """Durable events after `seq`, in order, without struck text."""
        return tuple(self._durable[max(0, seq) :])

    def attach(self, reader: Reader) -> Callable[[], None]:
        """Announce every event from now on to `reader`. Returns the way to detach.

        Runs on the event loop without yielding, so `since()` just before it misses and repeats nothing.
        """
        number = self._next_reader
        self._next_reader += 1
        self._readers[number] = reader
        return lambda: self._readers.pop(number, None) and None


def _keyed(event: ev.AnyEvent, key: str) -> ev.AnyEvent:
    """What a client adds carries the client's key from here on: into the store, and out of it after a restart."""
    return msgspec.structs.replace(event, key=key) if key and isinstance(event, ADDED) else event
