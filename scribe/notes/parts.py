"""What a note writer is built from, loaded once for all sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scribe import models
from scribe.chart import Chart
from scribe.config import Settings
from scribe.errors import ModelError
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import Cues, load_cues
from scribe.notes.note import Earlier
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.notes.reading.turn_reader import TurnReader
from scribe.notes.writer import NoteWriter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NoteParts:
    cues: Cues
    encoder: SentenceEncoder | None
    """None: the sentence model is not installed; notes are written without its second opinion."""
    formats: Path | None = None
    """The clinic's own formats."""
    meanings: TurnReader | None = None
    """None: the reader of turns is not installed; risk is known by its words alone."""

    @classmethod
    def load(cls, settings: Settings) -> "NoteParts":
        """ConfigError for a bad cue file."""
        encoder, meanings = _installed(SentenceEncoder, settings), _installed(TurnReader, settings)
        return cls(load_cues(), encoder, settings.notes.formats, meanings)

    def writer(self, chart: Chart, note_format: str, earlier: tuple[Earlier, ...] = ()) -> NoteWriter:
        """For one session, after the client's `earlier` notes. ConfigError for an unknown format."""
        layout = load_format(note_format, self.formats)
        return NoteWriter(chart, layout, self.cues, self.encoder, earlier, meanings=self.meanings)


def _installed(model: Callable[[Path], T], settings: Settings) -> T | None:
    try:
        return model(models.path_of(settings, "minilm"))
    except ModelError:
        return None
