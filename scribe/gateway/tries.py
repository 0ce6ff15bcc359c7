"""How often a secret may be guessed. Pure: the clock is given."""

from collections.abc import Callable
from dataclasses import dataclass

MAX_WRONG = 5
FIRST_LOCK_S, LAST_LOCK_S = 60.0, 900.0
"""After MAX_WRONG wrong ones; twice as long each time."""


@dataclass(slots=True)
class _Tried:
    wrong: int = 0
    lock_s: float = FIRST_LOCK_S
    locked_until: float = 0.0


class Tries:
    """For each `key`, which may be anybody's, known or not."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tried: dict[int, _Tried] = {}

    def wait_s(self, key: int) -> float:
        """Seconds until it may be tried again; 0: now."""
        return max(0.0, self._tried.setdefault(key, _Tried()).locked_until - self._clock())

    def good(self, key: int) -> None:
        self._tried.pop(key, None)

    def wrong(self, key: int) -> None:
        tried = self._tried.setdefault(key, _Tried())
        tried.wrong += 1
        if tried.wrong >= MAX_WRONG:
            tried.wrong, tried.locked_until = 0, self._clock() + tried.lock_s
            tried.lock_s = min(tried.lock_s * 2, LAST_LOCK_S)
