"""A note that was written earlier, as the pages of this room read it."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from scribe import events as ev
from scribe.events import SessionState

SCORE = re.compile(r"\b(PHQ-9|GAD-7|AUDIT|SUDS?|VOC|ORS|SRS|PCL-5)\b[^\d.;]{0,40}?(\d{1,3}(?:\.\d)?)\b")
"""A scale and the number that follows it in the same clause."""

RANGES: dict[str, tuple[float, float]] = {
    "PHQ-9": (0, 27),
    "GAD-7": (0, 21),
    "AUDIT": (0, 40),
    "SUD": (0, 10),
    "SUDS": (0, 100),
    "VOC": (1, 7),
    "ORS": (0, 40),
    "SRS": (0, 40),
    "PCL-5": (0, 80),
}
"""Least and most that each scale gives: a line is drawn on all of it, so that no change looks larger than it is."""


class Past(msgspec.Struct, frozen=True, kw_only=True):
    session: str
    date: str
    """Of the session, YYYY-MM-DD."""
    state: SessionState
    sections: tuple[ev.Section, ...]

    @property
    def statements(self) -> Iterator[ev.Statement]:
        return (statement for section in self.sections for statement in section.statements)

    def of(self, *kinds: str) -> tuple[str, ...]:
        return tuple(s.text for s in self.statements if s.kind in kinds)

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.statements)


def scores(statements: Sequence[str]) -> dict[str, float]:
    """Scale -> number, as statements of a note say it; the last one said wins."""
    return {name: float(number) for text in statements for name, number in SCORE.findall(text)}
