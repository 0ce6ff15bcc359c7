"""What this room hears through: its microphone, a second device for the far side, or a tablet."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from scribe import events as ev
from scribe.audio.attention import Change
from scribe.audio.network import NetworkSource
from scribe.audio.pair import Pair
from scribe.audio.source import Source
from scribe.audio.steady import Steady, Tell
from scribe.config import AudioSettings
from scribe.errors import AudioDeviceError, StateError
from scribe.session.gaps import far_side_notice, microphone_notice

log = logging.getLogger(__name__)


class Inlet:
    """`tell` takes the notices of what happens to the devices, for the session that is heard. Nothing that is heard
    waits for it: on a full disk a notice is not stored before there is room."""

    def __init__(self, settings: AudioSettings, tell: Callable[[ev.Notice], Coroutine[Any, Any, None]]) -> None:
        self._settings = settings
        self._tell = tell
        self.source: Source | None = None
        """Of the newest session."""
        self._telling: set[asyncio.Task[None]] = set()

    def opened(self, start: int, *, patient: bool = False) -> Source:
        """AudioDeviceError when the microphone is not there, unless `patient`: then it is waited for."""
        if self._settings.source == "tablet":
            return NetworkSource(start)
        near = self._microphone(self._settings.device, self._microphone_changed, start, patient=patient)
        far_device = self._settings.far_device
        if far_device is None:
            return near
        return Pair(near, self._microphone(far_device, self._far_side_changed, start, patient=True))

    def _microphone(self, device: str | None, changed: Tell, start: int, *, patient: bool) -> Steady:
        from scribe.audio.microphone import Microphone

        open_at = partial(Microphone, device)
        silence_s = self._settings.silence_notice_s
        return Steady(open_at, changed, None if patient else open_at(start), start, silence_s)

    async def _microphone_changed(self, change: Change, error: AudioDeviceError | None) -> None:
        self._tell_in_turn(microphone_notice(change, error))

    async def _far_side_changed(self, change: Change, error: AudioDeviceError | None) -> None:
        """Nobody may be speaking there for minutes: that it is silent is no news, that it is gone is."""
        if change in (Change.AWAY, Change.BACK, Change.REPLACED):
            self._tell_in_turn(far_side_notice(change))

    def _tell_in_turn(self, notice: ev.Notice) -> None:
        """The log takes them in the order in which they were told."""
        task = asyncio.create_task(self._tell(notice), name="microphone notice")
        self._telling.add(task)
        task.add_done_callback(self._told)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._telling.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("a notice of the microphone was not stored: %s", type(error).__name__)

    @property
    def lost(self) -> int:
        """Times that the microphone lost sound in this session."""
        source = self.source.near if isinstance(self.source, Pair) else self.source
        return source.xruns if isinstance(source, Steady) else 0

    def offer(self, number: int, pcm: bytes) -> int:
        """A block of a tablet's sound. StateError where the room hears through something else."""
        if not isinstance(self.source, NetworkSource):
            raise StateError("This room does not hear through a tablet.", 'Set audio.source = "tablet".')
        return self.source.offer(number, pcm)

    def kind(self, *, hearing: bool) -> str:
        """`tablet` where this room has no ear of its own, so that a tablet can offer to be it; else `room`."""
        through_tablet = isinstance(self.source, NetworkSource) if hearing else self._settings.source == "tablet"
        return "tablet" if through_tablet else "room"
