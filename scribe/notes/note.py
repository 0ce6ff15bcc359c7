"""What the notes room hands on: what was heard, the finished note and what the clinician should know about it."""

from typing import Any

import msgspec

from scribe.chart import Chart
from scribe.events import Evidence, Finding, Missing, Note, Polarity, Risk, Role, Statement
from scribe.notes.formats.catalogue import NoteFormat


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
    begins: bool = False
    """What was said just before it was struck: it goes on with nothing."""


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """The clock of a finished session."""

    started_at: str | None = None
    """UTC, ISO 8601: when capture began."""
    ended_at: str | None = None
    heard_s: float = 0.0
    """Seconds of sound on the record, pauses not counted."""
    unheard: bool = False
    """No microphone was open: the note is the clinician's own account, and its clock is that of their writing."""


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """What an earlier note of the same client is needed for."""

    statements: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    """Ids of the goals that its statements served."""


MUST = 10.0
"""Weight from which a statement is never left out for length."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that might stand in the note, before selection."""

    kind: str
    text: str
    cites: tuple[str, ...]
    weight: float
    """How much a reader needs it. From `MUST` on it is never left out for length."""
    at: int
    """Position in the session, for the order of the note."""
    polarity: Polarity = Polarity.AFFIRMED
    shorter: "Candidate | None" = None
    """The same with less of it, for where the words run out."""
    optional: bool = False
    """Never must it stand: the weight is the sum of several that need not."""

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def must(self) -> bool:
        return self.weight >= MUST and not self.optional


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a layout of this session's note is made from, whatever the format: no layout takes from it."""

    candidates: tuple[Candidate, ...] = ()
    apart: tuple[Candidate, ...] = ()
    """The same before what was told one after the other was joined: for who may read some of it and not the rest."""
    goals: dict[str, str] = {}
    """A candidate's text to the id of the goal it serves."""
    objectives: dict[str, str] = {}
    """The same to the goal's objective."""
    own: tuple[Statement, ...] = ()
    """The clinician's jottings, as they were written."""
    written_for: dict[str, str] = {}
    """A jotting's id to the key of the section that it was written for."""
    risk: tuple[Risk, ...] = ()
    speakers: dict[str, str] = {}
    """Utterance to what the note calls its speaker: a first name, 'Client', 'Therapist'."""
    names: tuple[str, ...] = ()
    """Words that were said like names: with a capital inside a sentence."""
    chart: Chart = Chart()
    earlier: tuple[Earlier, ...] = ()
    """The client's notes before this one, newest first."""
    timing: Timing = Timing()


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
    material: Material = Material()
    """What another layout of the same session is made from."""
