"""What a note format says: which kinds of statement stand in which section, in which order, within which length."""

import re
from enum import StrEnum
from typing import Literal

import msgspec

from scribe.events import EvidenceKind

EXTRA_KINDS = ("session_info", "mental_status", "jotting")
"""Statement kinds that are no evidence: from the chart or clock, and the clinician's own."""
KINDS = frozenset({*(kind.value for kind in EvidenceKind), *EXTRA_KINDS})


class Reader(StrEnum):
    """For whom a note is written, which decides how its people are called."""

    CHART = "chart"
    """The record: people by their names."""
    COLLEAGUE = "colleague"
    """A consultation or supervision: nobody and no place can be known again (45 CFR 164.514(b)(2))."""
    MEMBER = "member"
    """One note for each client of a group, in which the other members have no names."""
    CLIENT = "client"
    """The client themself, in plain words: 'you'."""


ChartFact = Literal["diagnoses", "goals", "goals_worked_on", "planned_interventions", "medications"]


class SectionFormat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    title: str
    kinds: tuple[str, ...]
    """Kinds of statement that stand here, in the order in which they stand."""
    only: dict[str, tuple[str, ...]] = {}
    """Kind to regular expressions: only its statements that hold one of them stand here, and nowhere else."""
    chart: tuple[ChartFact, ...] = ()
    """What of the chart stands at the head of the section, said to be the chart's."""
    limit: int | None = None
    """Most words in this section; None: only the note's limit holds. What must stand always does."""

    def takes(self, kind: str, text: str) -> bool:
        if kind not in self.kinds:
            return False
        wanted = self.only.get(kind)
        return wanted is None or any(re.search(pattern, text, re.IGNORECASE) for pattern in wanted)


class NoteFormat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    title: str
    sections: tuple[SectionFormat, ...]
    about: str = ""
    """One line for whoever chooses a format."""
    reader: Reader = Reader.CHART
    leaves_out: tuple[str, ...] = ()
    """Kinds that this format has no place for, on purpose."""
    words: int = 500
    """Most words in the note of a session of up to `short_minutes`."""
    words_long: int = 700
    """Most words in the note of a session of `long_minutes`; in between it grows evenly."""
    short_minutes: float = 10.0
    long_minutes: float = 50.0

    def section_of(self, kind: str, text: str = "") -> SectionFormat | None:
        """Where a statement stands: a section that asks for its very words before one that takes all of its kind."""
        taking = [section for section in self.sections if section.takes(kind, text)]
        return next((section for section in taking if kind in section.only), next(iter(taking), None))

    def word_limit(self, minutes: float) -> int:
        span = self.long_minutes - self.short_minutes
        share = min(1.0, max(0.0, (minutes - self.short_minutes) / span)) if span > 0 else 1.0
        return round(self.words + share * (self.words_long - self.words))
