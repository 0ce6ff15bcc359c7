"""What a note says of a scale: PHQ-9, GAD-7, SUD and the like. Pure.

A wrong figure in a line over months is worse than none: what is an earlier value, one item of a scale, or no value that
the scale can give is not read.
"""

import re
from collections.abc import Iterator, Sequence

from scribe.notes.language.values import NUMBER, numbers

RANGES: dict[str, tuple[float, float]] = {
    "PHQ-9": (0, 27),
    "GAD-7": (0, 21),
    "AUDIT": (0, 40),
    "AUDIT-C": (0, 12),
    "SUD": (0, 10),
    "SUDS": (0, 100),
    "VOC": (1, 7),
    "ORS": (0, 40),
    "SRS": (0, 40),
    "PCL-5": (0, 80),
}
"""Least and most that each scale gives: a line is drawn on all of it, so that no change looks larger than it is."""

_NAME = re.compile(
    r"\b(?:(?P<PHQ9>PHQ[- ]?9)|(?P<GAD7>GAD[- ]?7)|(?P<PCL5>PCL[- ]?5)|(?P<AUDITC>AUDIT[- ]?C)|(?P<AUDIT>AUDIT)"
    r"|(?P<SUDS>SUDS)|(?P<SUD>SUD)|(?P<VOC>VOC)|(?P<ORS>ORS)|(?P<SRS>SRS))\b",
    re.IGNORECASE,
)
_NAMED = {name.replace("-", ""): name for name in RANGES}

_VALUE = rf"(?:{NUMBER})(?![\w%])"
_RUN = re.compile(rf"\b{_VALUE}(?:(?:,? (?:and )?then|,? to| ?(?:→|->)) {_VALUE})*", re.IGNORECASE)
"""One value, or how it went: '8, then 5, then 2', '18 to 14'. The last one is where it stands."""
_ONE = re.compile(rf"\b{_VALUE}", re.IGNORECASE)

_REACH = 40
"""Letters between a scale's name and its value."""

_END = re.compile(r"[;!?]|\.(?!\d)")
_ITEM = re.compile(r"\b(?:item|question|number)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:from|last (?:time|week|session|month)|at intake|previous(?:ly)?)(?: was| were| of)?\W*$", re.I
)
_AFTER = re.compile(
    r"\W{1,2}(?:(?:the |at )?(?:last (?:time|week|session|month)|intake|previously|before\b|ago\b)"
    r"|(?:minutes?|hours?|days?|nights?|weeks?|months?|times|percent|sessions?)\b)",
    re.IGNORECASE,
)


def scores(statements: Sequence[str]) -> dict[str, float]:
    """Scale -> where it stands, as statements of a note say it; the last one said wins."""
    return {name: value for text in statements for name, value in _scores_in(text)}


def _scores_in(text: str) -> Iterator[tuple[str, float]]:
    named = list(_NAME.finditer(text))
    for found, after in zip(named, [*named[1:], None], strict=True):
        rest = text[found.end() : after.start() if after else None]
        end = _END.search(rest)
        value = _value(rest[: end.start()] if end else rest)
        name = _NAMED[str(found.lastgroup)]
        if name == "SUD" and value is not None and value > RANGES["SUD"][1]:
            name = "SUDS"  # said of 0 to 100
        if value is not None and RANGES[name][0] <= value <= RANGES[name][1]:
            yield name, value


def _value(clause: str) -> float | None:
    if _ITEM.search(clause):
        return None
    for run in _RUN.finditer(clause):
        steps = _ONE.findall(run[0])
        earlier = _BEFORE.search(clause[: run.start()]) and len(steps) == 1
        if run.start() > _REACH:
            return None
        if not earlier and not _AFTER.match(clause[run.end() :]):
            return _read(steps[-1])
    return None


def _read(said: str) -> float | None:
    found = numbers(said)
    return float(next(iter(found))) if len(found) == 1 else None
