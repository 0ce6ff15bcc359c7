"""Something large that is loaded when it is needed and put away while it is not: the models of an idle room."""

import asyncio
import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from scribe.errors import ScribeError

log = logging.getLogger(__name__)

T = TypeVar("T")


class OnCall(Generic[T]):
    """Loaded on a worker thread, by one task, however many ask meanwhile. Used on the event loop."""

    def __init__(self, load: Callable[[], T], name: str) -> None:
        self._load = load
        self._name = name
        self._loading: asyncio.Task[T] | None = None
        self._was_good = False
        self._told = ""

    def fetch(self) -> None:
        """Begin to load, unless that was done."""
        if self._loading is None or self._failed(self._loading):
            self._was_good = self.good
            self._loading = asyncio.create_task(asyncio.to_thread(self._load), name=self._name)
            self._loading.add_done_callback(self._note)

    async def get(self) -> T:
        """Raises what loading raised; the next one who asks tries again."""
        self.fetch()
        assert self._loading is not None
        return await asyncio.shield(self._loading)

    @property
    def good(self) -> bool:
        """The newest try to load it worked, whether it is held now or was put away since."""
        if self._loading is not None and self._loading.done():
            return not self._failed(self._loading)
        return self._was_good

    @property
    def held(self) -> bool:
        return self._loading is not None

    def put_away(self) -> None:
        """Once nobody else holds it its memory is free."""
        if self._loading and self._loading.done():
            self._was_good = self.good
            self._loading = None

    async def close(self) -> None:
        if self._loading:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)

    def _note(self, loading: asyncio.Task[T]) -> None:
        self._tell(None if loading.cancelled() else loading.exception())

    def _tell(self, error: BaseException | None) -> None:
        """Once, however often it is tried. What is said of a missing part names a file, and nothing of a session."""
        why = str(error) if isinstance(error, ScribeError) else type(error).__name__ if error else ""
        if why and why != self._told:
            log.error("can't %s: %s", self._name, why)
        self._told = why

    @staticmethod
    def _failed(loading: asyncio.Task[T]) -> bool:
        return loading.done() and (loading.cancelled() or loading.exception() is not None)
