"""Clinical language as data: the cue families of config/cues/*.toml, checked and compiled once.

A wrong file is a ConfigError that names file and key. Patterns are regular expressions matched without regard to case
between word boundaries; ’ in a file stands for any apostrophe.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from scribe import cue_file, resources
from scribe.errors import ConfigError
from scribe.events import EvidenceKind, RiskKind
from scribe.notes.language.remembered import remembered

KEPT = 2048
"""Texts of which is remembered what cues they hold: some minutes of talk, which is what the live note reads again."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class _Patterns(_Strict, frozen=True):
    patterns: tuple[str, ...]


class Topic(_Strict, frozen=True):
    key: str
    kind: str
    label: str
    weight: float
    ask: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    quote: bool = False
    heads: bool = True
    """Its label may stand before what is told; else only the question's own words do."""


class Intervention(_Strict, frozen=True):
    name: str
    does: str
    weight: float
    patterns: tuple[str, ...]
    detail: bool = False
    several: bool = False
    """Is done only where several clients are in the room."""
    asks: bool = False
    """What was asked tells of it more than its name: 'asking what they knew then'."""
    plays: bool = False
    """A scene played in the room is it, whatever words it was begun with."""


class Exclusion(_Strict, frozen=True):
    why: str
    by: Literal["any", "client", "therapist"]
    reach: Literal["clause", "sentence", "utterance", "others"]
    """'others': every clause of the utterance that is about somebody else."""
    patterns: tuple[str, ...]
    unless: str = ""
    opening: bool = False


class RiskCue(_Strict, frozen=True):
    kind: RiskKind
    label: str
    patterns: tuple[str, ...]
    passive: tuple[str, ...] = ()
    unless: str = ""


class RiskContext(_Strict, frozen=True):
    key: str
    label: str
    kind: RiskKind
    patterns: tuple[str, ...]


class Measure(_Strict, frozen=True):
    label: str
    tell: tuple[str, ...]


class Rating(_Strict, frozen=True):
    label: str
    ask: tuple[str, ...]


class Helpline(_Strict, frozen=True):
    number: str
    """Digits as they are dialled."""
    name: str
    region: str


class Helplines(_Strict, frozen=True):
    line: _Patterns
    dial: _Patterns
    helpline: tuple[Helpline, ...]


class _Topics(_Strict, frozen=True):
    topic: tuple[Topic, ...]


class _Interventions(_Strict, frozen=True):
    intervention: tuple[Intervention, ...]


class _Exclusions(_Strict, frozen=True):
    exclusion: tuple[Exclusion, ...]
    affairs: _Patterns
    begin: _Patterns
    joke: _Patterns
    retract: _Patterns


class _Orders(_Strict, frozen=True):
    exclusion: tuple[Exclusion, ...]


class _Risks(_Strict, frozen=True):
    risk: tuple[RiskCue, ...]
    context: tuple[RiskContext, ...]


class _Measures(_Strict, frozen=True):
    measure: tuple[Measure, ...]
    rating: tuple[Rating, ...]


class Agreements(_Strict, frozen=True):
    propose: _Patterns
    home: _Patterns
    accept: _Patterns
    decline: _Patterns
    settle: _Patterns
    appointment: _Patterns
    day: _Patterns


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """All cue families. `compiled` gives the one regular expression of a tuple of patterns."""

    topics: tuple[Topic, ...]
    interventions: tuple[Intervention, ...]
    exclusions: tuple[Exclusion, ...]
    affairs: tuple[str, ...]
    """What is somebody's own business, said of somebody farther off."""
    begin: tuple[str, ...]
    """The therapist comes to the work of the session."""
    joke: tuple[str, ...]
    """Takes back what was just said as not meant."""
    retract: tuple[str, ...]
    risks: tuple[RiskCue, ...]
    contexts: tuple[RiskContext, ...]
    measures: tuple[Measure, ...]
    ratings: tuple[Rating, ...]
    agreements: Agreements
    helplines: Helplines


@cache
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of `patterns`; never matches when there are none."""
    if not patterns:
        return re.compile(r"(?!)")
    joined = "|".join(rf"(?<![\w])(?:{pattern})(?![\w])" for pattern in patterns)
    return re.compile(joined.replace("’", "'"), re.IGNORECASE)


def hit(patterns: tuple[str, ...], text: str) -> bool:
    """Any of `patterns` is in `text`; a word left out of it as said twice leaves no hole between the others.

    The live note asks the same of the last minutes' clauses with each new utterance: that was half of what it took.
    """
    found = _hits(text)
    known = found.get(patterns)
    if known is None:
        known = found[patterns] = compiled(patterns).search(" ".join(text.split())) is not None
    return known


@remembered(KEPT)
def _hits(text: str) -> dict[tuple[str, ...], bool]:
    """What was asked of it so far."""
    return {}


@cache
def load_cues(folder: Path | None = None) -> Cues:
    """The cue files of `folder` (default: the installed ones). Raises ConfigError naming file and key."""
    folder = folder or resources.config() / "cues"
    risks = _read(folder / "risk.toml", _Risks)
    measures = _read(folder / "measures.toml", _Measures)
    exclusions = _read(folder / "exclusions.toml", _Exclusions)
    built = Cues(
        topics=_read(folder / "topics.toml", _Topics).topic,
        interventions=_read(folder / "interventions.toml", _Interventions).intervention,
        exclusions=(*_read(folder / "orders.toml", _Orders).exclusion, *exclusions.exclusion),
        affairs=exclusions.affairs.patterns,
        begin=exclusions.begin.patterns,
        joke=exclusions.joke.patterns,
        retract=exclusions.retract.patterns,
        risks=risks.risk,
        contexts=risks.context,
        measures=measures.measure,
        ratings=measures.rating,
        agreements=_read(folder / "agreements.toml", Agreements),
        helplines=_read(folder / "helplines.toml", Helplines),
    )
    _check_kinds(built, folder)
    return built


T = TypeVar("T")


def _read(path: Path, kind: type[T]) -> T:
    raw = cue_file.parsed(path)
    built = cue_file.converted(raw, path, kind)
    _check_patterns(raw, path, "")
    return built


def _check_patterns(value: Any, path: Path, key: str) -> None:
    """Every string in a list must be a regular expression, and one that asks for some text."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_patterns(inner, path, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _check_patterns(inner, path, f"{key}[{number}]")
    elif isinstance(value, str) and (key.endswith("]") or key.endswith(".unless")):
        try:
            empty = re.compile(rf"(?:)(?:{value})").fullmatch("") and not key.endswith(".unless")
        except re.error as error:
            line = _line_of(path, value)
            raise ConfigError(f"{path}{line}: {key}: {error}.", "Mend that regular expression.") from None
        if empty:
            raise ConfigError(f"{path}{_line_of(path, value)}: {key}: matches the empty text.", "Say what to look for.")


def _line_of(path: Path, value: str) -> str:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if value in line:
            return f":{number}"
    return ""


def _check_kinds(cues: Cues, folder: Path) -> None:
    known = {*EvidenceKind, "session_info"}
    for topic in cues.topics:
        if topic.kind not in known:
            raise ConfigError(
                f"{folder / 'topics.toml'}: topic {topic.key}: kind: {topic.kind!r} is no kind of evidence.",
                f"Known: {', '.join(sorted(known))}.",
            )
