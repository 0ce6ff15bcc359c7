"""What every source of sound is: microphone, recording, tablet."""

from collections.abc import AsyncIterator
from typing import Protocol

from scribe.audio.frame import Frame


class Source(Protocol):
    """Frames as they are heard. `frames` is iterated once, by one task; the rest may be called from the event loop."""

    @property
    def position(self) -> int:
        """Sample counter: where the next frame will start. Goes on while paused."""
        ...

    @property
    def waiting(self) -> bool:
        """It holds sound that was not taken yet. For the watchdog: who should take it may hang."""
        ...

    def frames(self) -> AsyncIterator[Frame]:
        """Every frame in order, until the source ends or is closed. Raises AudioDeviceError or AudioFileError."""
        ...

    def pause(self) -> None:
        """From now on no frame leaves; ring, partial frame and resampler are wiped."""
        ...

    def resume(self) -> None:
        """Frames leave again, the first one at `position`: the pause is a gap in the counter."""
        ...

    async def close(self) -> None:
        """`frames` ends. May be called twice."""
        ...


class Nothing:
    """A source that ends at once: for finishing a session from what was already heard."""

    waiting = False

    def __init__(self, start: int = 0) -> None:
        self.position = start

    async def frames(self) -> AsyncIterator[Frame]:
        return
        yield

    def pause(self) -> None:
        pass

    def resume(self) -> None:
        pass

    async def close(self) -> None:
        pass
