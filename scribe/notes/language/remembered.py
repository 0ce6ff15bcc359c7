"""What is worked out of a text is remembered while its session lasts, and no longer: it is what was said."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_forget: list[Callable[[], Any]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The answers to the `most` latest questions, until `forget`."""

    def dressed(work: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=most)(work)
        _forget.append(kept.cache_clear)
        return cast(Callable[P, T], kept)

    return dressed


def forget() -> None:
    """An idle room holds nothing of what was said in it."""
    for each in _forget:
        each()
