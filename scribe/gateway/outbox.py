"""What waits for one client. Pure and bounded: a client that reads slowly costs it detail, never the others anything.

Newer drafts, levels and words of a full disk replace the ones that still wait. When more durable events wait than the
bound, all of them are dropped for one mark: the client will be sent the session as it then stands instead of a gap.
"""

from collections import OrderedDict
from collections.abc import Hashable

from scribe import events as ev

MAX_EVENTS = 512
"""Durable events, about ten minutes of talk; past it a snapshot is smaller."""

MAX_REPLIES = 256
"""Answers to commands. Only a client that asks without reading gets here."""


class Flooded(Exception):
    """The client asks and does not read the answers."""


class Fresh:
    """Stands in the queue for a snapshot that is taken when its turn comes."""


FRESH = Fresh()
_FRESH_KEY = "fresh"


class Outbox:
    def __init__(self, max_events: int = MAX_EVENTS, max_replies: int = MAX_REPLIES) -> None:
        self._waiting: OrderedDict[Hashable, str | Fresh] = OrderedDict()
        self._max_events = max_events
        self._max_replies = max_replies
        self._events = 0
        self._replies = 0
        self._last = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def event(self, event: ev.AnyEvent, text: str) -> None:
        """`text` is the event's JSON form. Ignored while a snapshot waits, which will hold it."""
        if _FRESH_KEY in self._waiting:
            return
        match event:
            case ev.Level() | ev.Saving():
                self._newest(type(event), text)
            case ev.Draft():
                self._newest(("draft", event.utterance), text)
            case ev.Words():
                self._durable(text, event.utterance)
            case ev.Utterance():
                self._durable(text, event.id)
            case _:
                self._durable(text, None)

    def _newest(self, key: Hashable, text: str) -> None:
        """To the end: a draft belongs after the confirmed words it continues."""
        self._waiting.pop(key, None)
        self._waiting[key] = text

    def _durable(self, text: str, confirmed: str | None) -> None:
        self._waiting.pop(("draft", confirmed), None)  # confirmed words end the draft before them
        if self._events >= self._max_events:
            self.renew()
            return
        self._events += 1
        self._waiting["event", self._number()] = text

    def renew(self) -> None:
        """Drop what waits of the session: the client is to get all of it anew."""
        replies = ((key, text) for key, text in self._waiting.items() if _is_reply(key))
        self._waiting = OrderedDict(replies)
        self._waiting[_FRESH_KEY] = FRESH
        self._events = 0

    def reply(self, text: str) -> None:
        """Answers keep their order. Raises Flooded past the bound."""
        if self._replies >= self._max_replies:
            raise Flooded
        self._replies += 1
        self._waiting["reply", self._number()] = text

    def reply_newest(self, kind: str, text: str) -> None:
        """An answer that makes an earlier one of its kind needless."""
        self._newest(("newest", kind), text)

    def take(self) -> str | Fresh | None:
        """The next to send; None when nothing waits."""
        if not self._waiting:
            return None
        key, item = self._waiting.popitem(last=False)
        self._events -= _is_kind(key, "event")
        self._replies -= _is_kind(key, "reply")
        return item

    def _number(self) -> int:
        self._last += 1
        return self._last


def _is_kind(key: Hashable, kind: str) -> bool:
    return isinstance(key, tuple) and key[0] == kind


def _is_reply(key: Hashable) -> bool:
    return _is_kind(key, "reply") or _is_kind(key, "newest")
