"""Words by which a person could be known again, taken out of a text (45 CFR 164.514(b)(2), safe harbor).

Names are known from the chart and from how the words are written: a capital inside a sentence. What is written without
capitals and stands in no chart can't be known for a name; a de-identified note is read before it is handed on.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import msgspec

from scribe import resources
from scribe.chart import Chart, Participant
from scribe.errors import ConfigError
from scribe.events import Role

_TITLED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Saint|St)\.? (?:[A-Z]\w+|\[name\])")
_NAMES_IN_A_ROW = re.compile(r"\[name\](?:(?:'s)?[ -]\[name\])+")
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?|"
    r"(?:twenty|thirty)(?:[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|eleventh|twelfth|twentieth|thirtieth)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMERIC_DATE = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_WEEKDAY_DATE = re.compile(rf"\b({_WEEKDAY}),? (?:the )?{_ORDINAL}\b", re.I)
_TO_CALL = re.compile(r"\b\+?\d[\d ().-]{6,}\d\b|\S+@\S+\.\w+|(?:https?://|www\.)\S+")
_NO_NAME = re.compile(r"^(?:[A-Z]{2,}.*|.*\d.*|I|Dr|Mr|Mrs|Ms|Miss|Prof)$")
"""Initials of measures and methods, numbered things, titles."""


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keep: str
    months: str


@cache
def load_identity(path: Path | None = None) -> Identity:
    """config/cues/identity.toml, or a ConfigError that names file and key."""
    path = path or resources.config() / "cues" / "identity.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=Identity)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Install Scribe's config folder again.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: {error}.", "The file's comments explain its keys.") from None


def without_identity(chart: Chart, said: Iterable[str]) -> Callable[[str], str]:
    """What takes names, places, dates and numbers to call out of a text. `said`: words that may be names."""
    identity = load_identity()
    kept = {*identity.keep.split(), *identity.months.split()}
    people = _people(chart)
    names = {name for name in said if name not in kept and not _NO_NAME.match(name)}
    names -= {word for name in people for word in name.split()}
    ordered = sorted(people, key=len, reverse=True)
    rules: list[tuple[re.Pattern[str], str]] = [
        (re.compile(rf"\b{re.escape(name)}\b", re.I), people[name]) for name in ordered
    ]
    rules.append((_TITLED, "[name]"))
    if names:
        rules.append((re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names)))})\b"), "[name]"))
    months = "|".join(identity.months.split())
    rules += [
        (_NUMERIC_DATE, "[date]"),
        (_TO_CALL, "[contact]"),
        (
            re.compile(rf"\b(?:{months}),? (?:the )?{_ORDINAL}\b|\b(?:the )?{_ORDINAL} of (?:{months})\b", re.I),
            "[date]",
        ),
        (_WEEKDAY_DATE, r"\1 [date]"),
        (re.compile(rf"\b(?:{months.replace('|May', '')})\b|(?<=in )May\b"), "[month]"),
        (_NAMES_IN_A_ROW, "[name]"),
    ]

    def coded(text: str) -> str:
        for pattern, into in rules:
            text = pattern.sub(into, text)
        return text[:1].upper() + text[1:]

    return coded


def _people(chart: Chart) -> dict[str, str]:
    """Every name of the chart's people, and each of its words, to what they are called instead."""
    clients = [p for p in chart.participants if p.role is not Role.THERAPIST]
    found: dict[str, str] = {}
    for person in chart.participants:
        found |= _spellings(
            person.name, "therapist" if person.role is Role.THERAPIST else _letter(person.name, clients)
        )
    if chart.clinician:
        found |= _spellings(chart.clinician, "therapist")
    if chart.client:
        first = chart.client.split()[0] if chart.client.split() else ""
        found = {**_spellings(chart.client, found.get(first, "Client")), **found}
    return found


def _letter(name: str, clients: list[Participant]) -> str:
    """'Client' where there is one, else 'Client A', 'Client B' in the chart's order."""
    if len(clients) < 2:
        return "Client"
    place = next(at for at, person in enumerate(clients) if person.name == name)
    return f"Client {chr(ord('A') + place)}"


def _spellings(name: str, called: str) -> dict[str, str]:
    """The whole name and each of its words; credentials after a comma are no name."""
    bare = name.partition(",")[0].strip()
    return dict.fromkeys([word for word in (bare, *bare.split()) if len(word) > 1], called)
