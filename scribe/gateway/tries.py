"""How often a secret may be guessed. Pure: the clock is given."""

from collections.abc import Callable
from dataclasses import dataclass

MAX_WRONG = 5
FIRST_LOCK_S, LAST_LOCK_S = 60.0, 900.0
"""After MAX_WRONG wrong ones; twice as long each time."""

MOST_KEYS = 1000
"""That have a count of their own: a clinic's people many times over. Whoever guesses at more keys than that shares one
count with all who come later, so that the table never grows, and no key is forgotten in anybody's favour."""


@dataclass(slots=True)
class _Tried:
    wrong: int = 0
    lock_s: float = FIRST_LOCK_S
    locked_until: float = 0.0


class Tries:
    """For each `key`, which may be anybody's, known or not."""

    def __init__(self, clock: Callable[[], float], most: int = MOST_KEYS) -> None:
        self._clock = clock
        self._most = most
        self._tried: dict[int, _Tried] = {}
        self._others: _Tried | None = None
        """Of all keys that came when there was no room any more, to the end: nothing but time ends their wait."""

    def __len__(self) -> int:
        """Keys that have a count of their own."""
        return len(self._tried)

    def wait_s(self, key: int) -> float:
        """Seconds until it may be tried again; 0: now."""
        tried = self._tried.get(key, self._others)
        return max(0.0, tried.locked_until - self._clock()) if tried else 0.0

    def good(self, key: int) -> None:
        self._tried.pop(key, None)

    def wrong(self, key: int) -> None:
        tried = self._count(key)
        tried.wrong += 1
        if tried.wrong >= MAX_WRONG:
            tried.wrong, tried.locked_until = 0, self._clock() + tried.lock_s
            tried.lock_s = min(tried.lock_s * 2, LAST_LOCK_S)

    def _count(self, key: int) -> _Tried:
        if key in self._tried:
            return self._tried[key]
        if self._others is None and len(self._tried) >= self._most:
            self._others = _Tried()
        return self._others or self._tried.setdefault(key, _Tried())
