"""What the notes room hands on: what was heard, the finished note and what the clinician should know about it."""

from typing import Any

import msgspec

from scribe.events import Evidence, Finding, Missing, Note, Risk, Role
from scribe.notes.formats import NoteFormat


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One attributed utterance that a statement may cite."""

    id: str
    role: Role
    speaker: str
    start: float
    end: float
    text: str
    name: str | None = None
    """The participant's name, where the speaker is known by one."""


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """The clock of a finished session."""

    started_at: str | None = None
    """UTC, ISO 8601: when capture began."""
    ended_at: str | None = None
    heard_s: float = 0.0
    """Seconds of sound on the record, pauses not counted."""


class FinalNote(msgspec.Struct, frozen=True, kw_only=True):
    """The outline engine's note of one session and everything a second writer may build on."""

    note: Note
    """`final`, engine `outline`."""
    header: dict[str, Any]
    """From the chart and the clock only."""
    missing: tuple[Missing, ...]
    lint: tuple[Finding, ...]
    risk: tuple[Risk, ...]
    heard: tuple[Heard, ...]
    """What may be cited, in order. Struck and excluded utterances are not here."""
    evidence: tuple[Evidence, ...]
    format: NoteFormat
