"""How long a record is kept, by jurisdiction and kind: `config/retention.toml`. Pure but for reading that file."""

import tomllib
from datetime import date
from pathlib import Path

import msgspec

from scribe import resources
from scribe.errors import ConfigError

DEFAULT = "default"

PROGRESS, PSYCHOTHERAPY, SUBSTANCE_USE = KINDS = ("progress_note", "psychotherapy_note", "substance_use_note")
"""Kinds of records that have a period. The audit has none: it is never destroyed."""


class Period(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    years: int
    """After the last contact."""
    minors_until: int | None = None
    """A minor's record is kept at least until this age."""
    source: str = ""
    """The rule it comes from."""


Periods = dict[str, dict[str, Period]]
"""Jurisdiction -> kind of record -> how long."""


def load(path: Path | None = None) -> Periods:
    """ConfigError that names the file and the key."""
    path = path or resources.config() / "retention.toml"
    try:
        periods = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=Periods)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Restore it from the program's config folder.") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: {error}.", "Mend that line; [default.progress_note] is an example.") from None
    for where, kinds in periods.items():
        if unknown := sorted(set(kinds) - set(KINDS)):
            raise ConfigError(f"{path}: {where}.{unknown[0]}: no such kind of record.", f"Known: {', '.join(KINDS)}.")
    if PROGRESS not in periods.get(DEFAULT, {}):
        raise ConfigError(f"{path}: default.progress_note is missing.", "Give the one that holds elsewhere.")
    return periods


def period(periods: Periods, jurisdiction: str, kind: str) -> Period:
    """The jurisdiction's own, else the default's, else the default's for progress notes."""
    own, default = periods.get(jurisdiction, {}), periods[DEFAULT]
    return own.get(kind) or default.get(kind) or default[PROGRESS]


def kept_until(rule: Period, last_contact: date, born: date | None) -> date:
    """The first day on which it may be destroyed."""
    due = _years_later(last_contact, rule.years)
    if born is not None and rule.minors_until is not None:
        due = max(due, _years_later(born, rule.minors_until))
    return due


def _years_later(day: date, years: int) -> date:
    """29 February becomes 1 March: never a day too early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
