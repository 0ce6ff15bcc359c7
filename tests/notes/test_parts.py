"""What a writer is built from."""

from pathlib import Path

import pytest

from scribe import models
from scribe.chart import Chart
from scribe.config import Settings
from scribe.errors import ConfigError, ModelError
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Timing
from scribe.notes.parts import NoteParts


def test_without_the_sentence_model_notes_are_written_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Path:
        raise ModelError("minilm: not installed.", "Run scripts/setup.")

    monkeypatch.setattr(models, "path_of", missing)
    loaded = NoteParts.load(Settings())
    assert loaded.encoder is None
    assert loaded.writer(Chart(), "DAP").finish(Timing()).note.sections


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ConfigError, match="XYZ"):
        NoteParts(load_cues(), None).writer(Chart(), "XYZ")
