"""Who watches the session, and what they are told of it: each event encoded once, and put into every client's outbox.

Nobody is waited for. Whoever stands apart, at the lock or not allowed to see sessions, is told nothing.
"""

from collections.abc import Callable

from scribe import events as ev
from scribe.gateway import messages
from scribe.gateway.connection import Connection
from scribe.gateway.host import Host
from scribe.gateway.outbox import Outbox
from scribe.gateway.people import sees_sessions
from scribe.session.log import SessionLog


class Audience:
    def __init__(self, host: Host, most_missed: int) -> None:
        """`most_missed`: events that are told again one by one; who missed more gets the session whole."""
        self._host, self._most_missed = host, most_missed
        self._watching: set[Connection] = set()
        self._apart: set[Connection] = set()
        self._detach: Callable[[], None] = lambda: None

    @property
    def watching(self) -> int:
        """Paired clients that watch now."""
        return sum(client.here for client in self._watching)

    @property
    def everybody(self) -> frozenset[Connection]:
        """Those who stand apart, too."""
        return frozenset(self._watching | self._apart)

    def follow(self, log: SessionLog) -> None:
        """A session begins: every client gets it whole, then its events."""
        self.attach(log)
        for client in self._watching:
            client.outbox.renew()
            client.wake()

    def attach(self, log: SessionLog) -> None:
        """From now on this session's events are told."""
        self.detach()
        self._detach = log.attach(self._tell)

    def detach(self) -> None:
        self._detach()

    def stand_apart(self, client: Connection) -> None:
        self._apart.add(client)

    def join(self, client: Connection, place: messages.Place | None) -> None:
        """Runs without yielding: between what is sent of the past and what will be told nothing is missed or twice."""
        if not sees_sessions(client.person):
            client.outbox.renew()
            client.wake()
            return
        self._apart.discard(client)
        missed = self._missed(place)
        if missed is None or place is None:
            client.outbox.renew()
        else:
            client.outbox.reply(messages.encode(self._welcome_back(client, place)))
            _put(client.outbox, missed)
        client.wake()
        self._watching.add(client)

    def leave(self, client: Connection) -> None:
        self._watching.discard(client)
        self._apart.discard(client)

    def _tell(self, event: ev.AnyEvent) -> None:
        text = ev.encode(event).decode()
        for client in self._watching:
            if client.here:
                client.outbox.event(event, text)
                client.wake()

    def _welcome_back(self, client: Connection, place: messages.Place) -> messages.Welcome:
        return messages.Welcome(
            room=self._host.room,
            resumed=True,
            seq=place.seq,
            goals=self._host.goals,
            person=client.person,
            paired_until=client.paired_until,
        )

    def _missed(self, place: messages.Place | None) -> tuple[ev.AnyEvent, ...] | None:
        """None: it needs the whole session, for it knows another one, or too much was missed."""
        log = self._host.current
        if log is None or place is None or place.session != log.session or place.seq > log.seq:
            return None
        missed = log.since(place.seq)
        return missed if len(missed) <= self._most_missed else None


def _put(outbox: Outbox, events: tuple[ev.AnyEvent, ...]) -> None:
    for event in events:
        outbox.event(event, ev.encode(event).decode())
