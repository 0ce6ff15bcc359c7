"""What every session of a room needs loaded: the models of speech, and the note's cues and sentence model."""

import asyncio
from functools import partial

from scribe.config import Settings
from scribe.notes.language.remembered import forget
from scribe.notes.parts import NoteParts
from scribe.practice.topics import topics
from scribe.room.on_call import OnCall
from scribe.speech.models import Reloading


class Equipment:
    def __init__(self, settings: Settings) -> None:
        self.models = OnCall(Reloading(settings), "load models")
        self.note_parts = OnCall(partial(_note_parts, settings), "load cues")

    def wake(self) -> None:
        """Begin to load it."""
        self.models.fetch()
        self.note_parts.fetch()

    @property
    def good(self) -> bool:
        """It was loaded once, and nothing was missing."""
        return self.models.good and self.note_parts.good

    @property
    def held(self) -> bool:
        """Any of it: an old note that is laid out anew loads a part."""
        return self.models.held or self.note_parts.held

    def put_away(self) -> None:
        self.models.put_away()
        self.note_parts.put_away()
        forget()

    async def close(self) -> None:
        await asyncio.gather(self.models.close(), self.note_parts.close())


def _note_parts(settings: Settings) -> NoteParts:
    """A brief finds symptoms by the same cues: they are made ready here, or the day's first one would wait for them."""
    topics()
    return NoteParts.load(settings)
